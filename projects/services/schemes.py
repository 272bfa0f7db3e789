"""Schemes: those of the sources, loaded once, and what the team makes of them."""

import json
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from network.audit.services import record
from network.directory import slugs
from network.moderation.enums import State
from network.taxonomy.models import Country
from projects.models import Scheme, SchemePeriod

FILE = Path(settings.BASE_DIR) / "data/dispositifs/dispositifs.json"


@transaction.atomic
def load(*, path=FILE):
    """Bring the schemes of the file to the database; those that the team edited or added stay. Returns how many were written."""
    written = 0
    kept = set(Scheme.objects.filter(edited=True).values_list("slug", flat=True))
    for said in json.loads(path.read_text(encoding="utf-8")):
        if said["slug"] in kept:
            continue
        countries = set(said.pop("countries", []))
        periods = [SchemePeriod(**period) for period in said.pop("periods", [])]
        stored = Scheme.objects.filter(slug=said["slug"]).first()
        if stored and _says(stored, said, countries, periods):
            continue
        scheme = stored or Scheme(slug=said["slug"], state=State.PUBLISHED, published_at=timezone.now())
        for name, value in said.items():
            setattr(scheme, name, value)
        scheme.save()
        scheme.countries.set(Country.objects.filter(iso3__in=countries))
        scheme.periods.all().delete()
        scheme.periods.bulk_create(_of(scheme, period) for period in periods)
        written += 1
    return written


def _says(scheme, said, countries, periods):
    same = all(getattr(scheme, name) == value for name, value in said.items())
    known = {(period.kind, str(period.starts_on), str(period.ends_on)) for period in scheme.periods.all()}
    return (
        same
        and set(scheme.countries.values_list("iso3", flat=True)) == countries
        and known == {(period.kind, period.starts_on, period.ends_on) for period in periods}
    )


def _of(scheme, period):
    period.scheme = scheme
    return period


@transaction.atomic
def save(*, scheme, by, changes=None):
    """Save what the team writes of a scheme; from then on, loading the sources leaves it alone."""
    scheme.edited = True
    if scheme.pk is None:
        slugs.insert(scheme, scheme.acronym or scheme.name)
        record(by=by, verb="créer", target=scheme)
    else:
        scheme.save()
        record(by=by, verb="modifier", target=scheme, changes=changes or {})
    return scheme

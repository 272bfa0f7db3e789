"""Partners as people look for them: actors of the directory, and organisations from elsewhere that somebody named before."""

from dataclasses import dataclass

from django.contrib.postgres.search import TrigramSimilarity, TrigramWordSimilarity
from django.db.models import F, Func, OuterRef, Q, Subquery, TextField, Value

from actors.models import Actor
from projects.models import PartnerOrganisation

SHORTEST, OFFERED = 2, 6
NEARLY = 0.45  # likeness (0 to 1) from which two names may be of one organisation


@dataclass(frozen=True)
class Found:
    """What was found for a text."""

    text: str
    actors: list
    organisations: list


def find_partners(text, *, project):
    """At most six published actors and six organisations that `text` may mean, without those that take part already."""
    text = " ".join(text.replace("\0", "").split())[:120]
    if len(text) < SHORTEST:
        return Found(text, [], [])
    taken = project.partnerships
    key = Func(Value(text), function="actors_key", output_field=TextField())
    alike = Actor.objects.published().exclude(pk=project.lead_id).exclude(pk__in=taken.exclude(actor=None).values("actor"))
    alike = alike.annotate(asked=key).annotate(likeness=TrigramWordSimilarity(F("asked"), "known_as"))
    actors = alike.filter(Q(known_as__contains=F("asked")) | Q(likeness__gte=0.6)).order_by("-likeness", "name", "pk")
    others = near_organisations(text).exclude(pk__in=taken.exclude(organisation=None).values("organisation"))
    return Found(text, list(actors.select_related("municipality__department")[:OFFERED]), list(others[:OFFERED]))


def near_organisations(name, country=None):
    """Organisations from elsewhere that are called nearly `name`, or were before a merge, the nearest first; with `country`, those of
    another one left out."""
    plain = Func(F("name"), function="plain", output_field=TextField())
    asked = Func(Value(name), function="plain", output_field=TextField())
    names = PartnerOrganisation.objects.filter(Q(pk=OuterRef("pk")) | Q(merged_into=OuterRef("pk"))).annotate(plain=plain, asked=asked)
    names = names.annotate(likeness=TrigramSimilarity("plain", F("asked"))).filter(Q(likeness__gte=NEARLY) | Q(plain__contains=F("asked")))
    likeness = Subquery(names.order_by("-likeness").values("likeness")[:1])
    found = PartnerOrganisation.objects.standing().annotate(likeness=likeness).exclude(likeness=None)
    if country is not None:
        found = found.filter(Q(country=country) | Q(country=None))
    return found.select_related("country").order_by("-likeness", "name", "pk")

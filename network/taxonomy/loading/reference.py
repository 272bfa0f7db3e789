"""Loading every reference table from the files of a folder, in one transaction."""

from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q

from network.taxonomy.loading import goals, sectors, territory, themes, world
from network.taxonomy.loading.sync import bring, bring_links, remove_vanished
from network.taxonomy.models import (
    Country,
    Department,
    Goal,
    Intercommunality,
    Municipality,
    ReferenceVersion,
    Sector,
    Target,
    Theme,
)

DATA = settings.BASE_DIR / "data"
FILES = [
    "territoire/departements_pdl.csv",
    "territoire/epci_pdl.csv",
    "territoire/communes_pdl.csv",
    "territoire/communes_anciennes_pdl.csv",
    "monde/pays.csv",
    "odd/odd_objectifs.csv",
    "odd/odd_cibles.csv",
    "iati/secteurs_cad.csv",
    "themes.csv",
]
LOCK = 7_340_041  # one loading at a time


def checksum(folder):
    """A fingerprint of the files and of the code that reads them."""
    digest = sha256()
    for path in [*(folder / name for name in FILES), *sorted(Path(__file__).parent.glob("*.py"))]:
        digest.update(path.read_bytes() if path.exists() else b"absent")
    return digest.hexdigest()


@transaction.atomic
def load(*, folder=DATA, force=False):
    """Bring the reference tables to what the files say. Returns an Outcome per table; none when nothing changed.

    Raises WrongFile, and then writes nothing. Themes that the team edited stay as the team left them.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    version = ReferenceVersion.objects.filter(name="reference").first() or ReferenceVersion(name="reference")
    current = checksum(folder)
    if version.checksum == current and not force:
        return []
    tables = read_all(folder)
    outcomes = [bring(model, things) for model, things in tables.items() if model is not Theme]
    outcomes.append(bring_themes(tables[Theme]))
    by_name = dict(zip([model for model in tables if model is not Theme] + [Theme], outcomes, strict=True))
    remove_vanished(Theme, [line.theme.slug for line in tables[Theme]], by_name[Theme], key="slug", keep=Q(edited=True))
    for model in reversed(by_name):
        if model is not Theme:
            remove_vanished(model, [thing.pk for thing in tables[model]], by_name[model])
    version.checksum = current
    version.save()
    return outcomes


def read_all(folder):
    """Model → what its file says, in an order in which each table stands after those that it refers to."""
    tables = {}
    tables[Department] = list(territory.departments(folder / "territoire"))
    tables[Intercommunality] = list(territory.intercommunalities(folder / "territoire"))
    known = {model: {thing.pk for thing in things} for model, things in tables.items()}
    tables[Municipality] = list(territory.municipalities(folder / "territoire", known[Department], known[Intercommunality]))
    tables[Country] = list(world.countries(folder / "monde"))
    tables[Goal] = list(goals.goals(folder / "odd"))
    numbers = {goal.number for goal in tables[Goal]}
    tables[Target] = list(goals.targets(folder / "odd", numbers))
    tables[Sector] = list(sectors.sectors(folder / "iati"))
    tables[Theme] = themes.themes(folder, numbers, {sector.code for sector in tables[Sector]})
    return tables


def bring_themes(lines):
    """The themes, then their goals and sectors; those that the team edited are left alone."""
    edited = set(Theme.objects.filter(edited=True).values_list("slug", flat=True))
    outcome, parents = None, {}
    for first_level in (True, False):
        level = [line for line in lines if (not line.parent) == first_level]
        for line in level:
            line.theme.parent_id = parents[line.parent] if line.parent else None
        done = bring(Theme, [line.theme for line in level], key="slug", untouched=edited, ignore=("id", "edited"))
        parents = {line.theme.slug: line.theme.pk for line in level}
        if outcome is None:
            outcome = done
        else:
            outcome.total, outcome.created, outcome.changed = (
                done.total,
                outcome.created + done.created,
                outcome.changed + done.changed,
            )
    ours = [line for line in lines if line.theme.slug not in edited]
    bring_links(Theme.goals.through, "theme", "goal", {line.theme.pk: line.goals for line in ours})
    bring_links(Theme.sectors.through, "theme", "sector", {line.theme.pk: line.sectors for line in ours})
    return outcome

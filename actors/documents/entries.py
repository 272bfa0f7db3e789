"""What a document says of an actor: the same in the directory and on its own sheet. Plain data, nothing personal."""

from collections import Counter

from django.conf import settings
from django.utils import timezone

from actors.enums import Provenance, Way
from network.ui.french import NBSP, day, euros, plural

GUIDE = 24  # letters of a name in the running head


def readable(actors):
    """`actors` with all that `entry` and the indexes read, in six statements."""
    return actors.select_related("municipality__department", "department").prefetch_related(
        "countries", "themes__parent", "public_grants", "memberships"
    )


def entry(actor, today):
    """The facts of one actor, as words. `today` decides who is a member."""
    return {
        "anchor": f"acteur-{actor.pk}",
        "url": actor.get_absolute_url(),
        "name": actor.name,
        "guide": guide(actor),
        "acronym": actor.acronym,
        "college": actor.college,
        "college_label": actor.get_college_display(),
        "kind": actor.get_kind_display(),
        "town": actor.municipality.name if actor.municipality else actor.place,
        "department": str(department(actor) or ""),
        "member": any(membership.covers(today) for membership in actor.memberships.all()),
        "demo": actor.is_demo,
        "presentation": [block.strip() for block in actor.presentation.replace("\r", "").split("\n\n") if block.strip()],
        "facts": [(label, words) for label, words in _facts(actor) if words],
        "unknown": ", ".join(_unknown(actor)),
        "website": actor.website,
        "website_label": actor.website.partition("://")[2].rstrip("/"),
        "email": actor.public_email,
        "phone": actor.public_phone,
        "grants": _grants(list(actor.public_grants.all())) if actor.public_grants.all() else None,
        "origin": _origin(actor),
    }


def department(actor):
    """The département of its commune, or the one that is known without it."""
    return actor.municipality.department if actor.municipality else actor.department


def guide(actor):
    """The name in the running head: short, cut at a word."""
    if len(actor.name) <= GUIDE:
        return actor.name
    return actor.acronym or actor.name[:GUIDE].rsplit(" ", 1)[0] + NBSP + "…"


def _facts(actor):
    yield "Pays", ", ".join(country.name for country in actor.countries.all())
    yield "Thématiques", ", ".join(theme.name for theme in actor.themes.all())
    yield "Modes d’action", ", ".join(Way(way).label for way in actor.ways if way in Way.values)
    yield "Langues", ", ".join(actor.languages)
    yield "Création", str(actor.founded or "")


def _unknown(actor):
    """What a reader would look for and the sheet does not say: unknown is written, never hidden."""
    yield from () if actor.countries.all() else ["pays"]
    yield from () if actor.themes.all() else ["thématiques"]
    yield from () if actor.website or actor.public_email or actor.public_phone else ["contact"]


def _grants(grants):
    """« 3 relevés de 2009 à 2016, 8 000 € en tout », who gave them, where that was read."""
    years = sorted({grant.year for grant in grants})
    period = f"de {years[0]} à {years[-1]}" if len(years) > 1 else f"en {years[0]}"
    funders = Counter(grant.funder for grant in grants)
    return {
        "words": f"{plural(len(grants), 'relevé')} {period},"
        f" {euros(sum(g.amount for g in grants), 0)}{' en tout' if len(grants) > 1 else ''}",
        "funders": ", ".join(f"{name} ({count})" if len(grants) > 1 else name for name, count in funders.most_common()),
        "lines": [(grant.year, grant.funder, grant.purpose, euros(grant.amount, 0)) for grant in grants],
        "sources": sorted({grant.source for grant in grants}),
    }


def _origin(actor):
    if actor.confirmed_at:
        return f"Fiche confirmée le {day(timezone.localtime(actor.confirmed_at))}."
    if actor.provenance == Provenance.PUBLIC_RECORD:
        return "Fiche établie d’après des données publiques, que la structure n’a pas confirmée."
    return "Fiche que la structure n’a pas encore confirmée."


def edition():
    """What every page of a document says of who publishes it."""
    return {"network": settings.NETWORK["name"], "site": settings.SITE_URL}

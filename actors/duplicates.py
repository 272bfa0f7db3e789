"""Sheets that may be of the same organisation: the same number, or nearly the same name, nearby first.

Asked while somebody registers, by an import and before a merge. Names are compared as PostgreSQL keeps them in `known_as`
(migration 0007): without accents, legal words and articles, acronyms and initials beside them.
"""

from dataclasses import dataclass, field

from django.contrib.postgres.search import TrigramSimilarity
from django.db import connection
from django.db.models import Case, FloatField, Q, Value, When
from django.db.models.functions import Greatest

from actors.models import Actor
from actors.numbers import bare

CANDIDATES = 40  # sheets that are looked at closely
ENOUGH, ENOUGH_NEARBY, ENOUGH_HERE = 0.6, 0.5, 0.42  # likeness (0 to 1) of names anywhere, in one département, in one commune
SHORTEST = {"nom": 3, "sigle": 2}  # letters below which nothing is looked for
INITIALS, ACRONYM = 0.55, 0.85  # what initials, and an acronym, are worth beside a whole name


@dataclass(frozen=True)
class Duplicate:
    """A sheet that may be of the same organisation, and why (in French, for the person). `certain`: by a number."""

    actor: Actor
    reasons: list = field(compare=False)
    certain: bool
    score: float


def probable_duplicates(
    *, name, acronym="", siren="", siret="", rna="", uai="", municipality=None, exclude=None, limit=5, among=None
) -> list[Duplicate]:
    """At most `limit` Duplicates, the most probable first: same numbers, then names, those of the same commune before others.

    `among`: the sheets that the person who asks may know of (`Actor.objects.visible_to(user)`); all of them by default.
    `exclude`: the sheet itself, when there is one.
    """
    numbers = {"siren": bare(siren) or bare(siret)[:9], "siret": bare(siret), "rna": bare(rna), "uai": bare(uai)}
    asked = _keys(name, acronym)
    sheets = Actor.objects.standing() if among is None else among
    if exclude is not None and exclude.pk:
        sheets = sheets.exclude(pk=exclude.pk)
    numbered = _same_number(numbers)
    if not numbered and not asked:
        return []
    if numbered:  # a number of a sheet that was merged leads to the sheet that took it in
        numbered |= Q(pk__in=Actor.objects.exclude(merged_into=None).filter(numbered).values("merged_into"))
    closest = _closest(sheets.filter(numbered | _called(asked)), numbered, asked)
    found = sheets.filter(pk__in=closest).select_related("municipality__department", "department")
    if numbered:
        found = found.prefetch_related("absorbed")
    duplicates = [duplicate for actor in found.order_by("pk") if (duplicate := _judge(actor, asked, numbers, municipality))]
    return sorted(duplicates, key=lambda d: (not d.certain, -d.score, d.actor.name, d.actor.pk))[:limit]


def _keys(name, acronym):
    """The two keys, as PostgreSQL makes them; empty when there is too little to compare."""
    said = [" ".join(text.replace("\0", " ").split())[:200] for text in (name, acronym)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT actors_key(%s), actors_key(%s)", said)
        keys = cursor.fetchone()
    return {label: key for label, key in zip(("nom", "sigle"), keys, strict=True) if len(key) >= SHORTEST[label]}


def _same_number(numbers):
    """The conditions under which a sheet has one of the numbers; a SIRET holds a SIREN."""
    conditions = Q()
    for name, number in numbers.items():
        if number:
            conditions |= Q((name, number))
    if len(numbers["siren"]) == 9:
        conditions |= Q(siret__startswith=numbers["siren"])
    return conditions


def _called(asked):
    """What PostgreSQL's trigram index finds: all names together like a key, or one of them, or initials, that are the key."""
    conditions = Q()
    for key in asked.values():
        conditions |= Q(known_as__trigram_similar=key) | Q(known_as__contains=f"|{key}|") | Q(known_as__contains=f"|~{key}|")
    return conditions


def _closest(sheets, numbered, asked):
    """The keys of the sheets worth a closer look: those that have a number first, then the closest names."""
    ranks = [When(numbered, then=2.0)] if numbered else []
    ranks += [When(known_as__contains=f"|{key}|", then=1.0) for key in asked.values()]
    likeness = [TrigramSimilarity("known_as", key) for key in asked.values()]
    closeness = Case(*ranks, default=Greatest(*likeness, Value(0.0)) if asked else Value(0.0), output_field=FloatField())
    return list(sheets.order_by(closeness.desc(), "pk").values_list("pk", flat=True)[:CANDIDATES])


def _judge(actor, asked, numbers, municipality):
    """The Duplicate that `actor` is, or None."""
    reasons, certain = _by_any_number(actor, numbers)
    likeness, words = _by_name(actor, asked)
    here, place = _by_place(actor, municipality)
    if not reasons and likeness < (ENOUGH, ENOUGH_NEARBY, ENOUGH_HERE)[here]:
        return None
    if likeness >= ENOUGH_HERE:
        reasons = [*reasons, words]
    return Duplicate(actor, [*reasons, *place], certain, round((1 if reasons and certain else 0) + likeness + here * 0.2, 3))


def _by_any_number(actor, numbers):
    """(reasons, certain) by the sheet's own numbers, or else by those of the sheets that it took in."""
    alike = [found for sheet in (actor, *actor.absorbed.all()) if (found := _by_number(sheet, numbers))[0]] if any(numbers.values()) else []
    return max(alike, key=lambda found: found[1], default=([], False))


def _by_number(actor, numbers):
    """(reasons, certain): two establishments of one organisation are only probable."""
    reasons = [
        f"même numéro {label}"
        for name, label in (("siret", "SIRET"), ("rna", "RNA"), ("uai", "UAI"))
        if numbers[name] and numbers[name] == getattr(actor, name)
    ]
    certain = bool(reasons)
    if numbers["siren"] and not certain and numbers["siren"] == (actor.siren or actor.siret[:9]):
        other = bool(numbers["siret"] and actor.siret)
        return ["même SIREN, autre établissement" if other else "même numéro SIREN"], not other
    return reasons, certain


def _by_name(actor, asked):
    """(likeness, the reason in words): the best of all that the sheet is called."""
    best, words = 0.0, ""
    for part in filter(None, actor.known_as.split("|")):
        initials = part.startswith("~")
        for label, key in asked.items():
            worth = INITIALS if initials else ACRONYM if label == "sigle" else 1.0
            alike = (key == part[1:] if initials else likeness(key, part)) * worth
            if alike > best:
                best = alike
                words = "mêmes initiales" if initials else f"même {label}" if key == part else f"{label} très proche"
    return best, words


def _by_place(actor, municipality):
    """(0 elsewhere, 1 in the same département, 2 in the same commune; the reason in words)."""
    if municipality is None:
        return 0, []
    if actor.municipality_id == municipality.pk:
        return 2, ["même commune"]
    department = actor.municipality.department_id if actor.municipality else actor.department_id
    return (1, ["même département"]) if department == municipality.department_id else (0, [])


def likeness(one, other):
    """The share of trigrams that two keys have in common, as PostgreSQL counts them (0 to 1)."""
    a, b = _trigrams(one), _trigrams(other)
    return len(a & b) / len(a | b) if a and b else 0.0


def _trigrams(text):
    return {padded[i : i + 3] for word in text.split() for padded in [f"  {word} "] for i in range(len(padded) - 2)}

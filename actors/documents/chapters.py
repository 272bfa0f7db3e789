"""The directory cut into chapters, by département, and long chapters into quires that are printed apart.

Where a quire ends depends on the actors around the cut alone, so that an actor added, renamed or removed changes one quire
and leaves the others as they were.
"""

from zlib import crc32

from actors.documents.drawings import dots, territory
from actors.documents.entries import department, entry
from network.documents.kinds import Part
from network.ui.french import plural

LEAST, MOST = 260, 620  # lines of text that a quire holds
ONE_IN = 6  # of the actors past the least, that end a quire
ELSEWHERE = "Hors de la région ou lieu inconnu"


def chapters(actors, today, edition):
    """[(title, number of actors, anchor, [Part])], in the order of the départements; actors come in alphabetical order."""
    sorted_out = {}
    for actor in actors:
        place = department(actor)
        sorted_out.setdefault((place.code, place.name) if place else ("~", ELSEWHERE), []).append(actor)
    return [_chapter(code, title, found, today, edition) for (code, title), found in sorted(sorted_out.items())]


def _chapter(code, title, actors, today, edition):
    anchor = f"chapitre-{code.strip('~') or 'ailleurs'}"
    parts = []
    for number, quire in enumerate(quires([(actor.pk, entry(actor, today)) for actor in actors])):
        context = {**edition, "chapter": title, "anchor": anchor, "entries": quire, "opening": None}
        if number == 0:
            context["opening"] = {"lead": _lead(actors), "code": code, "dots": dots(actors)}
        parts.append(Part("actors/pdf/chapter.html", context, count=len(quire), drawn=territory if number == 0 else None))
    return title, len(actors), anchor, parts


def _lead(actors):
    """« 110 acteurs. Communes connues : 15, pour 42 d’entre eux. Pays cités : 25, par 55 d’entre eux. »"""
    towns = {actor.municipality_id for actor in actors if actor.municipality_id}
    located = sum(actor.municipality_id is not None for actor in actors)
    countries = {country.pk for actor in actors for country in actor.countries.all()}
    working = sum(bool(actor.countries.all()) for actor in actors)
    words = f"{plural(len(actors), 'acteur')}."
    words += f" Communes connues : {len(towns)}, pour {located} d’entre eux." if towns else ""
    return words + (f" Pays cités : {len(countries)}, par {working} d’entre eux." if countries else "")


def quires(entries):
    """Cut [(key, entry)] into lists of entries of about the same length."""
    found, quire, lines = [], [], 0
    for key, facts in entries:
        length = 9 + sum(len(block) // 80 + 1 for block in facts["presentation"])
        if quire and (lines + length > MOST or (lines >= LEAST and crc32(str(key).encode()) % ONE_IN == 0)):
            found.append(quire)
            quire, lines = [], 0
        quire.append(facts)
        lines += length
    return [*found, quire] if quire else found

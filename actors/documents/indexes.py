"""What stands before and after the chapters: figures and indexes. An index is made of terms, each with the anchors that it leads to."""

from unicodedata import combining, normalize

from actors.documents.entries import department
from network.taxonomy.enums import College
from network.ui.french import NBSP, percent


def countries(actors):
    """Each country in alphabetical order, with its actors."""
    return _terms((sort_key(country.name), country.name, actor) for actor in actors for country in actor.countries.all())


def themes(actors):
    """Each theme, those of the second level after the one that holds them."""

    def place(theme):
        above = theme.parent or theme
        return above.position, above.pk, theme.parent_id or 0, theme.position

    return _terms((place(theme), theme.name, actor) for actor in actors for theme in actor.themes.all())


def names(actors):
    """Each actor in alphabetical order, under its name and, when it has one, its acronym."""
    named = [(sort_key(actor.name), actor.name, actor) for actor in actors]
    named += [(sort_key(actor.acronym), f"{actor.acronym} ({actor.name})", actor) for actor in actors if actor.acronym]
    return [(name, [f"acteur-{actor.pk}"]) for _, name, actor in sorted(named, key=lambda line: (line[0], line[2].pk))]


def _terms(lines):
    found = {}
    for key, name, actor in lines:
        found.setdefault((key, name), []).append(f"acteur-{actor.pk}")
    return [(name, anchors) for (_, name), anchors in sorted(found.items())]


def located(terms, pages):
    """The terms with their pages: `places` is [(page, anchor)], a page named once."""
    lines = []
    for name, anchors in terms:
        places = {}
        for anchor in anchors:
            places.setdefault(pages[anchor], anchor)
        lines.append({"name": name, "count": len(anchors), "places": sorted(places.items())})
    return lines


def sort_key(text):
    """Letters without accents or case, as in a dictionary."""
    return "".join(c for c in normalize("NFKD", text.casefold()) if not combining(c))


def figures(actors):
    """How many actors of each collège, and how much of each thing is known, out of how many."""
    total = len(actors)
    known = [
        ("Pays d’intervention", sum(bool(actor.countries.all()) for actor in actors)),
        ("Thématiques", sum(bool(actor.themes.all()) for actor in actors)),
        ("Commune", sum(bool(actor.municipality_id or actor.place) for actor in actors)),
        ("Département", sum(department(actor) is not None for actor in actors)),
        ("Présentation", sum(bool(actor.presentation.strip()) for actor in actors)),
        ("Site ou courriel public", sum(bool(actor.website or actor.public_email) for actor in actors)),
        ("Fiche confirmée par la structure", sum(actor.confirmed_at is not None for actor in actors)),
    ]
    colleges = [(college.value, college.label, sum(actor.college == college for actor in actors)) for college in College]
    return {
        "total": total,
        "colleges": [{"value": value, "label": label, "count": count} for value, label, count in colleges],
        "known": [{"label": label, "count": count, "share": percent(count / total, 0) if total else f"0{NBSP}%"} for label, count in known],
    }

"""The chapters of the report: the sections of the page, one after the other; those that are short share a page."""

from dataclasses import dataclass, field

from network.documents.kinds import Part
from network.ui.french import plural
from observatory.documents import drawings, grids
from observatory.enums import Section
from observatory.pictures import points
from observatory.sections import CONTENTS

FULL = 40  # lines that hold on a page


@dataclass
class Chapters:
    """The parts; what the contents name (`contents`), and the numbered maps and tables (`plates`)."""

    parts: list = field(default_factory=list)
    contents: list = field(default_factory=list)
    plates: list = field(default_factory=list)
    numbers: dict = field(default_factory=lambda: {"Tableau": 0, "Figure": 0})

    def name(self, sort, title):
        """A map or a table gets its anchor and its number: « Tableau 3. Par pays »."""
        self.numbers[sort] += 1
        named = {"anchor": f"{sort.lower()}-{self.numbers[sort]}", "title": f"{sort} {self.numbers[sort]}. {title}"}
        self.plates.append(named)
        return named

    def chapter(self, anchor, title):
        """A chapter gets its place in the contents."""
        named = {"anchor": f"partie-{anchor}", "chapter": title}
        self.contents.append({"anchor": named["anchor"], "title": title})
        return named


def chapters(source, head):
    """The Chapters of a Source, with the comments of the team."""
    found, shown, comments = Chapters(), source.shown, source.comments
    opening = found.chapter("lecture", "Lire ce rapport")
    reading = {**head, **opening, **_reading(source, found)}
    found.parts.append(Part("observatory/pdf/reading.html", reading, count=1, keep=False))
    sections = [_section(shown, contents, comments.get(contents.section, []), found) for contents in CONTENTS]
    for together in _packed(sections):
        context = {**head, "chapter": together[0]["chapter"], "sections": together}
        found.parts.append(Part("observatory/pdf/section.html", context, count=len(together), drawn=drawings.plates, keep=False))
    return found


def _packed(sections):
    """The sections by parts: one each, but those that hold on one page together."""
    packed, lines = [], FULL
    for section in sections:
        length = _lines(section)
        if packed and lines + length <= FULL:
            packed[-1].append(section)
            lines += length
        else:
            packed.append([section])
            lines = length
    return packed


def _lines(section):
    """About how many lines of a table a section takes."""
    tables = sum(len(table["rows"]) + 5 for table in section["tables"]) + sum(len(c["lines"]) + 8 for c in section["crossings"])
    said = sum(len(block) // 90 + 2 for block in section["comment"])
    return 4 + tables + said + (FULL if section["plate"] else 0)


def _reading(source, found):
    shown = source.shown
    figures = shown.figures.values()
    return {
        "counts": [{"value": f.value, "label": f.label} for f in figures if not f.money],
        "amounts": [{"value": grids.amount(f.value), "label": f.words, "known": f.known} for f in figures if f.money],
        "comment": source.comments.get(Section.KEY, []),
        "method": source.method,
        "directory": shown.counts.directory,
        "known": {
            **found.name("Tableau", "Ce que disent les fiches"),
            "rows": [{"label": k.label, "done": k.done, "total": k.total, "bar": grids.part(k.done, k.total)} for k in shown.known],
        },
    }


def _section(shown, contents, comment, found):
    section = Section(contents.section)
    said = {**found.chapter(section.value, section.label), "comment": comment, "lead": ""}
    plate = PLATES[contents.map](shown) if contents.map else None
    said["plate"] = plate and {**plate, **found.name("Figure", plate["words"])}
    tables = [shown.tables[name] for name in contents.tables if name in shown.tables]  # an old snapshot may lack one
    said["lead"] = _lead(shown, tables)
    said["tables"] = [grids.table(shown, table, found.name("Tableau", table.plan.title)) for table in tables if _speaks(shown, table)]
    crossings = [shown.whole_crossing(name) for name in contents.crossings if name in shown.crossings]
    crossings = [crossing for crossing in crossings if len(crossing.lines) > 1 and len(crossing.columns) > 1]
    said["crossings"] = [grids.crossing(crossing, found.name("Tableau", crossing.title)) for crossing in crossings]
    said["silent"] = [table.plan.heading.lower() for table in tables if not any(row.projects for row in table.known)]
    return said


def _speaks(shown, table):
    """Whether a table says something: not of what no sheet says, not in the one line that repeats the filter."""
    chosen = shown.selection.values[table.plan.facet]
    known = [row for row in table.known if row.projects]
    return bool(known) and not (len(chosen) == 1 and len(table.rows) == 1)


def _lead(shown, tables):
    """What comes first in the first table that says something, and for how many projects it is known."""
    total = shown.counts.total.projects
    for table in tables:
        if not _speaks(shown, table):
            continue
        rows = [row for row in table.known if row.projects and not row.child]
        known = total - (table.unknown.projects if table.unknown else 0)
        said = f"{table.plan.heading} : connu pour {known} {'projet' if known < 2 else 'projets'} sur {total}." if known < total else ""
        first = sorted(rows, key=lambda row: -row.projects)[:3]
        words = ", ".join(f"{row.label} ({row.projects})" for row in first)
        return f"{said} En tête, sur {len(rows)} : {words}.".strip() if len(rows) > 3 else said
    return ""


def _world(shown):
    countries, _ = points()
    lines = drawings.reached(shown.tables["pays"], countries)
    return lines and {
        "map": "world",
        "lines": lines,
        "dots": shown.dots(),
        "alternative": f"{plural(len(lines), 'pays|pays')} où se déroulent les projets",
        "words": "Projets par pays",
        "about": "Plus un pays est foncé et son arc large, plus il a de projets.",
        "key": drawings.key("world", [line[-1] for line in lines]),
    }


def _region(shown):
    rows = [(row.value, row.projects) for row in shown.tables["intercommunalites"].known if row.projects]
    return rows and {
        "map": "region",
        "lines": rows,
        "names": points()[1],
        "alternative": f"{plural(len(rows), 'intercommunalité')} d’où partent les projets",
        "words": "Projets par intercommunalité",
        "about": "Selon la commune du porteur ; un porteur d’ailleurs, ou dont la commune n’est pas connue, n’y est pas.",
        "key": drawings.key("region", [n for _, n in rows]),
    }


PLATES = {"world": _world, "region": _region}

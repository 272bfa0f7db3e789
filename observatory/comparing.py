"""Two snapshots side by side: why each number moved. Before + entered - left + gained - lost = after, for the whole and for each line."""

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.core.cache import caches
from django.db import connection
from django.urls import reverse

from network.directory.facets import UNKNOWN
from network.directory.release import release
from observatory.enums import Sort
from observatory.frozen import PARAMS
from observatory.page import hash_of
from observatory.sheets import SORTS, named

WHAT = {sort: what for what, sort in SORTS.items()}
# The sheets of which something changed, before and after. A sheet that did not count carried nothing; one that did carries '' besides.
MOVED = """
    WITH moved AS MATERIALIZED (SELECT * FROM (
        SELECT sort, key, b.id IS NOT NULL AS was, a.id IS NOT NULL AS stands,
            CASE WHEN b.counted THEN b.facts || ''::text ELSE '{}' END AS old,
            CASE WHEN a.counted THEN a.facts || ''::text ELSE '{}' END AS new
        FROM (SELECT * FROM observatory_frozensheet WHERE snapshot_id = %s) b
        FULL JOIN (SELECT * FROM observatory_frozensheet WHERE snapshot_id = %s) a USING (sort, key)
    ) both_of_them WHERE NOT (old @> new AND old <@ new))"""
CHANGES = f"""{MOVED},
    pieces AS (
        SELECT sort, fact, was, stands, true AS plus FROM moved, unnest(new) fact WHERE fact <> ALL (old)
        UNION ALL SELECT sort, fact, was, stands, false FROM moved, unnest(old) fact WHERE fact <> ALL (new))
    SELECT sort, fact, count(*) FILTER (WHERE plus AND NOT was), count(*) FILTER (WHERE NOT plus AND NOT stands),
        count(*) FILTER (WHERE plus AND was), count(*) FILTER (WHERE NOT plus AND stands) FROM pieces GROUP BY sort, fact
    UNION ALL SELECT sort, NULL, count(*), 0, 0, 0 FROM moved WHERE '' = ANY(old) AND '' = ANY(new) GROUP BY sort"""
MOVES = {
    "entres": ("entrés", "%s = ANY(new) AND NOT was"),
    "sortis": ("sortis", "%s = ANY(old) AND NOT stands"),
    "gagnes": ("reclassés ici", "%s = ANY(new) AND %s <> ALL (old) AND was"),
    "perdus": ("reclassés ailleurs", "%s = ANY(old) AND %s <> ALL (new) AND stands"),
    "reclasses": ("classés autrement", "'' = ANY(old) AND '' = ANY(new)"),
}


@dataclass(frozen=True)
class Change:
    """A number before and after, and what moved it, with the sheets behind each move."""

    value: str
    label: str
    before: int
    entered: int
    left: int
    gained: int
    lost: int
    after: int
    address: str = ""

    @property
    def moves(self):
        """(words, signed number, list) of what entered, left, was classified here and elsewhere."""
        numbers = ((1, self.entered), (-1, self.left), (1, self.gained), (-1, self.lost))
        return [
            (words.capitalize(), sign * n, f"{self.address}&mouvement={name}")
            for (sign, n), (name, (words, _)) in zip(numbers, MOVES.items(), strict=False)
        ]

    @property
    def is_still(self):
        """Whether nothing moved."""
        return not (self.entered or self.left or self.gained or self.lost)

    @property
    def adds_up(self):
        """Whether what moved explains the difference."""
        return self.before + self.entered - self.left + self.gained - self.lost == self.after


class Comparison:
    """What became of two snapshots, the older first."""

    def __init__(self, one, two):
        self.one, self.two = one, two

    @cached_property
    def _found(self):
        """{(sort, fact or None): (entered, left, gained, lost)}."""
        seen = (release(), *((snapshot.number, snapshot.taken_at) for snapshot in (self.one, self.two)))
        return caches["pages"].get_or_set(f"observatory:comparison:{hash_of(seen)}", self._read)

    def _read(self):
        with connection.cursor() as cursor:
            cursor.execute(CHANGES, [self.one.pk, self.two.pk])
            return {(sort, fact): numbers for sort, fact, *numbers in cursor.fetchall()}

    def _change(self, sort, facet, value, label, before, after):
        fact, query = (f"{facet}={value}", [(PARAMS[facet], value)]) if facet else ("", [])
        moved = self._found.get((sort, fact), (0, 0, 0, 0))
        pairs = [("de", self.one.number), ("a", self.two.number), ("quoi", WHAT[sort]), *query]
        return Change(value, label, before, *moved, after, f"{reverse('observatory:moves')}?{urlencode(pairs)}")

    def total(self, sort):
        """The Change of all that counts of that sort."""
        before, after = (snapshot.figures["total"][f"{sort}s"] for snapshot in (self.one, self.two))
        return self._change(sort, "", "", f"{WHAT[sort]} comptés", before, after)

    def reclassified(self, sort):
        """(how many counted both times under other values, their list)."""
        total = self.total(sort)
        return self._found.get((sort, None), [0])[0], f"{total.address}&mouvement=reclasses"

    def tables(self, sort):
        """[(table, [Change])] of every table that counts this sort; lines that did not move are there too."""
        sides = [{table["name"]: table for table in snapshot.figures["tables"]} for snapshot in (self.one, self.two)]
        found = []
        for name, table in {**sides[0], **sides[1]}.items():
            if sort == Sort.ACTOR and not table["has_actors"]:
                continue
            was, stands = ({row["value"]: row for row in side.get(name, {"rows": []})["rows"]} for side in sides)
            labels = {**{v: row["label"] for v, row in was.items()}, **{v: row["label"] for v, row in stands.items()}}
            number = f"{sort}s"
            lines = [
                self._change(sort, table["facet"], v, labels[v], *((side[v][number] or 0 if v in side else 0) for side in (was, stands)))
                for v in {**stands, **was}
            ]
            found.append((table, lines))
        return found

    @cached_property
    def parts(self):
        """What the page shows of projects and of actors: only the lines that moved, and of how many."""
        found = []
        for title, sort in (("Projets", Sort.PROJECT), ("Acteurs", Sort.ACTOR)):
            tables = [(table, [line for line in lines if not line.is_still], len(lines)) for table, lines in self.tables(sort)]
            found.append((title, sort, self.total(sort), self.reclassified(sort), tables))
        return found

    @cached_property
    def countries(self):
        """The Change of the number of countries, and those of each that came or went.

        A country enters with a project that enters, else it is gained by one that was classified otherwise; it leaves likewise.
        """
        lines = next((lines for table, lines in self.tables(Sort.PROJECT) if table["facet"] == "countries"), [])
        lines = [line for line in lines if line.value != UNKNOWN]
        came = [line for line in lines if line.after and not line.before]
        went = [line for line in lines if line.before and not line.after]
        entered, left = sum(1 for line in came if line.entered), sum(1 for line in went if line.left)
        before, after = sum(1 for line in lines if line.before), sum(1 for line in lines if line.after)
        whole = Change("", "Pays", before, entered, left, len(came) - entered, len(went) - left, after)
        return whole, came, went

    @cached_property
    def amounts(self):
        """[(label, before, entered, left (negative), corrected, after)] in euros: they add up."""
        found = []
        for name, label in (("granted", "Soutiens accordés"), ("budget", "Budgets des projets")):
            with connection.cursor() as cursor:
                cursor.execute(
                    f"""SELECT sum(a.{name}) FILTER (WHERE b.id IS NULL), sum(b.{name}) FILTER (WHERE a.id IS NULL),
                    sum(coalesce(a.{name}, 0) - coalesce(b.{name}, 0)) FILTER (WHERE a.id IS NOT NULL AND b.id IS NOT NULL)
                    FROM (SELECT * FROM observatory_frozensheet WHERE snapshot_id = %s AND sort = '{Sort.PROJECT}') b
                    FULL JOIN (SELECT * FROM observatory_frozensheet WHERE snapshot_id = %s AND sort = '{Sort.PROJECT}') a USING (key)""",
                    [self.one.pk, self.two.pk],
                )
                moved = [amount or 0 for amount in cursor.fetchone()]
            before, after = (snapshot.figures["total"][name] or 0 for snapshot in (self.one, self.two))
            entered, left, corrected = moved
            found.append((label, before, entered, -left, corrected, after))
        return found

    def moves(self, sort, move, fact, size, page):
        """(how many, [Sheet]) behind a number of `Change.moves`, or behind `reclassified`."""
        condition = MOVES[move][1]
        found = f"{MOVED}, found AS (SELECT key, old, new FROM moved WHERE sort = %s AND {condition})"
        return named(sort, found, [self.one.pk, self.two.pk, sort, *[fact] * condition.count("%s")], size, page)

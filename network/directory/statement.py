"""The one SQL statement of a list: the page, its total and the counts of every facet.

`hit` holds the rows that answer the search and fail at most one facet, named in `failed`; `kept` those that fail
none. A facet counts the rows that fail no *other* facet: each count is what choosing that value alone would give.
A search that most rows answer counts the few others, and takes them from the counts of the whole list.
Names of columns come from declarations in code, values only as parameters.
"""

import json
from dataclasses import dataclass
from typing import NamedTuple

from django.db import connection

RANKED = 1000  # more answers than this are not ranked but come by name: ranking every hit costs a second at 100,000


@dataclass(frozen=True)
class Whole:
    """The list without a filter, as of a version of its data: how many things, and `{facet: {value: count}}`."""

    version: int
    total: int
    counts: dict


class Spot(NamedTuple):
    """A point of the map: how many things are there, by collège, the first cards; where one thing has several points, the keys of all."""

    longitude: float
    latitude: float
    count: int
    colleges: dict
    cards: list
    ids: list | None


class Statement:
    """The SQL of a `directory` for a `query`; `tsquery` is what `search.tsquery` made of its text."""

    def __init__(self, directory, query, tsquery=""):
        self.directory, self.query, self.tsquery = directory, query, tsquery
        self.active = [name for name in directory.facets if query.values.get(name)]

    def criteria(self):
        """`{criterion: (SQL over a row `e`, parameters)}` of the text, the corners of the map and each active facet."""
        found = {}
        if self.tsquery:
            found["text"] = ("e.vector @@ to_tsquery('french_plain', %s)", [self.tsquery])
        elif self.query.text:
            found["text"] = ("false", [])
        if self.query.bounds:
            west, south, east, north = self.query.bounds
            found["bounds"] = (self._within(), [west, east, south, north])
        for name in self.active:
            found[name] = self.directory.facets[name].condition(self.query.values[name])
        return found

    def _within(self):
        within = "longitude BETWEEN %s AND %s AND latitude BETWEEN %s AND %s"
        if self.directory.spots:
            return f"e.{self.directory.key} IN (SELECT id FROM ({self.directory.spots}) spots WHERE {within})"
        return within

    def _rows(self):
        """SQL and parameters of `WITH hit AS …, kept AS …`."""
        select = [f"e.{self.directory.key} AS id", "e.name_key", "e.freshness"]
        selected, sought, where = [], [], ["true"]
        for name, (sql, args) in self.criteria().items():
            if name in self.directory.facets:
                select.append(f"coalesce({sql}, false) AS ok_{name}")
                selected += args
            else:
                where.append(sql)
                sought += args
        enough = " + ".join(f"ok_{name}::int" for name in self.active) or "0"
        failed = " || ".join(f"CASE WHEN ok_{name} THEN '' ELSE '{name}=' END" for name in self.active) or "''"
        sql = f"""
            WITH hit AS MATERIALIZED (
                SELECT id, name_key, freshness, {failed} AS failed
                FROM (SELECT {", ".join(select)} FROM {self.directory.table} e WHERE {" AND ".join(where)}) r
                WHERE {enough} >= {max(len(self.active) - 1, 0)}),
            kept AS (SELECT * FROM hit WHERE failed = ''),
            tally AS MATERIALIZED (SELECT count(*) AS n FROM kept)"""
        return sql, selected + sought

    def totals(self, choices):
        """How many things answer each of `choices` (sets of names of `criteria()`), in one statement."""
        criteria = self.criteria()
        flags = ", ".join(f"coalesce({sql}, false) AS c_{name}" for name, (sql, _) in criteria.items())
        counts = ", ".join(f"count(*) FILTER (WHERE {' AND '.join(f'c_{name}' for name in sorted(names)) or 'true'})" for names in choices)
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT {counts} FROM (SELECT {flags} FROM {self.directory.table} e) r",
                [arg for _, args in criteria.values() for arg in args],
            )
            return list(cursor.fetchone())

    def _counts(self, whole):
        """SQL and parameters of the rows (fact, count); `most` says that they count what the search leaves out."""
        table, key = self.directory.table, self.directory.key
        facts = " || ".join(["e.facts", *(facet.facts for facet in self.directory.facets.values() if facet.facts)])
        counted, args = f"SELECT {facts} AS facts, failed FROM hit JOIN {table} e ON e.{key} = hit.id", []
        most, others = "false", "WHERE starts_with(fact, failed)" if self.active else ""
        if not self.criteria():
            counted = f"SELECT {facts} AS facts FROM {table} e"
        if whole and self.tsquery and not self.active and not self.query.bounds:
            most = "(SELECT n FROM tally) > %s AND (SELECT version FROM directory_listing WHERE name = %s) = %s"
            counted += f"""
                WHERE NOT (SELECT yes FROM most)
                UNION ALL SELECT {facts}, '' FROM {table} e WHERE (SELECT yes FROM most) AND (SELECT n FROM tally) < %s
                    AND NOT EXISTS (SELECT FROM hit WHERE id = e.{key})"""
            args = [whole.total // 2, self.directory.name, whole.version, whole.total]
        sql = f"""
            most AS MATERIALIZED (SELECT {most} AS yes),
            counts AS (SELECT fact, count(*) AS n FROM ({counted}) c, unnest(facts) fact {others} GROUP BY fact)"""
        return sql, args

    def _order(self):
        """SQL of the order, ending in the key, with its parameters."""
        columns = self.directory.sorts[self.query.sort][1]
        if not (self.tsquery and columns == "rank"):
            return "name_key, id" if columns == "rank" else f"{columns}, id", []
        rank = (
            f"CASE WHEN (SELECT n FROM tally) <= {RANKED} THEN (SELECT ts_rank(t.vector, to_tsquery('french_plain', %s)) "
            f"FROM {self.directory.table} t WHERE t.{self.directory.key} = kept.id) END DESC NULLS LAST"
        )
        return f"{rank}, name_key, id", [self.tsquery]

    def page(self, size, whole=None):
        """(total, `{facet: {value: count}}`, `[(id, version, card)]` of the page) in one statement; `whole` as in `Whole`, if known."""
        rows, params = self._rows()
        counts, counts_params = self._counts(whole)
        order, order_params = self._order()
        table, key = self.directory.table, self.directory.key
        sql = f"""{rows}, {counts},
            page AS (SELECT id, row_number() OVER () AS n FROM (SELECT id FROM kept ORDER BY {order} LIMIT %s OFFSET %s) p)
            SELECT (SELECT n FROM tally), (SELECT yes FROM most), (SELECT json_object_agg(fact, n) FROM counts),
                (SELECT json_agg(json_build_array(t.{key}, t.version, t.card) ORDER BY page.n)
                 FROM page JOIN {table} t ON t.{key} = page.id)"""
        with connection.cursor() as cursor:
            cursor.execute(sql, [*params, *counts_params, *order_params, size, (self.query.page - 1) * size])
            total, most, counted, cards = cursor.fetchone()
        facets = {name: {} for name in self.directory.facets}
        for fact, n in (_json(counted) or {}).items():
            name, value = fact.split("=", 1)
            facets[name][value] = n
        if most:
            facets = {name: _left(values, facets[name]) for name, values in whole.counts.items()}
        return total, facets, [tuple(card) for card in _json(cards)]

    def keys(self, size, first=0):
        """(total, at most `size` keys from the rank `first`, in the order shown), in one statement that counts no facet."""
        rows, params = self._rows()
        order, order_params = self._order()
        sql = f"{rows} SELECT (SELECT n FROM tally), ARRAY(SELECT id FROM kept ORDER BY {order} LIMIT %s OFFSET %s)"
        with connection.cursor() as cursor:
            cursor.execute(sql, [*params, *order_params, size, first])
            return cursor.fetchone()

    def ids(self):
        """The keys of everything that is shown, in the order shown."""
        rows, params = self._rows()
        order, order_params = self._order()
        with connection.cursor() as cursor:
            cursor.execute(f"{rows} SELECT id FROM kept ORDER BY {order}", [*params, *order_params])
            return [row[0] for row in cursor.fetchall()]

    def places(self, listed=12):
        """The map: a Spot for each point, and the number of things that are not located.

        Of a card, what `directory.pointed` names: ten thousand whole cards would fill a worker's memory.
        """
        rows, params = self._rows()
        table, key, spots = self.directory.table, self.directory.key, self.directory.spots
        fields = ", ".join(f"'{name}', t.card -> '{name}'" for name in self.directory.pointed)
        at, point, ids = "t", f"jsonb_build_object({fields})", "NULL::json"
        if spots:
            at, point, ids = "s", f"{point} || jsonb_build_object('place', s.place)", "json_agg(id)"
        sql = f"""{rows}, located AS (
                SELECT {at}.longitude, {at}.latitude, t.college, {point} AS point, t.{key} AS id,
                    row_number() OVER (PARTITION BY {at}.longitude, {at}.latitude ORDER BY t.name_key, t.{key}) AS n
                FROM kept JOIN {table} t ON t.{key} = kept.id {f"LEFT JOIN ({spots}) s ON s.id = kept.id" if spots else ""})
            SELECT longitude, latitude, json_object_agg(college, counted), json_agg(cards) FILTER (WHERE cards IS NOT NULL), json_agg(ids)
            FROM (SELECT longitude, latitude, college, count(*) AS counted, {ids} AS ids,
                    json_agg(json_build_array(n, point)) FILTER (WHERE n <= {int(listed)}) AS cards
                FROM located GROUP BY 1, 2, 3) c
            GROUP BY longitude, latitude ORDER BY longitude NULLS LAST, latitude"""
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            found = cursor.fetchall()
        places = [
            Spot(lon, lat, sum(by.values()), by, _first(cards), [key for some in ids for key in some] if spots else None)
            for lon, lat, by, cards, ids in found
            if lon is not None
        ]
        return places, sum(sum(by.values()) for lon, _, by, *_ in found if lon is None)


def _left(values, away):
    """`{value: count}` of `values` without those `away`; what is left of none does not show."""
    left = {value: n - away.get(value, 0) for value, n in values.items()}
    return {value: n for value, n in left.items() if n}


def _first(cards):
    """The cards of `[[[rank, card], …], …]`, in the order of their ranks."""
    return [card for _, card in sorted((pair for pairs in cards for pair in pairs), key=lambda pair: pair[0])]


def _json(value):
    return json.loads(value) if isinstance(value, str) else value or []

"""The one SQL statement of a list: the page, its total and the counts of every facet.

`hit` holds the rows that answer the search and fail at most one facet; `kept` those that fail none. A facet
counts the rows that fail no *other* facet: each count is what choosing that value alone would give.
Names of columns come from declarations in code, values only as parameters.
"""

import json

from django.db import connection

RANKED = 1000  # more answers than this are not ranked but come by name: ranking every hit costs a second at 100,000


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
            found["bounds"] = ("e.longitude BETWEEN %s AND %s AND e.latitude BETWEEN %s AND %s", [west, east, south, north])
        for name in self.active:
            found[name] = self.directory.facets[name].condition(self.query.values[name])
        return found

    def _rows(self):
        """SQL and parameters of `WITH hit AS …, kept AS …`."""
        select = [f"e.{self.directory.key} AS id", "e.name_key", "e.freshness"]
        select += [f"{facet.expression} AS f_{name}" for name, facet in self.directory.facets.items()]
        selected, sought, where = [], [], ["true"]
        for name, (sql, args) in self.criteria().items():
            if name in self.directory.facets:
                select.append(f"coalesce({sql}, false) AS ok_{name}")
                selected += args
            else:
                where.append(sql)
                sought += args
        enough = " + ".join(f"ok_{name}::int" for name in self.active) or "0"
        sql = f"""
            WITH hit AS MATERIALIZED (
                SELECT * FROM (SELECT {", ".join(select)} FROM {self.directory.table} e WHERE {" AND ".join(where)}) r
                WHERE {enough} >= {max(len(self.active) - 1, 0)}),
            kept AS (SELECT * FROM hit WHERE {self._ok()})"""
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

    def _ok(self, but=None):
        """SQL that holds for rows which fail no active facet, `but` one apart."""
        return " AND ".join(f"ok_{name}" for name in self.active if name != but) or "true"

    def _counts(self):
        """SQL of the rows (facet, value, count)."""
        parts = []
        for name, facet in self.directory.facets.items():
            value, source = ("v", f"hit, unnest(f_{name}) v") if facet.many else (f"f_{name}", "hit")
            parts.append(
                f"SELECT '{name}' AS facet, {value} AS value, count(*) AS n FROM {source} "
                f"WHERE {self._ok(but=name)} AND {value} IS NOT NULL GROUP BY {value}"
            )
        return " UNION ALL ".join(parts)

    def _order(self):
        """SQL of the order, ending in the key, with its parameters."""
        columns = self.directory.sorts[self.query.sort][1]
        if not (self.tsquery and columns == "rank"):
            return "name_key, id" if columns == "rank" else f"{columns}, id", []
        rank = (
            f"CASE WHEN (SELECT count(*) FROM kept) <= {RANKED} THEN (SELECT ts_rank(t.vector, to_tsquery('french_plain', %s)) "
            f"FROM {self.directory.table} t WHERE t.{self.directory.key} = kept.id) END DESC NULLS LAST"
        )
        return f"{rank}, name_key, id", [self.tsquery]

    def page(self, size):
        """(total, `{facet: {value: count}}`, `[(id, version, card)]` of the page) in one statement."""
        rows, params = self._rows()
        order, order_params = self._order()
        table, key = self.directory.table, self.directory.key
        sql = f"""{rows},
            page AS (SELECT id, row_number() OVER () AS n FROM (SELECT id FROM kept ORDER BY {order} LIMIT %s OFFSET %s) p)
            SELECT (SELECT count(*) FROM kept),
                (SELECT json_agg(c) FROM ({self._counts()}) c),
                (SELECT json_agg(json_build_array(t.{key}, t.version, t.card) ORDER BY page.n)
                 FROM page JOIN {table} t ON t.{key} = page.id)"""
        with connection.cursor() as cursor:
            cursor.execute(sql, [*params, *order_params, size, (self.query.page - 1) * size])
            total, counts, cards = cursor.fetchone()
        facets = {name: {} for name in self.directory.facets}
        for row in _json(counts):
            facets[row["facet"]][row["value"]] = row["n"]
        return total, facets, [tuple(card) for card in _json(cards)]

    def ids(self):
        """The keys of everything that is shown, in the order shown."""
        rows, params = self._rows()
        order, order_params = self._order()
        with connection.cursor() as cursor:
            cursor.execute(f"{rows} SELECT id FROM kept ORDER BY {order}", [*params, *order_params])
            return [row[0] for row in cursor.fetchall()]

    def places(self, listed=12):
        """The map: one row a point, `(longitude, latitude, count, {college: count}, first cards)`; and the number not located."""
        rows, params = self._rows()
        table, key = self.directory.table, self.directory.key
        sql = f"""{rows}, located AS (
                SELECT t.longitude, t.latitude, t.college, t.card, row_number() OVER (PARTITION BY t.longitude, t.latitude
                    ORDER BY t.name_key, t.{key}) AS n FROM kept JOIN {table} t ON t.{key} = kept.id)
            SELECT longitude, latitude, json_object_agg(college, counted), json_agg(cards) FILTER (WHERE cards IS NOT NULL)
            FROM (SELECT longitude, latitude, college, count(*) AS counted,
                    json_agg(json_build_array(n, card)) FILTER (WHERE n <= {int(listed)}) AS cards
                FROM located GROUP BY 1, 2, 3) c
            GROUP BY longitude, latitude ORDER BY longitude NULLS LAST, latitude"""
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            found = cursor.fetchall()
        places = [(lon, lat, sum(by.values()), by, _first(cards)) for lon, lat, by, cards in found if lon is not None]
        return places, sum(sum(by.values()) for lon, _, by, _ in found if lon is None)


def _first(cards):
    """The cards of `[[[rank, card], …], …]`, in the order of their ranks."""
    return [card for _, card in sorted((pair for pairs in cards for pair in pairs), key=lambda pair: pair[0])]


def _json(value):
    return json.loads(value) if isinstance(value, str) else value or []

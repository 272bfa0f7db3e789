"""The words of the facets' values: enumerations are code, territory, world, goals and themes come from their tables."""

from django.db import connection

from network.directory.facets import UNKNOWN

# Facet, value, label, parent value, order. A list adds lines of its own in the same form.
REFERENCE = """
SELECT 'countries', slug::text, name::text, NULL, plain(name) FROM taxonomy_country
UNION ALL SELECT DISTINCT 'regions', region_slug, region, NULL, plain(region) FROM taxonomy_country WHERE region_slug <> ''
UNION ALL SELECT 'themes', t.slug, t.name, p.slug, to_char(coalesce(p.position, t.position), '000') || to_char(t.position, '000')
    FROM taxonomy_theme t LEFT JOIN taxonomy_theme p ON p.id = t.parent_id
UNION ALL SELECT 'goals', number::text, number || '. ' || short_name, NULL, to_char(number, '00') FROM taxonomy_goal
UNION ALL SELECT 'department', code, name, NULL, code FROM taxonomy_department
UNION ALL SELECT 'intercommunality', siren, name, NULL, plain(name) FROM taxonomy_intercommunality
"""


def read(facets, written, more=""):
    """`{facet: {value: label}}` in the order of the choices, and `{facet: {value: parent value}}`, in one statement.

    `facets` are those of a DirectoryFilter, `written` the labels that are code; `more` adds lines to REFERENCE.
    """
    labels = {name: dict(written.get(name, {})) for name in facets}
    parents = {}
    with connection.cursor() as cursor:
        cursor.execute(f"{REFERENCE} {more} ORDER BY 1, 5, 2")
        for facet, value, label, parent, _ in cursor.fetchall():
            if facet in labels:
                labels[facet][value] = label
                if parent:
                    parents.setdefault(facet, {})[value] = parent
    for name, facet in facets.items():
        if facet.unknown:
            labels[name][UNKNOWN] = facet.unknown
    return labels, parents

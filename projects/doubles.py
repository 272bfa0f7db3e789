"""Partner organisations that may be one: nearly the same name in the same country, or the same site."""

from dataclasses import dataclass

from django.db import connection

from projects.finding import NEARLY
from projects.models import PartnerOrganisation

# A country that is not known may be any. `%%` asks the trigram index, whose threshold (0.3) is below ours.
FOUND = """
WITH standing AS (SELECT * FROM projects_partnerorganisation WHERE merged_into_id IS NULL),
found AS (
    SELECT a.id AS one, b.id AS other, similarity(plain(a.name), plain(b.name)) AS likeness, false AS site
    FROM standing a JOIN standing b ON plain(a.name) %% plain(b.name) AND a.id < b.id
    WHERE a.country_id = b.country_id OR a.country_id IS NULL OR b.country_id IS NULL
    UNION ALL
    SELECT a.id, b.id, 0, true FROM standing a JOIN standing b ON a.website = b.website AND a.id < b.id WHERE a.website <> ''
), pairs AS (
    SELECT one, other, max(likeness) AS likeness, bool_or(site) AS site FROM found
    WHERE (site OR likeness >= %(nearly)s) AND (%(about)s::bigint IS NULL OR %(about)s IN (one, other))
        AND NOT EXISTS (
            SELECT FROM projects_partnerorganisation_told_apart d
            WHERE d.from_partnerorganisation_id = one AND d.to_partnerorganisation_id = other
        )
    GROUP BY one, other
)
SELECT one, other, likeness, site, count(*) OVER () FROM pairs
ORDER BY site DESC, likeness DESC, one, other LIMIT %(limit)s OFFSET %(offset)s
"""


@dataclass(frozen=True)
class Pair:
    """Two organisations that may be one, the one that had better stay first, and why (in French). `certain`: by their site."""

    one: PartnerOrganisation
    other: PartnerOrganisation
    reasons: list
    certain: bool


def possible_pairs(*, limit=None, offset=0, about=None):
    """`(pairs, how many in all)`, the most probable first; `about` an organisation, or about them all."""
    with connection.cursor() as cursor:
        cursor.execute(FOUND, {"nearly": NEARLY, "limit": limit, "offset": offset, "about": about and about.pk})
        rows = cursor.fetchall()
    keys = {key for row in rows for key in row[:2]}
    known = PartnerOrganisation.objects.filter(pk__in=keys).with_projects().select_related("country").in_bulk()
    pairs = [_pair(known[one], known[other], likeness, site) for one, other, likeness, site, _ in rows]
    return pairs, rows[0][4] if rows else 0


def better_first(one, other):
    """The two, the one that had better stay first: real, in more projects, saying more, known for longer."""
    return sorted((one, other), key=_worth, reverse=True)


def _worth(organisation):
    said = sum(bool(value) for value in (organisation.country_id, organisation.town, organisation.website))
    return not organisation.is_demo, organisation.projects_count, said, -organisation.pk


def _pair(one, other, likeness, site):
    reasons = ["même site internet"] if site else []
    if likeness >= NEARLY:
        reasons.append("même nom" if likeness == 1 else "nom très proche")
    if one.country_id and one.country_id == other.country_id:
        reasons.append("même pays")
    elif not (one.country_id and other.country_id):
        reasons.append("pays inconnu")
    return Pair(*better_first(one, other), reasons, site)

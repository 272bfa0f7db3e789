"""The directory of projects: what it lists and how."""

from functools import cache

from django.conf import settings
from django.urls import reverse

from actors.enums import Kind
from network.directory.facets import UNKNOWN
from network.directory.listing import Directory
from network.taxonomy.enums import College
from network.ui.french import plural
from projects.enums import Bracket, Progress
from projects.filters import ProjectFilter
from projects.models import Project

YES_NO = {"oui": "Oui", "non": "Non"}

# Schemes and years, in the form of `network.directory.labels.REFERENCE`.
MORE_LABELS = """
UNION ALL SELECT 'schemes', slug, coalesce(nullif(acronym, ''), name), NULL, plain(name) FROM projects_scheme WHERE state = 'published'
UNION ALL SELECT DISTINCT 'years', y, y, NULL, to_char(3000 - y::int, '0000') FROM projects_searchentry, unnest(years) AS y
"""

# Every point of every project: that of the place, else the middle of its country.
SPOTS = """
SELECT DISTINCT ON (1, 2, 3) x.project_id AS id, coalesce(x.longitude, k.longitude) AS longitude,
    coalesce(x.latitude, k.latitude) AS latitude, coalesce(nullif(x.town, ''), k.name) AS place
FROM projects_place x JOIN taxonomy_country k ON k.iso3 = x.country_id
WHERE coalesce(x.longitude, k.longitude) IS NOT NULL ORDER BY 1, 2, 3, x.id
"""

COLUMNS = [
    ("Titre", lambda p: p.title),
    ("Résumé", lambda p: p.summary),
    ("Porteur", lambda p: p.lead.name),
    ("Collège du porteur", lambda p: p.lead.get_college_display()),
    ("Pays", lambda p: ", ".join(dict.fromkeys(place.country.name for place in p.places.all()))),
    ("Lieux", lambda p: ", ".join(place.town for place in p.places.all() if place.town)),
    ("Thématiques", lambda p: ", ".join(theme.name for theme in p.themes.all())),
    ("Avancement", lambda p: p.get_progress_display()),
    ("Début", lambda p: p.starts_on.isoformat() if p.starts_on else ""),
    ("Fin", lambda p: p.ends_on.isoformat() if p.ends_on else ""),
    ("Budget en euros", lambda p: p.budget if p.tells_amounts else None),
    ("Origine de la fiche", lambda p: p.get_provenance_display()),
    ("Source", lambda p: p.source),
    ("Adresse de la fiche", lambda p: settings.SITE_URL + p.get_absolute_url()),
]


@cache
def page_address():
    """What stands before and after the slug in the address of a page."""
    before, _, after = reverse("projects:detail", args=["slug"]).rpartition("slug")
    return before, after


class ProjectDirectory(Directory):
    """/projets/"""

    name, table, key = "projects", "projects_searchentry", "project_id"
    filterset = ProjectFilter
    title = "Projets"
    description = "Ce que les organisations de la région font dans le monde, avec qui et avec quels soutiens."
    placeholder = "Titre, porteur, ville, activité"
    one, many, file_name = "projet", "projets", "projets"
    card_template = "projects/includes/card.html"
    columns = COLUMNS
    world = True
    map_words = {"place": "lieu par lieu", "near": "d’un même lieu ou de lieux proches", "unplaced": "sans lieu connu"}
    more_labels = MORE_LABELS
    spots = SPOTS
    written = {
        "college": dict(College.choices),
        "kind": dict(Kind.choices),
        "multi": YES_NO,
        "seeking": YES_NO,
        "members": {"oui": "Porteur membre du réseau"},
        "progress": {**dict(Progress.choices), "inconnu": "non renseigné"},
        "budget_bracket": dict(Bracket.choices),
        "support_bracket": dict(Bracket.choices),
    }
    pointed = ("name", "slug", "college", "place")
    sorts = {
        "pertinence": ("Pertinence", "rank"),
        "titre": ("Titre, de A à Z", "name_key"),
        "fraicheur": ("Mise à jour récente", "freshness DESC"),
    }

    def lead(self, shown):
        """« 318 projets dans 42 pays », whatever the filters."""
        total, counts, _ = shown.whole
        if not total:
            return self.description
        return f"{plural(total, 'projet')} dans {plural(len(counts['countries'].keys() - {UNKNOWN}), 'pays|pays')}."

    def export_queryset(self):
        """Published projects only: an export shows what the list shows."""
        return Project.objects.published().select_related("lead").prefetch_related("places__country", "themes")

    def geometry(self, thing):
        """All its places: where a point is not known, the middle of the country, once."""
        located = [place if place.longitude is not None else place.country for place in thing.places.all()]
        points = list(dict.fromkeys((at.longitude, at.latitude) for at in located if at.longitude is not None))
        if len(points) < 2:
            return {"type": "Point", "coordinates": list(points[0])} if points else None
        return {"type": "MultiPoint", "coordinates": [list(point) for point in points]}

    def card(self, card):
        """Adds the words of the progress and the years as a period."""
        years = card["years"]
        period = years and (years[0] if len(years) == 1 else f"{years[0]}-{years[-1]}")
        return {**card, "progress_label": card["progress"] and Progress(card["progress"]).label, "period": period or ""}

    def point(self, card):
        """Name, address, collège and place of a project."""
        before, after = page_address()
        return {"name": card["name"], "url": f"{before}{card['slug']}{after}", "college": card["college"], "place": card["place"]}


directory = ProjectDirectory()

"""The directory of projects: what it lists and how."""

from functools import cache

from django.conf import settings
from django.db import connection
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

# Every label that comes from a table, in one statement: facet, value, label, parent value, order.
LABELS = """
SELECT 'countries', slug::text, name::text, NULL, plain(name) FROM taxonomy_country
UNION ALL SELECT DISTINCT 'regions', region_slug, region, NULL, plain(region) FROM taxonomy_country WHERE region_slug <> ''
UNION ALL SELECT 'themes', t.slug, t.name, p.slug, to_char(coalesce(p.position, t.position), '000') || to_char(t.position, '000')
    FROM taxonomy_theme t LEFT JOIN taxonomy_theme p ON p.id = t.parent_id
UNION ALL SELECT 'goals', number::text, number || '. ' || short_name, NULL, to_char(number, '00') FROM taxonomy_goal
UNION ALL SELECT 'department', code, name, NULL, code FROM taxonomy_department
UNION ALL SELECT 'intercommunality', siren, name, NULL, plain(name) FROM taxonomy_intercommunality
UNION ALL SELECT 'schemes', slug, coalesce(nullif(acronym, ''), name), NULL, plain(name) FROM projects_scheme WHERE state = 'published'
UNION ALL SELECT DISTINCT 'years', y, y, NULL, to_char(3000 - y::int, '0000') FROM projects_searchentry, unnest(years) AS y
ORDER BY 1, 5, 2
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
    ("Budget en euros", lambda p: p.budget),
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
    pointed = ("name", "slug", "college", "place")
    sorts = {
        "pertinence": ("Pertinence", "rank"),
        "titre": ("Titre, de A à Z", "name_key"),
        "fraicheur": ("Mise à jour récente", "freshness DESC"),
    }

    def read_labels(self):
        """The labels of enumerations and of reference tables; remembers which theme belongs to which."""
        labels = {name: {} for name in self.facets}
        labels.update(college=dict(College.choices), kind=dict(Kind.choices), multi=YES_NO, seeking=YES_NO)
        labels.update(members={"oui": "Porteur membre du réseau"})
        labels.update(progress={**dict(Progress.choices), "inconnu": "non renseigné"})
        labels.update(budget_bracket=dict(Bracket.choices), support_bracket=dict(Bracket.choices))
        self.theme_parents = {}
        with connection.cursor() as cursor:
            cursor.execute(LABELS)
            for facet, value, label, parent, _ in cursor.fetchall():
                labels[facet][value] = label
                if parent:
                    self.theme_parents[value] = parent
        for name, facet in self.facets.items():
            if facet.unknown:
                labels[name][UNKNOWN] = facet.unknown
        return labels

    def parents(self):
        """A theme of the second level shows once its theme is chosen."""
        return {"themes": self.theme_parents}

    def lead(self, shown):
        """« 318 projets dans 42 pays », whatever the filters."""
        total, counts, _ = shown.whole
        if not total:
            return self.description
        return f"{plural(total, 'projet')} dans {plural(len(counts['countries'].keys() - {UNKNOWN}), 'pays|pays')}."

    def export_queryset(self):
        """Published projects only: an export shows what the list shows."""
        return Project.objects.published().select_related("lead").prefetch_related("places__country", "themes")

    def coordinates(self, thing):
        """The first known point of the project, else the centre of its first country."""
        places = list(thing.places.all())
        for place in [*places, *(place.country for place in places)]:
            if place.longitude is not None:
                return [place.longitude, place.latitude]
        return None

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

"""One project's sheet as a PDF."""

from django.contrib.auth.models import AnonymousUser

from actors.pictures import seat
from network.directory.pictures import alike
from network.documents.kinds import Summary, register
from network.documents.sheets import SheetKind
from network.ui.atlas.colours import LIGHT
from network.ui.atlas.layouts import COLUMN
from network.ui.atlas.world import Journey, Picture
from network.ui.french import amount, day, number
from projects.models import Project
from projects.sheet import Sheet


def drawing(context):
    """The arcs from the lead's commune to the places."""
    entry = context["entry"]
    weight = alike(len(entry["journeys"]))
    journeys = [Journey(f"lieu-{n}", name, x, y, weight, "", "", key) for n, (name, x, y, key) in enumerate(entry["journeys"])]
    if not journeys:
        return {"drawing": ""}
    picture = Picture(journeys, ident="lieux", layout=COLUMN, palette=LIGHT, links=False, counts=False, dots=entry["seat"])
    return {"drawing": picture.svg(f"Les lieux du projet\u00a0: {entry['where']}")}


def _entry(project):
    sheet = Sheet(project, AnonymousUser())
    money = sheet.money
    return {
        "url": project.get_absolute_url(),
        "name": project.title,
        "standing": sheet.standing,
        "demo": project.is_demo,
        "lead": project.lead.name,
        "summary": project.summary,
        "description": [block.strip() for block in project.description.replace("\r", "").split("\n\n") if block.strip()],
        "facts": [(label, words or "non renseigné") for label, words in _facts(project, sheet)],
        "participants": [
            {
                "name": one.name,
                "college": one.college,
                "label": one.college_label or "hors de la région",
                "where": one.where,
                "role": one.role,
            }
            for one in sheet.participants
        ],
        "multi": ", ".join(sheet.colleges) if sheet.is_multi_actor else "",
        "budget": "" if money.budget is None else amount(money.budget),
        "money": [
            {
                "funder": line.funder,
                "scheme": line.scheme,
                "year": line.year,
                "amount": "" if line.amount is None else amount(line.amount),
                "said": [line.said, *line.others] if line.amount is not None else [],
                "sources": line.sources,
            }
            for line in money.lines
        ],
        "granted": amount(money.granted) if len(money.known) > 1 else "",
        "results": [
            (result.indicator, result.unit, *(_counted(value) for value in (result.baseline, result.target, result.reached)))
            for result in sheet.results
        ],
        "seeking": (project.partners_sought or "oui") if project.seeks_partners else "",
        "title_en": project.title_en,
        "summary_en": project.summary_en,
        "where": ", ".join(str(place) for place in sheet.places),
        "journeys": _journeys(sheet),
        "seat": [list(dot) for dot in seat(project.lead)],
        "origin": _origin(project, sheet),
    }


def _facts(project, sheet):
    countries = [f"{country.name} ({', '.join(towns)})" if towns else country.name for country, _, towns in sheet.countries]
    yield "Pays", ", ".join(countries)
    yield "Dates", _dates(project) or (sheet.period and f"{sheet.period}, d’après ses soutiens")
    yield "Avancement", " ".join(filter(None, [project.get_progress_display(), project.progress_note and f"({project.progress_note})"]))
    yield "Thématiques", ", ".join(theme.name for theme, _ in sheet.themes)
    yield "ODD", ", ".join(f"{goal.number}. {goal.short_name}" for goal, _ in sheet.goals)
    if sectors := list(project.sectors.all()):
        yield "Secteurs CAD", ", ".join(str(sector) for sector in sectors)


def _dates(project):
    starts, ends = (moment and day(moment) for moment in (project.starts_on, project.ends_on))
    if starts and ends:
        return f"du {starts} au {ends}"
    return f"à partir du {starts}" if starts else ends and f"jusqu’au {ends}"


def _journeys(sheet):
    found = []
    for place in sheet.places:
        at = place if place.longitude is not None else place.country
        if at.longitude is not None:
            found.append([place.town or place.country.name, at.longitude, at.latitude, place.country.pk])
    return found


def _counted(value):
    return "inconnu" if value is None else number(value, 0 if value == int(value) else 2)


def _origin(project, sheet):
    if sheet.is_public_record:
        words = "Fiche établie d’après des données publiques, que la structure n’a pas confirmée."
    else:
        words = f"Fiche confirmée le {day(project.confirmed_at)}." if project.confirmed_at else "Fiche déclarée par la structure."
    return f"{words} Source\u00a0: {project.source.rstrip('.')}." if project.source else words


class ProjectPdf(SheetKind):
    """`fiche-projet`: open to whoever may see the page; it says what everybody may read there."""

    name, title = "fiche-projet", "Fiche d’un projet"
    model, asked, template = Project, "projet", "projects/pdf/sheet.html"
    drawn = staticmethod(drawing)

    def summary(self, params):
        """Which project."""
        project = Project.objects.select_related("lead").get(pk=params["project"])
        facts = [("Projet", project.title), ("Porteur", project.lead.name), ("Contenu", "ce que montre sa page, sur deux ou trois pages")]
        return Summary(f"Fiche du projet {project.title}", facts, 1, "fiche", project.get_absolute_url())

    def entry(self, params):
        """What everybody may read of the project."""
        return _entry(Project.objects.for_sheet().get(pk=params["project"]))


register(ProjectPdf())

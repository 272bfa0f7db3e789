"""The invented projects of the cast: each says that it is invented, is marked `is_demo` and leaves without a trace."""

from datetime import date, timedelta

from django.utils import timezone

from actors.demo.cast import ORGANISATIONS
from actors.models import Actor
from network.accounts.models import User
from network.directory import slugs
from network.moderation.enums import State
from network.taxonomy.loading.sync import Outcome
from network.taxonomy.models import Theme
from projects.enums import FigureKind, Origin, PartnerRole, PartnershipStatus, Progress
from projects.models import Funding, PartnerOrganisation, Partnership, Place, Project, Result, Scheme

GARDENS, WEAVERS = (description["slug"] for description in ORGANISATIONS)
INVENTED = "Ce projet n’existe pas\u00a0: il montre à quoi ressemble une fiche tenue par son porteur."
SCHEME = {
    "name": "Dispositif de démonstration Passerelles",
    "carrier": "Financeur de démonstration",
    "summary": "Ce dispositif n’existe pas\u00a0: il montre un soutien qui revient chaque année.",
}
ORGANISATION = {"name": "Union de démonstration des maraîchères des Collines", "country_id": "BEN", "town": "Dassa-Zoumé"}
ASKED, GRANTED, PAID = FigureKind.ASKED, FigureKind.GRANTED, FigureKind.PAID

# Years count from this one. A figure is (kind, euros), or (kind, euros, origin, source) when several differ: none is retained.
PROJECTS = [
    {
        "title": "Projet de démonstration\u00a0: des puits et des jardins d’école à Dassa-Zoumé",
        "title_en": "Demonstration project: wells and school gardens in Dassa-Zoumé",
        "summary": "Creuser trois puits, monter des jardins dans cinq écoles et former les comités de l’eau. Exemple inventé.",
        "summary_en": "Three wells, five school gardens and training for the water committees. An invented example.",
        "lead": GARDENS,
        "state": State.PUBLISHED,
        "progress": Progress.UNDER_WAY,
        "dates": ((-1, 3, 1), (1, 2, 28)),
        "budget": 48_000,
        "partners_sought": "Un collège de Loire-Atlantique pour correspondre avec une école de Dassa-Zoumé.",
        "themes": ["eau-potable", "agroecologie", "ecoles"],
        "places": [("BEN", "Dassa-Zoumé", 2.1833, 7.75), ("BEN", "Glazoué", 2.24, 7.97)],
        "partners": [(WEAVERS, PartnerRole.FINANCIAL, PartnershipStatus.CONFIRMED)],
        "abroad": True,
        "results": [
            ("Puits en service", "", 0, 3, 2),
            ("Élèves qui cultivent un jardin", "élèves", 0, 400, 260),
            ("Personnes formées à l’entretien des puits", "personnes", 4, 30, None),
        ],
        "fundings": [
            ("Financeur de démonstration", True, -1, [(ASKED, 20_000), (GRANTED, 15_000), (PAID, 7_500)]),
            (
                *("Ville de démonstration", False, 0),
                [
                    (GRANTED, 4_000, Origin.DECLARED, "déclaré par l’association de démonstration"),
                    (GRANTED, 3_500, Origin.FUNDER, "liste inventée de la ville de démonstration"),
                ],
            ),
        ],
    },
    {
        "title": "Projet de démonstration\u00a0: un premier puits à Dassa-Zoumé",
        "summary": "Le chantier par lequel tout a commencé. Exemple inventé.",
        "lead": GARDENS,
        "state": State.PUBLISHED,
        "progress": Progress.COMPLETED,
        "dates": ((-4, 1, 15), (-3, 6, 30)),
        "budget": 12_500,
        "themes": ["eau-potable"],
        "places": [("BEN", "Dassa-Zoumé", 2.1833, 7.75)],
        "abroad": True,
        "results": [("Puits en service", "", 0, 1, 1)],
        "fundings": [("Financeur de démonstration", True, -4, [(GRANTED, 6_000), (PAID, 6_000)])],
    },
    {
        "title": "Projet de démonstration\u00a0: l’atelier des tisserandes d’Antananarivo",
        "title_en": "Demonstration project: a weavers’ workshop in Antananarivo",
        "summary": "Équiper un atelier de douze métiers et vendre ses tissus en Sarthe. Exemple inventé.",
        "lead": WEAVERS,
        "state": State.PUBLISHED,
        "progress": Progress.UNDER_WAY,
        "dates": ((0, 1, 10), None),
        "budget": 31_000,
        "themes": ["commerce-equitable", "autonomie-economique-des-femmes"],
        "places": [("MDG", "Antananarivo", 47.52, -18.91)],
        "partners": [(GARDENS, PartnerRole.EDUCATION, PartnershipStatus.ASKED)],
        "fundings": [("Financeur de démonstration", True, 0, [(ASKED, 10_000)])],
    },
    {
        "title": "Projet de démonstration\u00a0: des composts partagés à Lomé",
        "summary": "Préparer avec un quartier de Lomé la collecte des déchets verts. Exemple inventé.",
        "lead": GARDENS,
        "state": State.PUBLISHED,
        "progress": Progress.PREPARING,
        "dates": ((1, 1, 1), None),
        "partners_sought": "Une collectivité qui connaît la gestion des déchets, et un financeur.",
        "themes": ["environnement-et-climat"],
        "places": [("TGO", "Lomé", 1.22, 6.13)],
        "partners": [(WEAVERS, PartnerRole.TECHNICAL, PartnershipStatus.REFUSED)],
    },
    {
        "title": "Projet de démonstration\u00a0: une exposition dans les collèges",
        "lead": GARDENS,
        "state": State.DRAFT,
        "themes": ["citoyennete-mondiale"],
    },
    {
        "title": "Projet de démonstration\u00a0: accueillir des volontaires malgaches",
        "summary": "Deux jeunes d’Antananarivo accueillis en Sarthe pour six mois. Exemple inventé.",
        "lead": WEAVERS,
        "state": State.SUBMITTED,
        "progress": Progress.PREPARING,
        "places": [("MDG", "Antananarivo", 47.52, -18.91)],
    },
]


def load_cast():
    """Make the projects of the cast that are not there yet; returns an Outcome."""
    outcome = Outcome("Projets de démonstration", len(PROJECTS))
    there = set(Project.objects.filter(is_demo=True).values_list("title", flat=True))
    missing = [dict(description) for description in PROJECTS if description["title"] not in there]
    if missing:
        actors = {actor.slug: actor for actor in Actor.objects.filter(slug__in=[GARDENS, WEAVERS])}
        now = timezone.now()
        published = {"state": State.PUBLISHED, "published_at": now, "is_own": False, **SCHEME}
        scheme, _ = Scheme.objects.get_or_create(slug="dispositif-de-demonstration-passerelles", is_demo=True, defaults=published)
        union, _ = PartnerOrganisation.objects.get_or_create(name=ORGANISATION["name"], is_demo=True, defaults=ORGANISATION)
        people = {user.email: user for user in User.objects.filter(is_demo=True)}
        managers = {given["slug"]: people.get(f"{given['manager']}@demo.example") for given in ORGANISATIONS}
        made = [_project(description, actors, scheme, union, managers, now) for description in missing]
        outcome.created = len(made)
        _publish(made, now)
    return outcome


def _day(written, year):
    return written and date(year + written[0], *written[1:])


def _project(given, actors, scheme, union, managers, now):
    """One project with all that belongs to it; returns it with the state that it is to have."""
    year = timezone.localdate().year
    starts, ends = (_day(day, year) for day in given.pop("dates", (None, None)))
    themes, places, partners, results, fundings = (given.pop(name, ()) for name in ("themes", "places", "partners", "results", "fundings"))
    lead, state, abroad = given.pop("lead"), given.pop("state"), given.pop("abroad", False)
    project = Project(lead=actors[lead], starts_on=starts, ends_on=ends, is_demo=True, description=INVENTED, **given)
    project.seeks_partners = bool(project.partners_sought)
    slugs.insert(project, project.title)
    project.themes.set(Theme.objects.filter(slug__in=themes))
    Place.objects.bulk_create(
        Place(project=project, country_id=country, town=town, longitude=longitude, latitude=latitude)
        for country, town, longitude, latitude in places
    )
    Partnership.objects.bulk_create(
        [
            *(_partnership(project, actors[slug], role, status, managers[slug], now) for slug, role, status in partners),
            *([Partnership(project=project, organisation=union, role=PartnerRole.LOCAL)] if abroad else []),
        ]
    )
    names = ("indicator", "unit", "baseline", "target", "reached")
    Result.objects.bulk_create(Result(project=project, **dict(zip(names, result, strict=True))) for result in results)
    for funder, by_scheme, ago, figures in fundings:
        funding = Funding.objects.create(project=project, funder=funder, scheme=scheme if by_scheme else None, year=year + ago)
        for kind, amount, *said in figures:
            told = dict(zip(("origin", "source"), said, strict=False))
            funding.figures.create(kind=kind, amount=amount, retained=not said, **told)
    return project, state, managers[lead]


def _partnership(project, actor, role, status, by, now):
    """An actor that was asked a while ago; whoever answered did so a few days later."""
    asked = now - timedelta(days=20)
    answered = {"answered_at": now - timedelta(days=12), "answered_by": by} if status != PartnershipStatus.ASKED else {}
    reason = "Pas cette année. Exemple inventé." if status == PartnershipStatus.REFUSED else ""
    return Partnership(project=project, actor=actor, role=role, status=status, asked_at=asked, reason=reason, **answered)


def _publish(made, now):
    """Each project reaches its state once all of it is there."""
    for state in {state for _, state, _ in made}:
        some = Project.objects.filter(pk__in=[project.pk for project, reached, _ in made if reached == state])
        dates = {"published_at": now, "confirmed_at": now} if state == State.PUBLISHED else {}
        some.update(state=state, **dates)
    for project, state, by in made:
        if state == State.SUBMITTED:
            Project.objects.filter(pk=project.pk).update(submitted_at=now, submitted_by=by)

"""What the page of a waiting row proposes: the projects that it may be of, and who may lead a new one."""

from dataclasses import dataclass

from django.db.models import Prefetch, Q

from actors.duplicates import probable_duplicates
from network.taxonomy.models import Country
from projects.enums import TAKING_PART, FigureKind
from projects.importing.matching import covers, nearness
from projects.models import Funding, Partnership, Project
from projects.services.figures import in_words
from projects.services.lists import amounts_of
from projects.titles import sentence

SHOWN = 4  # projects of the closest actors
FOUND = 8  # projects that a search proposes


@dataclass(frozen=True)
class Proposal:
    """A project beside a row: what is equal in both, and its money of that year."""

    project: Project
    same_actor: bool
    same_year: bool
    fundings: list
    same_amount: bool


def actors_for(row):
    """Who the beneficiary may be, the closest first."""
    near = [found.actor for found in probable_duplicates(name=row.beneficiary)]
    return list(dict.fromkeys([*([row.actor] if row.actor and not row.actor.merged_into_id else []), *near]))


def proposals(row, actors):
    """The projects that these actors lead or take part in, those of that year and with a near title first."""
    joined = Partnership.objects.filter(actor__in=actors, status__in=TAKING_PART).values("project")
    found = with_money(Project.objects.filter(Q(lead__in=actors) | Q(pk__in=joined)))
    places = {actor: place for place, actor in enumerate(actors)}
    ranked = sorted(found, key=lambda p: (not covers(p, row.year), places.get(p.lead, len(places)), -nearness(p, row), -p.pk))
    return [proposal(project, row) for project in ranked[:SHOWN]]


def search(row, term):
    """Projects whose title or lead holds all the words of `term`."""
    if not sentence(term):
        return []
    found = Project.objects.all()
    for word in term.split()[:6]:
        found = found.filter(Q(title__icontains=word) | Q(lead__name__icontains=word) | Q(lead__acronym__iexact=word))
    return [proposal(project, row) for project in with_money(found)[:FOUND]]


def with_money(projects):
    """These projects with their lead, places and figures."""
    figures = Prefetch("fundings", Funding.objects.select_related("scheme").prefetch_related("figures"))
    return projects.select_related("lead__municipality").prefetch_related("places__country", figures)


def proposal(project, row):
    """The Proposal of a project."""
    fundings = [funding for funding in project.fundings.all() if funding.year == row.year]
    amounts = set(amounts_of(row).values())
    equal = any(figure.amount in amounts for funding in fundings for figure in funding.figures.all())
    same_year = bool(fundings) or covers(project, row.year)
    return Proposal(project, project.lead_id == row.actor_id, same_year, [money(funding) for funding in fundings], equal)


def money(funding):
    """« Ville de Nantes, 3 000,00 € ou 2 500,00 € accordé », each amount once."""
    kinds = [(kind, [figure for figure in funding.figures.all() if figure.kind == kind]) for kind in FigureKind]
    amounts = [f"{in_words(some)} {kind.label}" for kind, some in kinds if some]
    return ", ".join([funding.funder, *([str(funding.scheme)] if funding.scheme else []), *amounts])


def countries_of(row):
    """The countries of a row, in words."""
    return list(Country.objects.filter(pk__in=row.countries).values_list("name", flat=True))

"""Rows of funders' lists: those that a rule places become figures, the others wait until somebody says whose project they are."""

from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from actors.enums import Provenance
from network.audit.services import record
from network.directory import slugs
from network.moderation.enums import State
from network.taxonomy.models import Country
from projects.enums import Progress, RowState
from projects.models import Funding, FundingRow, Place, Project
from projects.services import figures
from projects.titles import sentence, title_for


class RowError(Exception):
    """Why a row cannot be decided so, in French, for the person."""


@transaction.atomic
def join(*, row, project, by, funding=None):
    """It is this project: its amounts are stated there, under `funding` or under that of the same funder and year. Returns the Funding."""
    current = _waiting(row)
    if funding is None or funding.project_id != project.pk:
        funding = same_funding(project, current)
    return _place(current, project, funding, RowState.JOINED, by)


@transaction.atomic
def create(*, row, lead, by, publish=False):
    """It is a project of `lead` that has no sheet yet: a draft is made from what the row says. Returns the Project."""
    current = _waiting(row)
    project = sheet(lead=lead, row=current, publish=publish, by=by)
    _place(current, project, None, RowState.CREATED, by)
    return project


@transaction.atomic
def ignore(*, row, by):
    """It is none of ours; the same row of the next file is left aside too."""
    current = _waiting(row)
    _decided(current, RowState.IGNORED, by)
    record(by=by, verb="ignorer", target=current)
    return current


@transaction.atomic
def take_up_again(*, row, by):
    """A row that was ignored waits again."""
    current = FundingRow.objects.select_for_update().get(pk=row.pk)
    if current.state != RowState.IGNORED:
        raise RowError("Seule une ligne ignorée se reprend\u00a0: celle-ci a déjà ses montants dans un projet.")
    current.state, current.decided_by, current.decided_at = RowState.WAITING, None, None
    current.save()
    record(by=by, verb="reprendre", target=current)
    return current


def sheet(*, lead, row, by, publish=False):
    """A project made of what a row says and of nothing else; its progress is deduced from the year, and says so."""
    names = {sentence(name): name for name in Country.objects.values_list("name", flat=True)}
    title = title_for(row.purpose, beneficiary=lead.name, funder=row.funder, period=str(row.year), proper=names)
    project = Project(title=title, lead=lead, provenance=Provenance.PUBLIC_RECORD, source=f"{row.source.name} ({row.year})."[:250])
    if row.year < timezone.localdate().year:
        project.progress = Progress.COMPLETED
        project.progress_note = f"Déduit de l’année du soutien, {row.year}\u00a0; la liste ne dit pas où en est le projet."
    if publish:
        project.state, project.published_at, project.published_by = State.PUBLISHED, timezone.now(), by
    slugs.insert(project, title)
    Place.objects.bulk_create(Place(project=project, country_id=iso3) for iso3 in row.countries)
    record(by=by, verb="tirer d’une liste de financeur", target=project)
    return project


def state_amounts(*, row, funding, by):
    """What the row states, told to the funding; returns what came of each amount."""
    return [
        figures.state(
            funding=funding, kind=kind, amount=amount, source=row.source.name, source_key=row.key, source_date=row.dated, by=by
        )
        for kind, amount in amounts_of(row).items()
    ]  # fmt: skip


def funding_for(*, row, project):
    """A new funding of the project, as the row says it."""
    actor = row.source.funder_actor_id if sentence(row.funder) == sentence(row.source.funder) else None
    return Funding.objects.create(project=project, funder=row.funder, funder_actor_id=actor, scheme=row.scheme, year=row.year)


def same_funding(project, row):
    """The only funding of the project by the same funder in the same year; None when there is none, or several."""
    found = [funding for funding in project.fundings.filter(year=row.year) if sentence(funding.funder) == sentence(row.funder)]
    return found[0] if len(found) == 1 else None


def amounts_of(row):
    """{kind: euros} of a row; the rows keep them as texts."""
    return {kind: Decimal(amount) for kind, amount in row.amounts.items()}


def _waiting(row):
    current = FundingRow.objects.select_for_update(of=("self",)).select_related("source", "scheme").get(pk=row.pk)
    if current.state != RowState.WAITING:
        raise RowError(f"Cette ligne est déjà décidée ({current.get_state_display()})\u00a0: rien n’a été changé.")
    return current


def _place(row, project, funding, state, by):
    funding = funding or funding_for(row=row, project=project)
    state_amounts(row=row, funding=funding, by=by)
    row.project, row.funding = project, funding
    _decided(row, state, by)
    record(by=by, verb="rapprocher", target=row, changes={"projet": [None, str(project)]})
    return funding


def _decided(row, state, by):
    row.state, row.decided_by, row.decided_at = state, by, timezone.now()
    row.save()

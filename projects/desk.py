"""What the projects ask of the team today."""

from django.urls import reverse

from network.moderation.enums import State
from network.ui.desk import DeskCard, DeskRow, register
from network.ui.french import since
from projects.models import Funding, FundingRow, Partnership, Project
from projects.services.figures import in_words

SHEETS = "admin:projects_project_changelist"


def _submitted(user, limit):
    projects = Project.objects.filter(state=State.SUBMITTED).select_related("lead").order_by("submitted_at", "pk")
    for project in projects[:limit]:
        url = reverse("admin:projects_project_change", args=[project.pk])
        yield DeskRow(project.title, url, project.lead.name, since(project.submitted_at))


def _unheld():
    return Partnership.objects.waiting().unheld()


def _to_answer(user, limit):
    for asked in _unheld().select_related("actor", "project").order_by("asked_at", "pk")[:limit]:
        url = reverse("partnerships:answer", args=[asked.pk])
        yield DeskRow(asked.actor.name, url, f"partenaire de «\u00a0{asked.project}\u00a0»", since(asked.asked_at))


def _rows(user, limit):
    for row in FundingRow.objects.waiting().select_related("source").order_by("created_at", "line", "pk")[:limit]:
        yield DeskRow(f"{row.beneficiary}, {row.year}", row.get_absolute_url(), f"{row.source}, ligne {row.line}", since(row.created_at))


def _disputed(user, limit):
    fundings = Funding.objects.disputed().select_related("project").prefetch_related("figures").order_by("-year", "pk")
    for funding in fundings[:limit]:
        amounts = in_words(figure for figure in funding.figures.all() if not figure.retained)
        url = reverse("admin:projects_funding_change", args=[funding.pk])
        yield DeskRow(funding.project.title, url, f"{funding.funder}, {funding.year}\u00a0: {amounts}")


register(
    DeskCard(
        name="projects_to_moderate",
        order=12,
        title="Projets à relire",
        unit="projet à relire|projets à relire",
        permission="projects.view_project",
        page=SHEETS,
        query=f"?state__exact={State.SUBMITTED}",
        count=lambda user: Project.objects.filter(state=State.SUBMITTED).count(),
        rows=_submitted,
        more="Tous les projets à relire",
    )
)
register(
    DeskCard(
        name="projects_partners",
        order=22,
        title="Partenaires sans responsable",
        unit="réponse à donner|réponses à donner",
        permission="projects.change_project",
        page=SHEETS,
        count=lambda user: _unheld().count(),
        rows=_to_answer,
        more="Tous les projets",
    )
)
register(
    DeskCard(
        name="projects_rows",
        order=60,
        title="Lignes de financeurs à rapprocher",
        unit="ligne à rapprocher|lignes à rapprocher",
        permission="projects.view_fundingrow",
        page="admin:projects_fundingrow_changelist",
        query="?state__exact=waiting",
        count=lambda user: FundingRow.objects.waiting().count(),
        rows=_rows,
        more="Toutes les lignes à rapprocher",
    )
)
register(
    DeskCard(
        name="projects_amounts",
        order=61,
        title="Montants à trancher",
        unit="montant à trancher|montants à trancher",
        permission="projects.view_funding",
        page="admin:projects_funding_changelist",
        count=lambda user: Funding.objects.disputed().count(),
        rows=_disputed,
        more="Tous les montants à trancher",
    )
)

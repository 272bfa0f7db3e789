"""What the projects ask of the team today."""

from django.urls import reverse

from network.moderation.enums import State
from network.ui.desk import DeskCard, DeskRow, register
from network.ui.french import since
from projects.models import Partnership, Project

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

"""What the working groups ask of the team today."""

from django.urls import reverse
from django.utils import timezone

from events.models import WorkingGroup
from events.semesters import moments_of
from network.ui.desk import DeskCard, DeskRow, register


def quiet():
    """The groups without a meeting this semester."""
    return WorkingGroup.objects.without_meeting(*moments_of(timezone.localdate()))


def _rows(user, limit):
    for group in quiet()[:limit]:
        yield DeskRow(group.name, reverse("admin:events_workinggroup_change", args=[group.pk]), group.get_nature_display())


register(
    DeskCard(
        name="groups_without_meeting",
        order=70,
        title="Groupes sans réunion ce semestre",
        unit="groupe à réunir|groupes à réunir",
        permission="events.view_workinggroup",
        page="admin:events_workinggroup_changelist",
        query="?semestre=sans",
        count=lambda user: quiet().count(),
        rows=_rows,
        more="Tous les groupes sans réunion",
    )
)

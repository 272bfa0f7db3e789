"""What the team promised to do, and the officials that nobody knows yet."""

from django.db.models import Count
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from crm.models import Task
from crm.officials import last_election, without_official
from network.ui.desk import DeskCard, DeskRow, register
from network.ui.french import number, plural, since


def _mine(user):
    return Task.objects.soon(timezone.localdate()).of(user)


def _rows(user, limit):
    today = timezone.localdate()
    for task in _mine(user).select_related("actor", "owner").most_pressing()[:limit]:
        late = task.days_late(today)
        tag, level = (plural(late, "jour") + " de retard", "late") if late > 0 else (since(task.due), "soon" if late == 0 else "")
        note = ", ".join(filter(None, [str(task.actor or ""), "" if task.owner else "à personne"]))
        yield DeskRow(task.title, reverse("admin:crm_task_change", args=[task.pk]), note, tag, level)


def _unknown_officials(user):
    election = last_election()
    return without_official(election).count() if election else 0


def _by_department(user, limit):
    election = last_election()
    code, name = (Coalesce(f"municipality__department__{field}", f"department__{field}") for field in ("code", "name"))
    found = without_official(election).annotate(of_code=code, of_name=name).order_by("of_name")
    counts = found.values_list("of_code", "of_name").annotate(found=Count("pk", distinct=True))
    for code, name, found in counts[:limit]:
        url = reverse("admin:crm_election_officials") + (f"?departement={code}" if code else "")
        yield DeskRow(name or "Département non renseigné", url, tag=number(found))


register(
    DeskCard(
        name="crm_tasks",
        order=30,
        title="Vos tâches",
        unit="tâche de la semaine|tâches de la semaine",
        permission="crm.view_task",
        page="admin:crm_task_changelist",
        query="?echeance=semaine&qui=moi",
        count=lambda user: _mine(user).count(),
        rows=_rows,
        more="Toutes vos tâches de la semaine",
    )
)
register(
    DeskCard(
        name="crm_officials",
        order=60,
        title="Personnes élues à identifier",
        unit="collectivité sans élue ou élu connu|collectivités sans élue ou élu connu",
        permission="crm.view_election",
        page="admin:crm_election_officials",
        count=_unknown_officials,
        rows=_by_department,
        more="Toutes les collectivités concernées",
    )
)

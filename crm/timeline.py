"""What the team's memory brings to the timeline of an actor, and the buttons of an actor's page."""

from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone

from actors.timeline import Moment, Source, Tool, add_tool, register
from crm.models import Interaction, Task
from network.ui.french import plural


def _interactions(actor):
    people = ("contacts", Prefetch("team"))
    return Interaction.objects.filter(pk__in=actor.interactions.values("pk")).select_related("by").prefetch_related(*people)


def _interaction(interaction):
    met = ", ".join(str(contact) for contact in interaction.contacts.all())
    note = "\n".join(filter(None, [f"Avec {met}" if met else "", interaction.notes]))
    team = ", ".join(str(person) for person in interaction.team.all()) or str(interaction.by or "")
    url = reverse("admin:crm_interaction_change", args=[interaction.pk])
    return Moment(interaction.subject, url, note, team, interaction.get_kind_display())


def _tasks(actor):
    return Task.objects.filter(actor=actor).select_related("owner", "done_by")


def _task(task):
    late = task.days_late(timezone.localdate())
    tag = "faite" if task.is_done else plural(late, "jour") + " de retard" if late > 0 else "à faire"
    who = f"faite par {task.done_by}" if task.is_done and task.done_by else str(task.owner or "")
    return Moment(task.title, reverse("admin:crm_task_change", args=[task.pk]), task.notes, who, tag, "late" if late > 0 else "")


register(Source("echanges", "Échanges", 10, "crm.view_interaction", "day", _interactions, _interaction))
register(Source("taches", "Tâches", 20, "crm.view_task", "due", _tasks, _task))
add_tool(Tool("Consigner un échange", 20, "crm.add_interaction", lambda actor: f"{reverse('admin:crm_interaction_add')}?actors={actor.pk}"))
add_tool(Tool("Ajouter une tâche", 30, "crm.add_task", lambda actor: f"{reverse('admin:crm_task_add')}?actor={actor.pk}"))

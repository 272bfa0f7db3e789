"""What the team's memory holds of a person: the exchanges in which they were met or that they wrote down, their tasks."""

from dataclasses import replace

from django.db.models import Q

from actors.models import Contact
from crm.models import Interaction, Task
from network.accounts.holdings import Holding, register

OTHERS = "D’autres personnes y étaient : demandez à l’équipe ce qui vous concerne."


def _read_interactions(user):
    """With what was said, unless others were met too: their words are not this person's to read."""
    mine = Q(contacts__in=Contact.objects.about(user)) | Q(team=user) | Q(by=user)
    found = Interaction.objects.filter(pk__in=Interaction.objects.filter(mine).values("pk")).prefetch_related("actors", "contacts")
    return [
        {
            "Date": interaction.day,
            "Sorte": interaction.get_kind_display(),
            "Structures": [actor.name for actor in interaction.actors.all()],
            "Sujet": interaction.subject,
            "Ce qui s’est dit": interaction.notes if len(interaction.contacts.all()) < 2 else OTHERS,
        }
        for interaction in found.order_by("-day", "-pk")
    ]


def _erase_interactions(user, traces):
    """What was said stays, without the person: they were met under a contact, which will say no more of whom.

    In the exchanges where they were met, a first or a last name alone is theirs too.
    """
    met = Interaction.objects.filter(contacts__in=Contact.objects.about(user)).values("pk")
    alone = tuple(name for name in (user.first_name, user.last_name) if len(name) > 2)
    closer = replace(traces, names=(*traces.names, *alone))
    closer.remove_from(Interaction.objects.filter(pk__in=met), "subject", "notes")
    closer.remove_from(Task.objects.filter(interaction__in=met), "title", "notes")
    traces.remove_from(Interaction.objects.all(), "subject", "notes")


def _read_tasks(user):
    tasks = Task.objects.filter(Q(owner=user) | Q(by=user) | Q(done_by=user)).select_related("actor").order_by("-due", "-pk")
    return [
        {
            "À faire": task.title,
            "Échéance": task.due,
            "Structure": str(task.actor or ""),
            "Précisions": task.notes,
            "Faite le": task.done_at,
        }
        for task in tasks
    ]


def _erase_tasks(user, traces):
    """Those still to do become nobody's."""
    Task.objects.open().filter(owner=user).update(owner=None)
    traces.remove_from(Task.objects.all(), "title", "notes")


register(Holding("interactions", 24, "Échanges avec l’équipe du réseau", _read_interactions, erase=_erase_interactions))
register(Holding("tasks", 26, "Tâches de l’équipe", _read_tasks, erase=_erase_tasks))

"""Writing down what was said, and what comes next."""

from django.db import transaction

from crm.models import Task
from crm.services.refusal import CrmError
from crm.services.tasks import complete, save_task
from network.accounts.rules import is_team
from network.audit.services import record


def refusals(*, actors, contacts=(), team=(), next_step="", next_due=None, next_owner=None):
    """`[(field, why)]`: what keeps an exchange from being written down."""
    found = []
    strangers = [str(contact) for contact in contacts if contact.actor_id not in {actor.pk for actor in actors}]
    if not actors:
        found.append(("actors", "Choisissez au moins un acteur."))
    elif strangers:
        found.append(("contacts", f"Ces personnes ne sont pas des contacts des acteurs choisis : {', '.join(strangers)}."))
    if not all(is_team(person) for person in (*team, *([next_owner] if next_owner else []))):
        found.append(("team", "Seule l’équipe peut être désignée ici."))
    if next_step and next_due is None:
        found.append(("next_due", "Donnez une échéance à la suite : sans elle, personne n’en sera averti."))
    if next_due and not next_step:
        found.append(("next_step", "Écrivez ce qu’il faut faire pour cette échéance."))
    return found


@transaction.atomic
def record_interaction(
    *, interaction, actors, by, contacts=(), team=(), next_step="", next_due=None, next_owner=None, done=None, changes=None
):
    """Save an exchange with its people. `next_step` becomes a task due on `next_due`; `done` is the task that it settles.

    Raises CrmError when nobody is named, when somebody is not of these organisations or of the team, or when the next step has no day.
    """
    actors, contacts, team = list(actors), list(contacts), list(team)
    step = {"next_step": next_step, "next_due": next_due, "next_owner": next_owner}
    for _, why in refusals(actors=actors, contacts=contacts, team=team, **step):
        raise CrmError(why)
    new = interaction.pk is None
    if new:
        interaction.by = by
    interaction.save()
    interaction.actors.set(actors)
    interaction.contacts.set(contacts)
    interaction.team.set(team)
    record(by=by, verb="consigner" if new else "modifier", target=interaction, changes=None if new else changes)
    if next_step:
        task = Task(title=next_step, due=next_due, owner=next_owner or by, actor=actors[0], interaction=interaction)
        save_task(task=task, by=by)
    if done is not None and not done.is_done:
        complete(task=done, by=by)
    return interaction


@transaction.atomic
def remove_interaction(*, interaction, by):
    """Forget an exchange; its tasks stay."""
    record(by=by, verb="supprimer", target=interaction)
    interaction.delete()

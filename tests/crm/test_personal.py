"""What the team remembers of a person: they may read it, and it forgets them."""

from actors.models import Contact
from crm.models import Interaction, Task
from network.accounts.erasing import erase
from network.accounts.holdings import everything


def held(user, key):
    return next(records for holding, records in everything(user) if holding.key == key)


def test_a_person_reads_what_was_said_with_them_alone(talk, actor, member):
    me = Contact.objects.create(actor=actor, name="Membre", user=member)
    other = Contact.objects.create(actor=actor, name="Dominique Exemple")
    talk("Seul·e à seul·e", notes="Un puits", contacts=[me])
    talk("À plusieurs", notes="Le divorce de Dominique", contacts=[me, other])
    talk("Sans moi", notes="Rien", contacts=[other])
    records = held(member, "interactions")
    assert [(r["Sujet"], r["Structures"]) for r in records] == [("À plusieurs", ["Alliance"]), ("Seul·e à seul·e", ["Alliance"])]
    assert records[1]["Ce qui s’est dit"] == "Un puits"
    assert "divorce" not in str(records)


def test_somebody_erased_is_named_nowhere_and_the_exchanges_stay(talk, promise, actor, member):
    me = Contact.objects.create(actor=actor, name="Membre Exemple", user=member, email=member.email)
    talk("Appel à membre@demo.example", notes=f"Écrire à {member.email}.", contacts=[me])
    promise(f"Répondre à {member.email}", actor=actor, notes=member.email)
    erase(user=member, by=member)
    interaction, task = Interaction.objects.get(), Task.objects.get()
    assert interaction.contacts.count() == 1, "the figures stay"
    for words in (interaction.subject, interaction.notes, task.title, task.notes, str(interaction.contacts.get())):
        assert "membre" not in words.lower(), words


def test_what_somebody_of_the_team_had_to_do_becomes_nobody_s(promise, colleague):
    task = promise(owner=colleague)
    type(colleague).objects.filter(pk=colleague.pk).update(is_staff=False)
    colleague.refresh_from_db()
    assert held(colleague, "tasks")[0]["À faire"] == "Rappeler"
    erase(user=colleague, by=colleague)
    task.refresh_from_db()
    assert task.owner is None

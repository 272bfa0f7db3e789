"""What names people is kept for the years that the page of personal data says, then forgotten; the accounts stay."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from actors.models import Contact
from crm.models import Interaction
from crm.tasks import forget as forget_exchanges
from memberships.models import JoinRequest, Payment, Receipt
from memberships.services import joining
from memberships.tasks import forget as forget_requests
from network.audit.models import Entry
from network.audit.services import record
from network.audit.tasks import forget as forget_who
from portal.processings import processings

NOW = timezone.now()


def ago(name, days=0):
    return NOW - timedelta(days=round(365.25 * settings.KEPT_YEARS[name]) + days)


def kept(name):
    return next(one.kept for one in processings() if one.name == name)


def test_an_old_request_loses_its_message(association, member, staff):
    asked = joining.ask_to_join(actor=association, message="Bonjour, c’est Camille.", by=member)
    forget_requests()
    joining.refuse(request=asked, reason="Pas cette année.", by=staff)
    for days, message in ((-2, "Bonjour, c’est Camille."), (2, "")):
        JoinRequest.objects.update(decided_at=ago("requests", days))
        forget_requests()
        assert JoinRequest.objects.get().message == message


def test_old_exchanges_name_nobody_unless_one_still_talks(association, town, staff):
    person = Contact.objects.create(actor=association, name="Camille Exemple")
    for actor in (association, town):
        old = Interaction.objects.create(subject="Réunion", day=ago("exchanges", 2).date(), notes="Camille est d’accord.", by=staff)
        old.actors.add(actor)
        old.contacts.add(person)
    Interaction.objects.create(subject="Appel", day=NOW.date()).actors.add(town)
    forget_exchanges()
    said = {str(one.actors.get()): (one.subject, one.notes, one.contacts.count()) for one in Interaction.objects.filter(subject="Réunion")}
    assert said == {"Eau et jardins": ("Réunion", "", 0), "Commune de Laval": ("Réunion", "Camille est d’accord.", 1)}


def test_the_trail_forgets_who_not_what(association, staff):
    for days in (-2, 2):
        entry = record(by=staff, verb="modifier", target=association, changes={"name": ["A", "B"]})
        Entry.objects.filter(pk=entry.pk).update(at=ago("trail", days))
    forget_who()
    recent, old = Entry.objects.about(association).order_by("-at")
    assert (recent.by, old.by, old.changes) == (staff, None, {"name": ["A", "B"]})


def test_the_page_says_the_years_of_the_law_and_of_the_settings(call, pay):
    assert "dix ans au moins" in kept("Adhésions et cotisations")
    assert "L123-22 du Code de commerce" in kept("Adhésions et cotisations")
    assert kept("Échanges avec l’équipe du réseau").startswith("3\u00a0ans après le dernier échange")
    assert kept("Journal des actions").startswith("5\u00a0ans")
    assert all(one.kept for one in processings())
    pay(call)
    for forget in (forget_requests, forget_exchanges, forget_who):
        forget()
    assert Payment.objects.count() == Receipt.objects.count() == 1

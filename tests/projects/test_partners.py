"""Partners are asked, answer once, and are public only when they said yes."""

from datetime import timedelta

import pytest
from django.core import signing
from django.urls import reverse
from django.utils import timezone

from actors.enums import RepresentationStatus, Role
from network.accounts.holdings import Traces, everything
from network.audit.models import Entry
from network.moderation.enums import State
from network.moderation.services import archive, publish, submit
from network.notifications.models import Email
from network.notifications.registry import get_kind
from projects.enums import PartnerRole, PartnershipStatus
from projects.models import Partnership
from projects.services import partners

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(make_actor, make_project, represent, member, neighbour):
    """A project that the member's structure proposed, in which the neighbour's is a partner."""
    lead, partner = make_actor("Eau et jardins", slug="lead"), make_actor("Ville de Nantes", college="collectivites", slug="ville")
    represent(member, lead)
    represent(neighbour, partner)
    project = make_project(lead=lead, state=State.DRAFT, published_at=None)
    partners.add_actor(project=project, actor=partner, role=PartnerRole.TECHNICAL, by=member)
    submit(thing=project, by=member)
    return project.partnerships.get()


def link(asked):
    return Email.objects.get(kind="partner_asked").text.partition("/lien/partenariat/")[2].partition("/")[0]


def by_link(client_of, asked, **data):
    path = reverse("partnerships:by_link", args=[link(asked)])
    return client_of(None).post(path, data) if data else client_of(None).get(path)


def test_a_draft_asks_nobody_and_is_not_shown(make_actor, make_project, represent, member, neighbour, client_of):
    partner = make_actor("Ville", slug="ville")
    represent(neighbour, partner)
    project = make_project(state=State.DRAFT, published_at=None)
    partnership = partners.add_actor(project=project, actor=partner, role=PartnerRole.OTHER, by=member)
    assert not Email.objects.exists()
    assert client_of(neighbour).get(project.get_absolute_url()).status_code == 404
    assert client_of(neighbour).get(reverse("partnerships:answer", args=[partnership.pk])).status_code == 404


def test_managers_are_asked_once(asked, neighbour, member, staff, represent, account):
    represent(account, asked.actor, Role.CONTRIBUTOR)
    assert list(Email.objects.filter(kind="partner_asked").values_list("to", flat=True)) == [neighbour.email]
    publish(thing=asked.project, by=staff)
    partners.ask(project=asked.project, by=member)
    asked.delete()  # taken away and named again
    partners.add_actor(project=asked.project, actor=asked.actor, role=PartnerRole.OTHER, by=member)
    assert Email.objects.filter(kind="partner_asked").count() == 1
    assert Partnership.objects.get().asked_at is not None


def test_the_team_answers_where_nobody_is_responsible(make_actor, make_project, member, staff, client_of):
    project = make_project()
    partnership = partners.add_actor(project=project, actor=make_actor("Ville", slug="ville"), role=PartnerRole.OTHER, by=member)
    assert Email.objects.filter(kind="partner_asked_team").count() == 1
    client_of(staff).post(reverse("partnerships:answer", args=[partnership.pk]), {"answer": "oui", "seen": "asked"})
    partnership.refresh_from_db()
    assert partnership.status == PartnershipStatus.CONFIRMED


def test_reading_the_link_changes_nothing(asked, client_of):
    response = by_link(client_of, asked)
    page = response.content.decode()
    assert "participe-t-elle" in page
    assert "Puits et jardins" in page
    asked.refresh_from_db()
    assert (asked.status, asked.answered_at) == (PartnershipStatus.ASKED, None)


def test_the_link_answers_once(asked, client_of, neighbour, member):
    by_link(client_of, asked, answer="oui")
    second = by_link(client_of, asked, answer="non", reason="Trop tard")
    assert "a déjà répondu" in second.content.decode()
    asked.refresh_from_db()
    assert (asked.status, asked.answered_by, asked.reason) == (PartnershipStatus.CONFIRMED, neighbour, "")
    assert list(Email.objects.filter(kind__in=["partner_confirmed", "partner_declined"]).values_list("to", flat=True)) == [member.email]
    assert Entry.objects.about(asked.project).filter(verb="confirmer un partenariat").count() == 1


def test_two_clicks_in_one_s_space_are_one_answer(asked, client_of, neighbour):
    client, path = client_of(neighbour), reverse("partnerships:answer", args=[asked.pk])
    for said in ("non", "non", "oui"):  # the last one from a page that was open before
        client.post(path, {"answer": said, "seen": "asked", "reason": "Nous ne connaissons pas ce projet."})
    asked.refresh_from_db()
    assert asked.status == PartnershipStatus.REFUSED
    letter = Email.objects.get(kind="partner_declined")
    assert "Nous ne connaissons pas ce projet." in letter.text


def test_an_answer_may_be_given_again_from_one_s_space(asked, client_of, neighbour):
    client, path = client_of(neighbour), reverse("partnerships:answer", args=[asked.pk])
    client.post(path, {"answer": "oui", "seen": "asked"})
    client.post(path, {"answer": "non", "seen": "confirmed"})
    asked.refresh_from_db()
    assert asked.status == PartnershipStatus.REFUSED


@pytest.mark.parametrize("answer", [None, "non", "oui"])
def test_the_public_sheet_names_who_said_yes(asked, client_of, neighbour, staff, answer):
    publish(thing=asked.project, by=staff)
    if answer:
        partners.answer(partnership=asked, by=neighbour, takes_part=answer == "oui")
    page = client_of(None).get(asked.project.get_absolute_url()).content.decode()
    assert ("Ville de Nantes" in page) == (answer == "oui")
    assert (asked.actor_id in asked.project.search_entry.actor_ids) == (answer == "oui")


def test_a_link_ends_with_time_and_with_the_role(asked, client_of, neighbour, settings, monkeypatch):
    token = link(asked)
    asked.actor.representations.update(role=Role.CONTRIBUTOR)
    assert "plus responsable" in by_link(client_of, asked, answer="oui").content.decode()
    asked.actor.representations.update(role=Role.MANAGER)
    value = signing.loads(token, salt=partners.SALT)
    then = (timezone.now() - timedelta(days=46)).timestamp()
    monkeypatch.setattr(signing.time, "time", lambda: then)
    old = signing.dumps(value, salt=partners.SALT, compress=False)
    monkeypatch.undo()
    shown = client_of(None).post(reverse("partnerships:by_link", args=[old]), {"answer": "oui"}).content.decode()
    asked.refresh_from_db()
    assert asked.status == PartnershipStatus.ASKED
    assert "Ce lien ne sert plus" in shown
    assert f'href="{reverse("partnerships:answer", args=[asked.pk])}"' in shown, "it says what to do"


def test_managers_are_reminded_once_after_two_weeks_by_a_link_that_serves(asked, client_of, neighbour, make_project, make_actor):
    make_project("Sans responsable").partnerships.create(
        actor=make_actor("Seule", slug="seule"), status=PartnershipStatus.ASKED, asked_at=asked.asked_at
    )
    now = asked.asked_at
    assert partners.remind(now=now + timedelta(days=13, hours=23)) == 0
    for days in (14, 15, 40, 90, 400):
        partners.remind(now=now + timedelta(days=days))
    reminder = Email.objects.get(kind="partner_waiting")
    assert reminder.to == neighbour.email
    assert "Il y a 14 jours" in reminder.text.replace("\xa0", " ")
    assert "pendant 45 jours" in reminder.text.replace("\xa0", " ")
    token = reminder.text.partition("/lien/partenariat/")[2].partition("/")[0]
    assert client_of(None).post(reverse("partnerships:by_link", args=[token]), {"answer": "oui"}).status_code == 200
    asked.refresh_from_db()
    assert asked.status == PartnershipStatus.CONFIRMED
    Email.objects.filter(kind="partner_waiting").delete()
    assert partners.remind(now=now + timedelta(days=20)) == 0, "it answered"


def test_a_sheet_that_left_reminds_nobody(asked, staff):
    archive(thing=publish(thing=asked.project, by=staff), by=staff)
    assert partners.remind(now=asked.asked_at + timedelta(days=20)) == 0


@pytest.mark.parametrize("kind", ["partner_asked", "partner_waiting"])
def test_the_example_of_a_preview_says_how_long_links_live(kind):
    assert get_kind(kind).variables["days"].example == get_kind(kind).useful_for.days == 45


def test_a_link_answers_for_its_own_partnership(asked, client_of, make_actor, make_project, neighbour):
    other = make_project("Autre").partnerships.create(actor=asked.actor, status=PartnershipStatus.ASKED, asked_at=timezone.now())
    by_link(client_of, asked, answer="oui")
    other.refresh_from_db()
    assert other.status == PartnershipStatus.ASKED
    assert "plus valable" in client_of(None).post(reverse("partnerships:by_link", args=["abc"]), {"answer": "oui"}).content.decode()


@pytest.mark.parametrize("who", ["member", "account"])
def test_nobody_answers_for_another(asked, client_of, who, request):
    client = client_of(request.getfixturevalue(who))
    assert client.post(reverse("partnerships:answer", args=[asked.pk]), {"answer": "oui", "seen": "asked"}).status_code == 404
    asked.refresh_from_db()
    assert asked.status == PartnershipStatus.ASKED


def test_who_represents_the_partner_no_more_answers_no_more(asked, client_of, neighbour, account, represent):
    represent(account, asked.actor)
    asked.actor.representations.filter(user=neighbour).update(status=RepresentationStatus.ENDED)
    assert client_of(neighbour).get(reverse("partnerships:answer", args=[asked.pk])).status_code == 404


def test_one_s_space_says_what_is_asked_and_what_one_leads(asked, client_of, neighbour, member):
    page = client_of(neighbour).get(reverse("portal:space")).content.decode()
    assert reverse("partnerships:answer", args=[asked.pk]) in page
    mine = client_of(member).get(reverse("portal:space")).content.decode()
    assert reverse("projects:update", args=[asked.project.slug]) in mine
    partners.answer(partnership=asked, by=neighbour, takes_part=True)
    assert "nous participons" in client_of(neighbour).get(reverse("portal:space")).content.decode()


def test_an_answer_is_among_what_is_held_of_a_person(asked, neighbour):
    partners.answer(partnership=asked, by=neighbour, takes_part=False, reason="Non merci")
    held = {holding.key: (holding, records) for holding, records in everything(neighbour)}
    holding, records = held["partnerships"]
    assert records[0]["Motif"] == "Non merci"
    holding.erase(neighbour, Traces.of(neighbour))
    asked.refresh_from_db()
    assert (asked.reason, asked.answered_by, asked.status) == ("", None, PartnershipStatus.REFUSED)

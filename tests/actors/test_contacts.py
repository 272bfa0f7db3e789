"""People at organisations: private unless that very person agreed, whatever writes the row."""

import json
import re
from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.utils import timezone

from actors.documents.entries import entry, readable
from actors.enums import ConsentWay, Role
from actors.listing import COLUMNS
from actors.models import Contact
from actors.services import contacts as services
from network.audit.models import Entry
from network.moderation.enums import State
from network.notifications.models import Email
from tests.desk import marks


@pytest.fixture
def make_contact(make_actor):
    """Makes a contact of an actor."""

    def make(actor=None, name="Awa Traoré", **fields):
        return Contact.objects.create(actor=actor or make_actor(), name=name, **fields)

    return make


AGREED = {"is_public": True, "consent_how": ConsentWay.LINK}


@pytest.mark.parametrize(
    "fields",
    [
        {"is_public": True},
        {"is_public": True, "consent_how": ConsentWay.ACCOUNT},
        {"consent_at": timezone.now()},
        {"phone": "02 40 00 00 00", "shows_phone": True},
        {**AGREED, "consent_at": timezone.now(), "shows_phone": True},
        {"delegation": "relations internationales"},
        {"is_elected": True, "mandate_start": date(2026, 3, 22), "mandate_end": date(2026, 3, 21)},
        {"name": ""},
    ],
)
def test_postgresql_refuses_what_must_not_be(make_contact, make_actor, fields):
    actor = make_actor()
    with pytest.raises(IntegrityError), transaction.atomic():
        make_contact(actor, **fields)


def test_consent_cannot_be_taken_away_from_under_a_public_contact(make_contact):
    contact = make_contact(consent_at=timezone.now(), **AGREED)
    with pytest.raises(IntegrityError), transaction.atomic():
        Contact.objects.filter(pk=contact.pk).update(consent_at=None, consent_how="")


def test_who_sees_which_contact(make_contact, make_actor, represent, member, neighbour, account, staff):
    mine, draft = make_actor("Mienne"), make_actor("Brouillon", state=State.DRAFT, published_at=None)
    represent(member, mine)
    agreed = {"consent_at": timezone.now(), **AGREED}
    make_contact(mine, "Publique", **agreed)
    make_contact(mine, "Privée")
    make_contact(draft, "Publique d’un brouillon", **agreed)
    make_contact(draft, "Soi-même", user=account)

    def seen(user):
        return {contact.name for contact in Contact.objects.visible_to(user)}

    assert seen(AnonymousUser()) == seen(neighbour) == {"Publique"}
    assert seen(member) == {"Publique", "Privée"}
    assert seen(account) == {"Publique", "Soi-même"}
    assert seen(staff) == {"Publique", "Privée", "Publique d’un brouillon", "Soi-même"}
    assert {contact.name for contact in Contact.objects.public()} == {"Publique"}


def test_an_elected_official_is_in_office_between_known_dates(make_contact):
    actor = make_contact(name="Sans mandat").actor
    make_contact(actor, "En fonction", is_elected=True, mandate_start=date(2026, 3, 22))
    make_contact(actor, "Sans dates", is_elected=True)
    make_contact(actor, "Ancienne élue", is_elected=True, mandate_end=date(2026, 3, 21))
    day = date(2026, 11, 24)
    assert {contact.name for contact in Contact.objects.in_office(day)} == {"En fonction", "Sans dates"}


@pytest.fixture
def mine(make_actor, represent, member):
    """The member's organisation."""
    actor = make_actor("Mienne", slug="mienne")
    represent(member, actor)
    return actor


BASE = "/mon-espace/organisations/mienne/contacts/"


def link_of(kind, to="awa@exemple.fr"):
    """The path of the link in the last e-mail of a kind."""
    return re.search(r"/lien/accord/\S+", Email.objects.filter(kind=kind, to=to).first().text)[0]


def test_those_who_represent_it_keep_its_contacts(mine, member, neighbour, account, represent, client_of):
    represent(account, mine, Role.CONTRIBUTOR)
    fields = {"name": "Awa Traoré", "function": "présidente", "email": "awa@exemple.fr", "phone": "02 40 00 00 00"}
    assert client_of(neighbour).post(f"{BASE}ajouter/", fields).status_code == 404
    client_of(account).post(f"{BASE}ajouter/", fields)
    contact = Contact.objects.get()
    page = client_of(member).get("/mon-espace/organisations/mienne/personnes/").text
    assert "awa@exemple.fr" in page
    seen = re.search(r'name="seen" value="([^"]*)"', client_of(member).get(f"{BASE}{contact.pk}/").text)[1]
    client_of(member).post(f"{BASE}{contact.pk}/", {**fields, "function": "trésorière", "seen": seen})
    assert Contact.objects.get().function == "trésorière"
    assert not any("awa" in str(entry).lower() or "02 40" in str(entry) for entry in Entry.objects.values()), "the trail holds no contact"
    client_of(member).post(f"{BASE}{contact.pk}/effacer/")
    assert not Contact.objects.exists()


def test_somebody_else_in_the_place_of_a_contact_is_not_theirs(mine, member, account, make_contact, client_of):
    contact = make_contact(mine, name="Awa", email=account.email, user=account)
    seen = re.search(r'name="seen" value="([^"]*)"', client_of(member).get(f"{BASE}{contact.pk}/").text)[1]
    client_of(member).post(f"{BASE}{contact.pk}/", {"name": "Binta", "email": "binta@exemple.fr", "seen": seen})
    assert (Contact.objects.get().name, Contact.objects.get().user) == ("Binta", None)


def test_typing_a_name_anew_does_not_write_twice_a_day(mine, member, make_contact, client_of):
    contact = make_contact(mine, name="Awa", email="awa@exemple.fr")
    for name in ("Awa", "Awa T.", "Awa Traoré"):
        seen = re.search(r'name="seen" value="([^"]*)"', client_of(member).get(f"{BASE}{contact.pk}/").text)[1]
        client_of(member).post(f"{BASE}{contact.pk}/", {"name": name, "email": "awa@exemple.fr", "seen": seen})
        client_of(member).post(f"{BASE}{contact.pk}/accord/")
    assert Entry.objects.filter(verb="demander l’accord d’un contact").count() == 1


def test_posting_more_than_the_form_asks_publishes_nothing(mine, member, client_of, make_actor):
    extra = {
        "is_public": "on", "shows_phone": "on", "consent_at": "2026-01-01", "consent_how": "link", "notes": "x",
        "actor": make_actor("Autre").pk, "user": member.pk, "is_demo": "on",
    }  # fmt: skip
    client_of(member).post(f"{BASE}ajouter/", {"name": "Awa", "email": "awa@exemple.fr", **extra})
    contact = Contact.objects.get()
    assert (contact.actor, contact.is_public, contact.consent_at, contact.notes, contact.user) == (mine, False, None, "", None)


def test_a_person_agrees_by_the_link_and_takes_it_back_by_another(mine, member, make_contact, client, client_of):
    contact = make_contact(mine, email="awa@exemple.fr", phone="02 40 00 00 00", function="présidente")
    sheet = mine.get_absolute_url()
    client_of(member).post(f"{BASE}{contact.pk}/accord/")
    client_of(member).post(f"{BASE}{contact.pk}/accord/")
    assert Email.objects.filter(kind="consent_asked").count() == 1, "once a day at most"
    asked = link_of("consent_asked")
    assert "J’accepte" in client.get(asked).text
    assert "Awa" not in client.get(sheet).text, "reading the link changes nothing"
    client.post(asked)
    page = client.get(sheet).text
    assert "Awa Traoré" in page
    assert "présidente" in page
    assert "02 40 00 00 00" not in page, "the telephone needs its own tick"
    assert "awa@exemple.fr" not in page
    assert "ne sert plus" in client.get(asked).text, "the link that asked has served"
    back = link_of("consent_given")
    client.get(back)
    assert Contact.objects.get().is_public
    client.post(back)
    assert "Awa" not in client.get(sheet).text
    assert "ne sert plus" in client.post(back).text
    contact.refresh_from_db()
    assert (contact.is_public, contact.consent_at, contact.consent_how) == (False, None, "")


def test_the_telephone_is_shown_if_the_person_ticks_it(mine, member, make_contact, client):
    contact = make_contact(mine, email="awa@exemple.fr", phone="02 40 00 00 00")
    services.ask_consent(contact=contact, by=member)
    client.post(link_of("consent_asked"), {"shows_phone": "on"})
    assert "02 40 00 00 00" in client.get(mine.get_absolute_url()).text
    services.save(contact=Contact.objects.get(), by=member)
    assert Contact.objects.get().shows_phone


SHOWN = {"name": "Awa Traoré", "email": "awa@exemple.fr", "function": "présidente", "is_elected": "on", "delegation": "jumelages"}
CHANGES = [
    {"name": "Une autre"}, {"email": "autre@exemple.fr"}, {"function": "trésorière"}, {"delegation": "coopération"},
    {"is_elected": "", "delegation": ""},
]  # fmt: skip


@pytest.fixture
def agreed(mine, make_contact):
    """A contact that is public as `SHOWN`, by that person's own gesture."""
    return make_contact(mine, **SHOWN | {"is_elected": True}, phone="02 40 00 00 00", consent_at=timezone.now(), **AGREED)


@pytest.mark.parametrize("change", CHANGES)
def test_what_was_agreed_to_ends_with_what_was_shown(agreed, member, client_of, change):
    client, page = client_of(member), f"{BASE}{agreed.pk}/"
    seen = re.search(r'name="seen" value="([^"]*)"', client.get(page).text)[1]
    said = client.post(page, {**SHOWN, "phone": agreed.phone, "seen": seen, **change}, follow=True).text
    agreed.refresh_from_db()
    assert (agreed.is_public, agreed.consent_at) == (False, None)
    assert "Demandez-lui de nouveau son accord" in said


@pytest.mark.parametrize("change", [*CHANGES, {"actor": "other"}])
def test_so_it_does_at_the_desk(agreed, staff, make_actor, client_of, change):
    desk, page = client_of(staff), f"/admin/actors/contact/{agreed.pk}/change/"
    change = {"actor": make_actor("Autre").pk} if "actor" in change else change
    posted = {"actor": agreed.actor_id, **SHOWN, "phone": agreed.phone, **change}
    assert desk.post(page, posted | marks(desk, page)).status_code == 302
    agreed.refresh_from_db()
    assert (agreed.is_public, agreed.consent_at) == (False, None)


def test_it_holds_while_the_rest_changes(agreed, member, client_of):
    client, page = client_of(member), f"{BASE}{agreed.pk}/"
    seen = re.search(r'name="seen" value="([^"]*)"', client.get(page).text)[1]
    client.post(page, {**SHOWN, "phone": "02 40 00 00 01", "preferred": "on", "mandate_end": "2030-01-01", "seen": seen})
    agreed.refresh_from_db()
    assert (agreed.is_public, agreed.preferred, agreed.phone) == (True, True, "02 40 00 00 01")


def test_a_link_ends_with_another_address_and_with_time(mine, member, make_contact, client):
    contact = make_contact(mine, email="awa@exemple.fr")
    services.ask_consent(contact=contact, by=member)
    asked = link_of("consent_asked")
    Contact.objects.update(email="autre@exemple.fr")
    assert "ne sert plus" in client.post(asked).text
    Contact.objects.update(email="awa@exemple.fr")
    days, services.DAYS[services.ASK] = services.DAYS[services.ASK], -1
    assert "ne sert plus" in client.post(asked).text
    services.DAYS[services.ASK] = days
    assert not Contact.objects.get().is_public
    client.post(asked)
    assert Contact.objects.get().is_public


def test_only_that_person_agrees_in_their_space(mine, member, make_contact, account, neighbour, staff, client_of):
    contact = make_contact(mine, email=account.email)
    path = f"/mon-espace/contacts/{contact.pk}/"
    for other in (member, neighbour, staff):
        assert client_of(other).post(path, {"answer": "agree"}).status_code == 404
    account.emailaddress_set.update(verified=False)
    assert client_of(account).post(path, {"answer": "agree"}).status_code == 404
    account.emailaddress_set.update(verified=True)
    client_of(account).post(path, {"answer": "agree"})
    contact.refresh_from_db()
    assert (contact.is_public, contact.consent_how, contact.consent_by, contact.user) == (True, ConsentWay.ACCOUNT, account, account)
    client_of(account).post(path, {"answer": "withdraw"})
    assert not Contact.objects.get().is_public
    with pytest.raises(services.ContactError):
        services.agree(contact=contact, by=member)


def test_the_team_asks_and_hides_but_never_publishes(mine, make_contact, staff, client_of):
    contact = make_contact(mine, email="awa@exemple.fr")
    desk, page = client_of(staff), f"/admin/actors/contact/{contact.pk}/change/"
    desk.post(page, {"actor": mine.pk, "name": "Awa Traoré", "email": "awa@exemple.fr", "is_public": "on", "consent_at_0": "2026-01-01"})
    assert not Contact.objects.get().is_public
    desk.post("/admin/actors/contact/", {"action": "ask_consent", "_selected_action": [contact.pk]})
    assert Email.objects.filter(kind="consent_asked").exists()
    Contact.objects.update(consent_at=timezone.now(), **AGREED)
    desk.post("/admin/actors/contact/", {"action": "hide", "_selected_action": [contact.pk]})
    assert not Contact.objects.get().is_public


def test_no_document_shows_a_person_even_a_public_one(mine, make_contact):
    make_contact(mine, "Awa Traoré", phone="02 40 11 22 33", shows_phone=True, email="awa@exemple.fr", consent_at=timezone.now(), **AGREED)
    shown = json.dumps(entry(readable(type(mine).objects.filter(pk=mine.pk)).get(), 2026))
    assert not any(word in shown for word in ("Awa", "02 40 11", "awa@"))
    assert not any("Awa" in str(value(mine)) or "awa@" in str(value(mine)) for _, value in COLUMNS)

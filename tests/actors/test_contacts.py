"""People at organisations: private unless that very person agreed, whatever writes the row."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.utils import timezone

from actors.enums import ConsentWay
from actors.models import Contact
from network.moderation.enums import State


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
    assert {contact.name for contact in Contact.objects.all() if contact.holds_mandate(day)} == {"En fonction", "Sans dates"}

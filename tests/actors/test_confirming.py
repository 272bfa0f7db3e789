"""Sheets are confirmed by those who keep them: asked once a period, by a link that changes nothing when read and serves once."""

import re
from datetime import timedelta

import pytest
from django.core import signing
from django.utils import timezone

from actors.enums import RepresentationStatus, Role
from actors.freshness import asks_confirmation
from actors.models import Actor, Representation
from actors.services import freshness as services
from actors.tasks import ask_confirmations
from network.audit.models import Entry
from network.moderation.enums import State
from network.notifications.models import Email


def ago(days):
    return timezone.now() - timedelta(days=days)


@pytest.fixture
def old(make_actor, represent, member):
    """A sheet of the member's, confirmed 190 days ago."""
    actor = make_actor("Ancienne", slug="ancienne", confirmed_at=ago(190))
    represent(member, actor, Role.MANAGER)
    return actor


def path_of(email):
    return re.search(r"/lien/fiche-exacte/\S+", email.text)[0]


@pytest.mark.parametrize(("days", "asks"), [(179, False), (181, True), (None, True)])
def test_a_sheet_asks_after_half_a_year(days, asks):
    assert asks_confirmation(days and ago(days)) is asks


def test_managers_are_asked_once_a_period(old, account, represent, member):
    represent(account, old, Role.CONTRIBUTOR)
    ask_confirmations()
    ask_confirmations()
    assert [email.to for email in Email.objects.all()] == [member.email]
    services.ask_confirmations(now=timezone.now() + timedelta(days=160))
    assert Email.objects.count() == 1, "still the first period"
    services.ask_confirmations(now=timezone.now() + timedelta(days=175))
    assert Email.objects.count() == 2


def test_nobody_is_asked_for_what_needs_no_confirmation(old, make_actor, represent, member, neighbour):
    Actor.objects.update(confirmed_at=ago(100))
    represent(member, make_actor("Brouillon", state=State.DRAFT, published_at=None))
    represent(member, make_actor("Publiée hier", published_at=ago(1)))
    make_actor("Sans personne", confirmed_at=ago(300))
    represent(neighbour, make_actor("Quittée", confirmed_at=ago(300)), status=RepresentationStatus.ENDED)
    ask_confirmations()
    assert not Email.objects.exists()


def test_reading_the_link_changes_nothing_and_its_button_confirms_once(old, member, client):
    ask_confirmations()
    path = path_of(Email.objects.get())
    for _ in range(2):  # a mail scanner, then the person
        page = client.get(path)
        assert "Oui, tout est exact" in page.text
        assert "no-store" in page["Cache-Control"]
    assert Actor.objects.get().confirmed_at == old.confirmed_at
    assert client.post(path).url == "/annuaire/ancienne/"
    confirmed = Actor.objects.get().confirmed_at
    assert confirmed > ago(1)
    assert Entry.objects.about(old).get().by == member
    again = client.post(path)
    assert "déjà confirmée" in again.text
    assert Actor.objects.get().confirmed_at == confirmed


def test_the_link_ends_with_time_and_with_the_representation(old, member, client, account):
    path = f"/lien/fiche-exacte/{services.link_token(actor=old, user=member)}/"
    Representation.objects.create(user=account, actor=old, role=Role.MANAGER, status=RepresentationStatus.ACTIVE)
    Representation.objects.filter(user=member).update(status=RepresentationStatus.ENDED)
    assert "ne représentez plus" in client.post(path).text
    Representation.objects.filter(user=member).update(status=RepresentationStatus.ACTIVE)
    member.is_active = False
    member.save()
    assert "n’existe plus" in client.post(path).text
    member.is_active = True
    member.save()
    Actor.objects.update(state=State.ARCHIVED)
    assert "Ancienne" not in client.get(path).text
    assert Actor.objects.get().confirmed_at == old.confirmed_at


def test_an_old_link_or_one_made_for_something_else_opens_nothing(old, member, client, settings):
    settings.PASSWORD_RESET_TIMEOUT = 1
    stamp = old.confirmed_at.isoformat()
    other = signing.dumps([old.pk, member.pk, stamp], salt="autre chose")
    assert "plus valable" in client.post(f"/lien/fiche-exacte/{other}/").text
    late = services.link_token(actor=old, user=member)
    services.LINK_DAYS, days = -1, services.LINK_DAYS
    try:
        assert "plus valable" in client.post(f"/lien/fiche-exacte/{late}/").text
    finally:
        services.LINK_DAYS = days
    assert Actor.objects.get().confirmed_at == old.confirmed_at


def test_one_click_from_the_sheet_for_those_who_keep_it(old, member, neighbour, staff, client_of):
    path = "/mon-espace/organisations/ancienne/confirmer/"
    assert path in client_of(member).get("/annuaire/ancienne/").text
    assert path not in client_of(neighbour).get("/annuaire/ancienne/").text
    assert client_of(neighbour).post(path).status_code == 404
    assert client_of(member).post(path, {"next": "https://ailleurs.example/"}).url == "/annuaire/ancienne/"
    assert Actor.objects.get().confirmed_at > ago(1)
    assert path not in client_of(member).get("/annuaire/ancienne/").text


def test_confirming_does_not_refuse_an_edit_under_way(old, member):
    before = Actor.objects.get().updated_at
    services.confirm(actor=old, by=member)
    assert Actor.objects.get().updated_at == before

"""Contacts edited as lines below a sheet at the team's desk: nobody overwrites anybody unseen there either."""

from threading import Event, Thread
from time import sleep

import pytest
from django.db import connection, transaction
from django.utils import timezone

from actors.enums import ConsentWay
from actors.models import Contact
from tests.actors.test_admin import form, page_of, shown
from tests.desk import marks


@pytest.fixture
def desk(client_of, staff):
    return client_of(staff)


@pytest.fixture
def contact(make_actor):
    actor = make_actor("Alliance")
    agreed = {"is_public": True, "consent_at": timezone.now(), "consent_how": ConsentWay.LINK}
    return Contact.objects.create(actor=actor, name="Awa Traoré", function="présidente", email="awa@exemple.fr", **agreed)


def lines(contact, **fields):
    """What the browser posts of the page of a sheet with this one contact."""
    typed = {"id": contact.pk, "actor": contact.actor_id, "name": "Awa Traoré", "function": "présidente", "email": "awa@exemple.fr"}
    counted = {"contacts-TOTAL_FORMS": 1, "contacts-INITIAL_FORMS": 1}
    return form() | counted | {f"contacts-0-{name}": value for name, value in (typed | fields).items()}


def edit_elsewhere(client, contact, **fields):
    """The same contact, edited meanwhile on its own page."""
    page = f"/admin/actors/contact/{contact.pk}/change/"
    typed = {"actor": contact.actor_id, "name": "Awa Traoré", "function": "présidente", "email": "awa@exemple.fr"}
    assert client.post(page, typed | fields | marks(client, page)).status_code == 302


def test_two_who_change_one_line_compare_and_choose(desk, contact):
    page = page_of(contact.actor)
    mine = marks(desk, page)
    edit_elsewhere(desk, contact, phone="02 40 00 00 01")
    answer = desk.post(page, lines(contact, phone="02 40 00 00 02") | mine)
    assert Contact.objects.get().phone == "02 40 00 00 01"
    assert "a enregistré : « 02 40 00 00 01 »" in shown(answer).replace("\xa0", " ")
    assert "02 40 00 00 02" in answer.text, "what was typed is not lost"
    again = answer.context["inline_admin_formsets"][0].formset.forms[0].data["contacts-0-seen"]
    assert desk.post(page, lines(contact, phone="02 40 00 00 02") | mine | {"contacts-0-seen": again}).status_code == 302
    assert Contact.objects.get().phone == "02 40 00 00 02"


def test_a_line_that_one_did_not_touch_stays_as_the_other_left_it(desk, contact):
    page = page_of(contact.actor)
    mine = marks(desk, page)
    edit_elsewhere(desk, contact, phone="02 40 00 00 01", preferred="on")
    assert desk.post(page, lines(contact, notes="À rappeler.") | mine).status_code == 302
    contact.refresh_from_db()
    assert (contact.phone, contact.preferred, contact.notes, contact.is_public) == ("02 40 00 00 01", True, "À rappeler.", True)


@pytest.mark.parametrize("mark", ["", "x", "[]", "name-", "\x00"])
def test_a_line_that_does_not_say_what_it_saw_is_refused(desk, contact, mark):
    page = page_of(contact.actor)
    assert desk.post(page, lines(contact, phone="02") | marks(desk, page) | {"contacts-0-seen": mark}).status_code == 200
    assert Contact.objects.get().phone == ""


def test_a_line_waits_for_the_edit_under_way(transactional_db, desk, contact):
    mark, held = marks(desk, page_of(contact.actor)), Event()

    def save_slowly():
        with transaction.atomic():
            Contact.objects.select_for_update().filter(pk=contact.pk).update(phone="02 40 00 00 01")
            held.set()
            sleep(0.3)
        connection.close()

    thread = Thread(target=save_slowly)
    thread.start()
    held.wait(10)
    answer = desk.post(page_of(contact.actor), lines(contact, phone="02 40 00 00 02") | mark)
    thread.join()
    assert answer.status_code == 200
    assert Contact.objects.get().phone == "02 40 00 00 01"


def test_another_function_in_a_line_is_not_what_was_agreed_to(desk, contact):
    page = page_of(contact.actor)
    assert desk.post(page, lines(contact, function="trésorière") | marks(desk, page)).status_code == 302
    contact.refresh_from_db()
    assert (contact.function, contact.is_public, contact.consent_at) == ("trésorière", False, None)

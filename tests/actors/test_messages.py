"""Writing to an organisation: it arrives, no address is shown, nobody is written to through the portal who did not ask."""

import re
import time
from datetime import timedelta

import pytest
from django.core import signing
from django.utils import timezone

from actors.enums import RepresentationStatus, Role
from actors.forms.message import SALT
from actors.models import Contact, ContactMessage
from actors.services import messages as services
from network.notifications.models import Email

FIELDS = {"name": "Nadia Le Goff", "email": "nadia@exemple.fr", "body": "Bonjour, pouvons-nous visiter vos puits en mai ?"}


@pytest.fixture
def managed(make_actor, represent, member, account):
    """An organisation with a manager and a contributor."""
    actor = make_actor("Mienne", slug="mienne")
    represent(member, actor, Role.MANAGER)
    represent(account, actor, Role.CONTRIBUTOR)
    return actor


def stamp(actor, seconds=20, key="cle"):
    """What the form holds when it was shown some seconds ago."""
    return signing.dumps([actor.pk, key, time.time() - seconds], salt=SALT)


def write(client, organisation, **fields):
    query = fields.pop("query", "")
    return client.post(f"/annuaire/{organisation.slug}/ecrire/{query}", {**FIELDS, "stamp": stamp(organisation), **fields}, follow=True)


def letters(kind="visitor_message"):
    return {email.to: email for email in Email.objects.filter(kind=kind)}


def test_a_message_reaches_the_managers_who_answer_the_visitor(managed, member, client):
    page = write(client, managed)
    assert "Votre message est parti" in page.text
    (letter,) = letters().values()
    assert (letter.to, letter.reply_to) == (member.email, "nadia@exemple.fr")
    assert FIELDS["body"] in letter.text
    assert ContactMessage.objects.get().to_team is False


def test_an_organisation_that_nobody_manages_is_answered_for_by_the_team(make_actor, represent, member, client, settings):
    actor = make_actor("Seule", slug="seule")
    represent(member, actor, status=RepresentationStatus.ENDED)
    write(client, actor)
    (letter,) = letters().values()
    assert letter.to == settings.NETWORK["email"]
    assert "à vous de le faire suivre" in letter.text
    assert ContactMessage.objects.get().to_team


def test_no_address_stands_in_the_pages(managed, member, account, client):
    Contact.objects.create(actor=managed, name="Awa", email="awa@exemple.fr", is_public=True, consent_at=timezone.now(), consent_how="link")
    Contact.objects.create(actor=managed, name="Privée", email="privee@exemple.fr")
    contact = Contact.objects.get(name="Awa")
    for path in ("/annuaire/mienne/", "/annuaire/mienne/ecrire/", f"/annuaire/mienne/ecrire/?a={contact.pk}"):
        page = client.get(path).text
        for address in (member.email, account.email, "awa@exemple.fr", "privee@exemple.fr"):
            assert address not in page, path


def test_one_writes_to_a_person_who_agreed_and_to_nobody_else(managed, client):
    agreed = {"is_public": True, "consent_at": timezone.now(), "consent_how": "link"}
    public = Contact.objects.create(actor=managed, name="Awa", email="awa@exemple.fr", **agreed)
    private = Contact.objects.create(actor=managed, name="Privée", email="privee@exemple.fr")
    write(client, managed, query=f"?a={public.pk}")
    assert set(letters()) == {"awa@exemple.fr"}
    assert write(client, managed, query=f"?a={private.pk}").status_code == 404


def test_whoever_types_an_address_gets_no_words_back(managed, client):
    write(client, managed, body="Achetez ici : https://pirate.example/", name="https://pirate.example/")
    receipt = letters("message_sent")["nadia@exemple.fr"]
    assert "Mienne" in receipt.subject
    assert "pirate" not in receipt.subject + receipt.text + receipt.html
    for number in range(9):
        write(client, managed, stamp=stamp(managed, key=f"k{number}"))
    assert Email.objects.filter(kind="message_sent").count() == services.RECEIPTS_A_DAY


def test_a_known_person_gets_a_copy(managed, neighbour, client_of):
    write(client_of(neighbour), managed, email=neighbour.email)
    assert FIELDS["body"] in letters("message_sent")[neighbour.email].text
    assert ContactMessage.objects.get().sender == neighbour


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"website": "x"}, "champ caché"),
        ({"seconds": 1}, "trop vite"),
        ({"seconds": 13 * 3600}, "ouverte depuis longtemps"),
        ({"stamp": "abc"}, "ouverte depuis longtemps"),
        ({"stamp": ""}, "ouverte depuis longtemps"),
        ({"email": "nadia"}, "n’est pas complète"),
        ({"email": "nadia@exemple.fr\nBcc: tous@exemple.fr"}, "n’est pas complète"),
        ({"body": "Oui"}, "dix caractères"),
    ],
)
def test_what_is_refused_says_why_and_keeps_every_word(managed, client, fields, said):
    if seconds := fields.pop("seconds", None):
        fields["stamp"] = stamp(managed, seconds)
    page = write(client, managed, **fields)
    assert said in page.text.replace("&#x27;", "’")
    assert "Nadia Le Goff" in page.text
    assert not ContactMessage.objects.exists()
    assert not Email.objects.exists()


def test_after_a_refusal_for_age_the_same_page_sends(managed, client):
    page = write(client, managed, stamp="abc")
    fresh = re.search(r'name="stamp" value="([^"]+)"', page.text)[1]
    actor_pk, _, shown_at = signing.loads(fresh, salt=SALT)
    assert (actor_pk, time.time() - shown_at < 60) == (managed.pk, True)


def test_a_double_click_is_one_message(managed, client):
    write(client, managed)
    write(client, managed)
    assert ContactMessage.objects.count() == len(letters()) == 1


def test_the_form_is_throttled(managed, client, settings):
    settings.THROTTLE = {**settings.THROTTLE, "contact": "2/3600"}
    answers = [write(client, managed, stamp=stamp(managed, key=str(number))).status_code for number in range(4)]
    assert answers == [200, 200, 429, 429]
    assert ContactMessage.objects.count() == 2


def test_an_organisation_is_not_flooded(managed, client):
    for number in range(services.MOST_A_DAY):
        ContactMessage.objects.create(actor=managed, name="X", email="x@exemple.fr", body="…", form_key=str(number))
    page = write(client, managed)
    assert "réessayez demain" in page.text
    assert FIELDS["body"][:20] in page.text
    assert not letters()


def test_posting_more_than_the_form_asks_changes_nothing(managed, make_actor, member, client):
    other = make_actor("Autre")
    write(client, managed, actor=other.pk, sender=member.pk, to_team="on", form_key="volée", contact="1", created_at="2000-01-01")
    message = ContactMessage.objects.get()
    assert (message.actor, message.sender, message.to_team, message.form_key) == (managed, None, False, "cle")


def test_messages_are_forgotten_after_a_year(managed, client, settings):
    write(client, managed)
    assert services.forget_old_messages() == 0
    ContactMessage.objects.update(created_at=timezone.now() - timedelta(days=settings.EMAILS_KEPT_DAYS + 1))
    assert services.forget_old_messages() == 1

"""No log holds the token of a link, nor who wrote to whom."""

import io
import logging

import pytest
from django.test import Client

from actors.enums import Role
from actors.models import Contact
from actors.services import contacts, freshness, people
from network.accounts.discretion import DiscreetFormatter, discreet
from network.notifications import tasks
from network.notifications.models import Email


@pytest.fixture
def written():
    """What the portal's own handlers write during the test."""
    stream = io.StringIO()
    handlers = [handler for handler in logging.getLogger().handlers if isinstance(handler.formatter, DiscreetFormatter)]
    usual = [handler.setStream(stream) for handler in handlers]
    yield stream.getvalue
    for handler, before in zip(handlers, usual, strict=True):
        handler.setStream(before)


def token(kind):
    return Email.objects.filter(kind=kind).first().text.partition("/lien/")[2].split("/")[1]


def test_the_tokens_of_links_and_the_people_are_not_logged(written, make_actor, represent, member, settings):
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = "django.core.mail.backends.smtp.EmailBackend", "127.0.0.1", 9
    actor = make_actor("Mienne", slug="mienne")
    represent(member, actor)
    people.invite(actor=actor, email="invitee@exemple.fr", role=Role.MANAGER, by=member)
    contacts.ask_consent(contact=Contact.objects.create(actor=actor, name="Awa Traoré", email="awa@exemple.fr"), by=member)
    tokens = {
        "invitation": token("invitation"),
        "accord": token("consent_asked"),
        "fiche-exacte": freshness.link_token(actor=actor, user=member),
    }
    strict = Client(enforce_csrf_checks=True)
    for name, secret in tokens.items():
        strict.post(f"/lien/{name}/{secret}/")  # 403 logs the path
        strict.get(f"/lien/{name}/{secret}/plus/loin/")  # 404 logs the path
        logging.getLogger("django.server").info('"%s" %s %s', f"GET /lien/{name}/{secret}/ HTTP/1.1", "200", "512")
        logging.getLogger("django.server").info("GET /compte/login/?next=%%2Flien%%2F%s%%2F%s%%2F", name, secret)
    tasks.resend_due()
    text = written()
    assert text.count("[clé]") >= 12
    assert "network.notifications" in text
    for secret in (*tokens.values(), "invitee", "awa", "Traoré", member.email):
        assert secret not in text, secret


@pytest.mark.parametrize(
    "line",
    ["GET /lien/invitation/abc_-D:1x:y/", "next=%2Flien%2Faccord%2FWzE:1x:y%2F", "/LIEN/accord/abc", "%2Flien%2Fx%2F1%3Aabc%3AWzE%2F"],
)
def test_what_follows_the_purpose_of_a_link_is_hidden(line):
    assert "abc" not in discreet(line)
    assert "WzE" not in discreet(line)

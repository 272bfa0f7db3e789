"""An e-mail is a row first; it leaves by a task, once."""

import pytest
from django.core import mail

from network.notifications import delivery
from network.notifications.enums import Status
from network.notifications.models import Email
from network.notifications.services import send


@pytest.fixture
def email(db):
    """A login code that waits."""
    return send(kind="login_code", to="visiteur@demo.example", context={"code": "ABC-123"})


def test_an_email_is_a_row_first(email):
    assert email.status == Status.QUEUED
    assert email.subject == "ABC-123 : votre code de connexion"
    assert "ABC-123" in email.text
    assert "ABC-123" in email.html
    assert mail.outbox == []


def test_it_leaves_once(email):
    assert delivery.deliver(pk=email.pk) == Status.SENT
    assert delivery.deliver(pk=email.pk) is None
    assert [m.to for m in mail.outbox] == [["visiteur@demo.example"]]
    assert mail.outbox[0].extra_headers["Message-ID"] == email.message_id
    assert Email.objects.get().sent_at is not None

"""An e-mail that waits, and a real mail server to hand it to."""

import pytest

from network.notifications.services import send
from tests.notifications.mail_server import MailServer


@pytest.fixture
def write(db):
    """Writes an e-mail: a confirmation link unless told otherwise."""

    def write_one(kind="email_confirmation", to="visiteur@demo.example", **context):
        return send(kind=kind, to=to, context={"activate_url": "http://127.0.0.1/compte/confirm-email/cle/", "code": "ABC-123", **context})

    return write_one


@pytest.fixture
def mail_server(settings):
    """Django sends to this one by SMTP."""
    server = MailServer()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", server.port, 2
    settings.EMAIL_USE_TLS = False
    yield server
    server.close()

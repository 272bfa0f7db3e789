"""Logs hold no password, no code, no link that opens an account and no e-mail address."""

import io
import logging

import pytest
from django.db import IntegrityError
from django.test import Client

from network.accounts.discretion import DiscreetFormatter, discreet
from network.notifications import tasks
from tests.accounts.conftest import PASSWORD


@pytest.fixture
def written():
    """What the portal's own handlers write during the test."""
    stream = io.StringIO()
    handlers = [handler for handler in logging.getLogger().handlers if isinstance(handler.formatter, DiscreetFormatter)]
    assert handlers, "the root logger writes through the discreet formatter"
    usual = [handler.setStream(stream) for handler in handlers]
    yield stream.getvalue
    for handler, before in zip(handlers, usual, strict=True):
        handler.setStream(before)


def test_every_logger_of_the_portal_writes_through_the_discreet_formatter():
    for name in ("django", "django.request", "django.server", "django.security.csrf", "network.notifications", "actors", "celery"):
        logger, handlers = logging.getLogger(name), []
        while logger:
            handlers += logger.handlers
            logger = logger.parent if logger.propagate else None
        ours = [handler for handler in handlers if type(handler) is logging.StreamHandler]
        assert ours, name
        assert all(isinstance(handler.formatter, DiscreetFormatter) for handler in ours), name


def test_log_in_sign_up_and_reset_leave_no_trace_of_who_or_what(written, ask, account, letter, mail_away):
    browser = Client()
    ask("account_login", browser, login=account.email, password="le mauvais mot")
    ask("account_signup", email="un@exemple.fr", password1="trois mots qui vont bien", first_name="Awa")
    ask("account_reset_password", email=account.email)
    ask("account_request_login_code", browser, email=account.email)
    for _ in range(30):
        ask("account_login", login=account.email, password=PASSWORD)  # 429 is logged
    link, code = letter(account.email, "password_reset_key").link, letter(account.email, "login_code").code
    confirm = letter("un@exemple.fr").link
    strict = Client(enforce_csrf_checks=True)
    for path in (link, confirm):
        strict.post(path)  # 403 logs the path
        strict.get(path + "plus/loin/")  # 404 logs the path
        logging.getLogger("django.server").info('"%s" %s %s', f"GET {path} HTTP/1.1", "200", "512")
    strict.get(f"/courriels/{account.email}/")
    tasks.resend_due()
    text = written()
    assert text.count("\n") > 4, "something was logged"
    assert "Forbidden" in text
    assert "network.notifications" in text
    keys = [part for path in (link, confirm) for part in path.split("/") if len(part) > 20]
    assert len(keys) == 2
    for secret in (account.email, "exemple.fr", "Awa", PASSWORD, "le mauvais mot", "trois mots", code, *keys):
        assert secret not in text, secret


def test_a_traceback_shows_no_address_either(written):
    try:
        raise IntegrityError("Key (email)=(awa@exemple.fr) already exists; password='trois'")
    except IntegrityError:
        logging.getLogger("django.request").exception("Internal Server Error: %s", "/compte/password/reset/key/2-c5d-abc/")
    text = written()
    assert "IntegrityError" in text
    assert not any(secret in text for secret in ("awa", "trois", "c5d-abc"))


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("GET /annuaire/?q=eau&page=2 200", "GET /annuaire/?q=eau&page=2 200"),
        ("Not Found: /compte/confirm-email/Mg:1abc:xyz/", "Not Found: /compte/confirm-email/[clé]/"),
        ("GET /courriels/?adresse=awa%40exemple.fr", "GET /courriels/?adresse=[adresse]"),
        ("sent to Awa+liste@sous.exemple.fr, twice", "sent to [adresse], twice"),
        ("{'password1': 'trois mots', 'page': 2}", "{'password1': [secret] mots', 'page': 2}"),
    ],
)
def test_what_is_hidden_is_named_and_the_rest_is_kept(line, kept):
    assert discreet(line) == kept


@pytest.fixture
def mail_away(settings):
    """No mail server answers."""
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = "django.core.mail.backends.smtp.EmailBackend", "127.0.0.1", 9
    settings.EMAIL_TIMEOUT = 1

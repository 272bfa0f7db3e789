"""People with a confirmed address, and the forms filled in the way a browser would."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from network.accounts.models import User
from network.notifications.models import Email

PASSWORD = "demonstration"


@pytest.fixture(autouse=True)
def no_attempt_counted(db):
    """The counters of attempts start at nothing."""
    cache.clear()


@pytest.fixture
def unconfirmed(account):
    """A person who has not followed the link of the first letter."""
    EmailAddress.objects.update_or_create(user=account, email=account.email, defaults={"verified": False, "primary": True})
    return account


@pytest.fixture
def ask():
    """Sends a form: `ask("account_login", login=…)` with a browser of its own unless told otherwise."""

    def send(name, browser=None, *, query="", **data):
        return (browser or Client()).post(reverse(name) + query, data, follow=True)

    return send


@pytest.fixture
def log_in(ask):
    """A browser logged in by the form, as people do."""

    def through_the_form(user, password=PASSWORD):
        browser = Client()
        ask("account_login", browser, login=user.email, password=password)
        return browser

    return through_the_form


@pytest.fixture
def letter():
    """The last e-mail to an address: its text, and what it holds to follow or to type."""

    def last(address, kind=None):
        email = Email.objects.filter(to=address, **({"kind": kind} if kind else {})).first()
        assert email is not None, f"no e-mail to {address}"
        email.link = next(iter(re.findall(r"https?://[^/\s]+(/compte/\S+)", email.text)), None)
        email.code = next(iter(re.findall(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", email.text)), None)
        return email

    return last


def who(browser):
    """Who is logged in with this browser; None when nobody."""
    key = browser.session.get("_auth_user_id")
    return User.objects.get(pk=key) if key else None

"""Whether an address has an account cannot be told: not from the answer, not from the time it takes."""

import re
import statistics
import time
from urllib.parse import quote

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.test import Client
from django.urls import reverse

from network.notifications.models import Email

NEW = "trois mots qui vont bien"
FLOWS = {
    "account_login": lambda address: {"login": address, "password": "ce n’est pas lui"},
    "account_signup": lambda address: {"email": address, "password1": NEW},
    "account_reset_password": lambda address: {"email": address},
    "account_request_login_code": lambda address: {"email": address},
}
KNOWN = "visiteur@demo.example"


class SlowHasher(PBKDF2PasswordHasher):
    """As slow as a check takes elsewhere is fast: enough to stand out of a page."""

    iterations = 150_000


def _send(name, address, browser=None):
    return (browser or Client()).post(reverse(name), FLOWS[name](address), follow=True)


def _seen(response, address):
    """Everything that comes back, without the address typed and the tokens of forms."""
    body = response.content.decode().replace(address, "[address]").replace(quote(address), "[address]")
    body = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", body)
    return response.status_code, response.redirect_chain, sorted(response.headers.keys()), body


@pytest.mark.parametrize("name", FLOWS)
def test_the_answer_is_the_same(name, account):
    known, unknown = Client(), Client()
    assert _seen(_send(name, KNOWN, known), KNOWN) == _seen(_send(name, "personne@demo.example", unknown), "personne@demo.example")
    assert sorted(known.cookies) == sorted(unknown.cookies)
    assert Email.objects.filter(to=KNOWN).count() == Email.objects.filter(to="personne@demo.example").count()


def test_a_wrong_code_gets_the_same_answer(account):
    known, unknown = Client(), Client()
    _send("account_request_login_code", KNOWN, known)
    _send("account_request_login_code", "personne@demo.example", unknown)
    for _ in range(4):
        answers = [
            _seen(browser.post(reverse("account_confirm_login_code"), {"code": "AAAA-AAAA"}, follow=True), address)
            for browser, address in ((known, KNOWN), (unknown, "personne@demo.example"))
        ]
        assert answers[0] == answers[1]


def test_an_unconfirmed_account_is_not_told_from_none(unconfirmed):
    for name in FLOWS:
        assert _seen(_send(name, KNOWN), KNOWN) == _seen(_send(name, "personne@demo.example"), "personne@demo.example"), name


@pytest.mark.parametrize("name", FLOWS)
def test_the_time_is_the_same(name, account, settings, monkeypatch):
    """Medians of measures taken in turn; a difference that is noise goes away when measured longer, a leak stays."""
    settings.ACCOUNT_RATE_LIMITS = False
    settings.PASSWORD_HASHERS = [f"{__name__}.SlowHasher"]
    account.set_password(NEW)
    account.save()
    times = {"known": [], "unknown": []}

    def measure(who, address):
        browser = Client()
        started = time.perf_counter()
        browser.post(reverse(name), FLOWS[name](address))
        times[who].append(time.perf_counter() - started)

    for round_ in range(4):
        for turn in range(9):
            measure("known", KNOWN)
            measure("unknown", f"personne{round_}-{turn}@demo.example")
        known, unknown = statistics.median(times["known"]), statistics.median(times["unknown"])
        ratio = max(known, unknown) / min(known, unknown)
        if ratio < 1.4:
            return
    pytest.fail(f"{name}: {known * 1000:.0f} ms for a known address, {unknown * 1000:.0f} ms for an unknown one")

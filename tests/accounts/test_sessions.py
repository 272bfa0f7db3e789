"""Sessions and links end when they should."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.contrib.sessions.models import Session
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from network.accounts import tasks
from network.accounts.models import User
from tests.accounts.conftest import PASSWORD, who

NEW = "trois mots qui vont bien"
SPACE = "/mon-espace/"


def inside(browser):
    return browser.get(SPACE).status_code == 200


def test_changing_the_password_ends_the_other_sessions(log_in, ask, account, letter):
    here, elsewhere = log_in(account), log_in(account)
    assert inside(elsewhere)
    ask("account_change_password", here, oldpassword=PASSWORD, password1=NEW, password2=NEW)
    assert inside(here)
    assert not inside(elsewhere)
    assert letter(account.email).kind == "password_changed"


def test_a_new_password_by_letter_ends_every_session(log_in, ask, account, letter):
    elsewhere = log_in(account)
    ask("account_reset_password", email=account.email)
    browser = Client()
    page = browser.get(letter(account.email, "password_reset_key").link, follow=True)
    browser.post(page.redirect_chain[-1][0], {"password1": NEW, "password2": NEW})
    assert not inside(elsewhere)
    assert not inside(browser), "and opens none"


def test_sessions_are_listed_and_ended_one_by_one(log_in, account):
    here, elsewhere, third = log_in(account), log_in(account), log_in(account)
    page = here.get(reverse("usersessions_list")).content.decode()
    assert page.count("connecté le") == 3
    assert page.count("cet appareil") == 1
    session = UserSession.objects.get(session_key=elsewhere.session.session_key)
    here.post(reverse("usersessions_list"), {"session": session.pk})
    assert [inside(browser) for browser in (here, elsewhere, third)] == [True, False, True]
    here.post(reverse("usersessions_list"))
    assert [inside(browser) for browser in (here, elsewhere, third)] == [True, False, False]


def test_nobody_ends_the_session_of_another(log_in, account, neighbour):
    mine, theirs = log_in(account), log_in(neighbour)
    session = UserSession.objects.get(session_key=theirs.session.session_key)
    mine.post(reverse("usersessions_list"), {"session": session.pk})
    assert inside(theirs)


@pytest.fixture
def at_a_later_time(monkeypatch):
    """Signed links see the clock advanced."""

    def advance(**delta):
        delta = timedelta(**delta)
        now = PasswordResetTokenGenerator._now
        monkeypatch.setattr(PasswordResetTokenGenerator, "_now", lambda self: now(self) + delta)
        seconds = signing.time.time
        monkeypatch.setattr(signing.time, "time", lambda: seconds() + delta.total_seconds())

    return advance


def _works(link):
    browser = Client()
    return "Enregistrer ce mot de passe" in browser.get(link, follow=True).content.decode()


def test_the_link_of_a_new_password_serves_once(ask, account, letter):
    ask("account_reset_password", email=account.email)
    link = letter(account.email).link
    assert _works(link)
    browser = Client()
    page = browser.get(link, follow=True)
    browser.post(page.redirect_chain[-1][0], {"password1": NEW, "password2": NEW})
    assert not _works(link)
    browser.post(page.redirect_chain[-1][0], {"password1": "encore un autre mot", "password2": "encore un autre mot"})
    account.refresh_from_db()
    assert account.check_password(NEW)


def test_the_link_of_a_new_password_dies_after_two_hours(ask, account, letter, at_a_later_time):
    ask("account_reset_password", email=account.email)
    link = letter(account.email).link
    at_a_later_time(minutes=119)
    assert _works(link)
    at_a_later_time(minutes=2)
    assert not _works(link)


def test_the_link_of_a_new_password_dies_when_one_enters(ask, account, letter, log_in):
    ask("account_reset_password", email=account.email)
    User.objects.filter(pk=account.pk).update(last_login=timezone.now() + timedelta(seconds=2))
    assert not _works(letter(account.email).link)


def test_the_link_of_a_confirmation_serves_once_and_dies_after_three_days(ask, letter, at_a_later_time):
    ask("account_signup", email="un@exemple.fr", password1=NEW)
    ask("account_signup", email="deux@exemple.fr", password1=NEW)
    first, second = letter("un@exemple.fr").link, letter("deux@exemple.fr").link
    Client().post(first)
    assert "Ce lien ne sert plus" in Client().get(first).content.decode()
    at_a_later_time(days=3, seconds=1)
    assert "Ce lien ne sert plus" in Client().get(second).content.decode()
    assert Client().post(second).status_code == 404


def test_a_code_serves_once_and_dies_after_ten_minutes(ask, account, letter, monkeypatch):
    first, again, late = Client(), Client(), Client()
    ask("account_request_login_code", first, email=account.email)
    code = letter(account.email).code
    ask("account_confirm_login_code", first, code=code)
    ask("account_request_login_code", again, email=account.email)
    ask("account_confirm_login_code", again, code=code)
    assert (who(first), who(again)) == (account, None)

    ask("account_request_login_code", late, email=account.email)
    seconds = signing.time.time
    monkeypatch.setattr(signing.time, "time", lambda: seconds() + 601)
    ask("account_confirm_login_code", late, code=letter(account.email).code)
    assert who(late) is None


def test_reading_the_page_of_somebody_elses_link_logs_nobody_out(ask, client_of, account, neighbour, letter):
    ask("account_reset_password", email=account.email)
    reset = letter(account.email).link
    ask("account_signup", email="un@exemple.fr", password1=NEW)
    for link in (reset, letter("un@exemple.fr").link):
        browser = client_of(neighbour)
        browser.get(link, follow=True)
        assert who(browser) == neighbour


def test_the_session_cookie_is_out_of_reach_of_scripts_and_changes_at_log_in(client, ask, account):
    client.get(reverse("account_login"))
    client.post(reverse("account_request_login_code"), {"email": "personne@demo.example"})
    before = client.session.session_key
    client.cookies.clear()
    answer = client.post(reverse("account_login"), {"login": account.email, "password": PASSWORD})
    cookie = answer.cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie.value != before


def test_sessions_that_ended_leave_the_database(log_in, account):
    still, ended = log_in(account), log_in(account)
    Session.objects.filter(pk=ended.session.session_key).update(expire_date=timezone.now() - timedelta(seconds=1))
    tasks.forget_ended_sessions()
    assert list(UserSession.objects.values_list("session_key", flat=True)) == [still.session.session_key]
    assert Session.objects.count() == 1

"""Attempts are counted, in PostgreSQL: nobody guesses passwords or codes, or floods somebody's mailbox."""

import pytest
from django.conf import settings as django_settings
from django.core.cache import caches
from django.db import connection
from django.test import Client

from network.notifications.models import Email
from tests.accounts.conftest import PASSWORD, who


def statuses(ask, times, name, **data):
    return [ask(name, **data).status_code for _ in range(times)]


def test_a_password_is_not_guessed(ask, account):
    for _ in range(5):
        ask("account_login", login=account.email, password="faux")
    browser = Client()
    answer = ask("account_login", browser, login=account.email, password=PASSWORD)
    assert "Trop d’essais" in answer.content.decode()
    assert who(browser) is None, "even the right one waits"


def test_the_same_goes_for_an_address_without_account(ask):
    for _ in range(5):
        ask("account_login", login="personne@demo.example", password="faux")
    assert "Trop d’essais" in ask("account_login", login="personne@demo.example", password="faux").content.decode()


def test_many_accounts_are_not_tried_from_one_place(ask):
    for turn in range(10):
        ask("account_login", login=f"personne{turn}@demo.example", password="faux")
    assert "Trop d’essais" in ask("account_login", login="encore@demo.example", password="faux").content.decode()


def test_a_code_is_not_guessed(ask, account, letter):
    browser = Client()
    ask("account_request_login_code", browser, email=account.email)
    for _ in range(3):
        ask("account_confirm_login_code", browser, code="AAAA-AAAA")
    ask("account_confirm_login_code", browser, code=letter(account.email).code)
    assert who(browser) is None


@pytest.mark.parametrize("address", ["visiteur@demo.example", "personne@demo.example"])
def test_nobody_floods_a_mailbox(ask, account, address):
    assert 429 in statuses(ask, 8, "account_reset_password", email=address)
    assert Email.objects.filter(to=address).count() == 5
    for _ in range(8):
        answer = ask("account_request_login_code", email=address)
    assert "Trop d’essais" in answer.content.decode()
    assert Email.objects.filter(to=address).count() == 10
    for _ in range(4):
        ask("account_signup", email=address, password1="trois mots qui vont bien")
    assert Email.objects.filter(to=address).count() == 11


def test_too_many_log_ins_or_sign_ups_from_one_place_get_a_429(ask):
    assert 429 in statuses(ask, 31, "account_login", login="", password="")
    assert 429 in statuses(ask, 21, "account_signup", email="", password1="")


def test_a_person_who_enters_is_not_held_up(ask, account):
    for _ in range(8):
        browser = Client()
        ask("account_login", browser, login=account.email, password=PASSWORD)
        assert who(browser) == account


def test_the_counters_are_in_postgresql_and_many_fit(account, ask):
    assert django_settings.CACHES["default"]["LOCATION"] == "network_cache"
    ask("account_login", login=account.email, password="faux")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM network_cache WHERE cache_key LIKE '%%login_failed%%'")
        assert cursor.fetchone()[0] == 2
    assert caches["default"]._max_entries >= 20000, "a flood of addresses would push the counters out"


@pytest.mark.parametrize("proxies", [0, 1])
def test_a_forged_origin_does_not_go_round_the_limit(settings, db, proxies):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    for turn in range(12):
        forged = f"203.0.113.{turn}" + (", 198.51.100.7" if proxies else "")
        answer = Client().post("/compte/login/", {"login": f"p{turn}@demo.example", "password": "x"}, headers={"x-forwarded-for": forged})
    assert "Trop d’essais" in answer.content.decode()


def test_people_behind_our_proxy_are_told_apart(settings, db):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for turn in range(12):
        place = {"x-forwarded-for": f"203.0.113.{turn}"}
        answer = Client().post("/compte/login/", {"login": f"p{turn}@demo.example", "password": "x"}, headers=place)
    assert "Trop d’essais" not in answer.content.decode()


def test_a_server_on_a_socket_counts_too(account, client):
    answer = client.post("/compte/login/", {"login": account.email, "password": PASSWORD}, REMOTE_ADDR="")
    assert answer.status_code == 302
    assert who(client) == account

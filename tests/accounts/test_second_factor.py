"""The team and the board see nothing without a second factor given in this session; everybody may have one."""

import re
from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.test import Client
from django.urls import Resolver404, get_resolver, resolve, reverse

from network.accounts.second_factor import OPEN
from tests.accounts.conftest import PASSWORD, who

SETUP, AGAIN = "/compte/2fa/", "/compte/2fa/reauthenticate/"
SAMPLES = {"int": "1", "slug": "x", "str": "x", "path": "1", "uuid": str(uuid4())}


@pytest.fixture(autouse=True)
def demanded(settings):
    """As in production."""
    settings.REQUIRE_SECOND_FACTOR = True


def now(secret):
    """The six digits of this moment; each serves once, so the test forgets that it was used."""
    cache.clear()
    return format_hotp_value(hotp_value(secret, list(yield_hotp_counters_from_time())[1]))


@pytest.fixture
def enrol():
    """Gives a user a second factor; returns its secret."""

    def give(user):
        secret = generate_totp_secret()
        TOTP.activate(user, secret)
        RecoveryCodes.activate(user)
        return secret

    return give


def every_path():
    """One path for each address that the portal knows, made up where it takes parameters."""

    def walk(patterns, before=""):
        for pattern in patterns:
            here = before + str(pattern.pattern)
            yield from walk(pattern.url_patterns, here) if hasattr(pattern, "url_patterns") else [here]

    paths = set()
    for route in walk(get_resolver().url_patterns):
        path = re.sub(r"\(\?P<\w+>(?:[^()]|\([^()]*\))*\)", "x", route)
        path = re.sub(r"<(?:(\w+):)?\w+>", lambda match: SAMPLES.get(match[1] or "str", "x"), path)
        paths.add("/" + re.sub(r"[\^$]|\\Z", "", path))
    return paths


def test_the_walk_meets_every_address():
    unknown = []
    for path in every_path():
        try:
            resolve(path)
        except Resolver404:
            unknown.append(path)
    assert len(every_path()) > 100
    assert [path for path in unknown if not path.startswith("/admin/")] == []
    assert len(unknown) < 5


@pytest.mark.parametrize("role", ["staff", "board"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_without_a_second_factor_every_address_leads_to_it(role, method, request, client_of):
    browser = client_of(request.getfixturevalue(role))
    through = set()
    for path in every_path():
        try:
            name = resolve(path).view_name
        except Resolver404:
            continue
        if name in OPEN:
            continue
        response = getattr(browser, method)(path)
        if (response.status_code, response.get("Location")) != (302, SETUP):
            through.add(name)
    assert through == set()


@pytest.mark.parametrize("role", ["staff", "board"])
def test_having_one_is_not_enough_it_is_given_in_this_session(role, request, client_of, enrol):
    user = request.getfixturevalue(role)
    secret = enrol(user)
    browser = client_of(user)
    for path in ("/", "/admin/", "/mon-espace/"):
        assert browser.get(path)["Location"].startswith(AGAIN), path
    browser.post(f"{AGAIN}?next=/mon-espace/", {"code": now(secret)})
    assert browser.get("/mon-espace/").status_code == 200


def test_the_team_enrols_in_this_session_and_goes_on(client_of, staff, letter):
    browser = client_of(staff)
    assert "Votre rôle demande un second facteur" in browser.get("/admin/", follow=True).content.decode()
    assert "Confirmer que c’est vous" in browser.get(reverse("mfa_activate_totp"), follow=True).content.decode()
    browser.post(f"{reverse('account_reauthenticate')}?next={reverse('mfa_activate_totp')}", {"password": PASSWORD})
    secret = re.search(r'enrol-key">(\w+)<', browser.get(reverse("mfa_activate_totp")).content.decode())[1]
    answer = browser.post(reverse("mfa_activate_totp"), {"code": "000000"})
    assert "Ce code ne correspond pas" in answer.content.decode()
    answer = browser.post(reverse("mfa_activate_totp"), {"code": now(secret)}, follow=True)
    assert "Codes de secours" in answer.content.decode()
    assert Authenticator.objects.filter(user=staff).count() == 2
    assert browser.get("/admin/").status_code == 200


@pytest.mark.parametrize("way", ["password", "code"])
def test_entering_asks_for_it(ask, staff, enrol, letter, way):
    secret, browser = enrol(staff), Client()
    if way == "password":
        answer = ask("account_login", browser, login=staff.email, password=PASSWORD)
    else:
        ask("account_request_login_code", browser, email=staff.email)
        answer = ask("account_confirm_login_code", browser, code=letter(staff.email).code)
    assert "Donner le second facteur" in answer.content.decode()
    assert who(browser) is None
    ask("mfa_authenticate", browser, code="123")
    assert who(browser) is None
    ask("mfa_authenticate", browser, code=now(secret))
    assert who(browser) == staff
    assert browser.get("/admin/").status_code == 200


def test_digits_serve_once(ask, staff, enrol):
    secret = enrol(staff)
    digits = now(secret)
    for browser, expected in ((Client(), staff), (Client(), None)):
        ask("account_login", browser, login=staff.email, password=PASSWORD)
        ask("mfa_authenticate", browser, code=digits)
        assert who(browser) == expected


def test_a_recovery_code_serves_once(ask, staff, enrol):
    enrol(staff)
    code = Authenticator.objects.get(user=staff, type="recovery_codes").wrap().get_unused_codes()[0]
    for browser, expected in ((Client(), staff), (Client(), None)):
        ask("account_login", browser, login=staff.email, password=PASSWORD)
        ask("mfa_authenticate", browser, code=code)
        assert who(browser) == expected


def test_digits_are_not_guessed(ask, staff, enrol):
    secret, browser = enrol(staff), Client()
    ask("account_login", browser, login=staff.email, password=PASSWORD)
    for guess in range(6):
        answer = ask("mfa_authenticate", browser, code=f"00000{guess}")
    assert "Trop d’essais" in answer.content.decode()
    counters = list(yield_hotp_counters_from_time())
    ask("mfa_authenticate", browser, code=format_hotp_value(hotp_value(secret, counters[1])))
    assert who(browser) is None


def test_the_letter_of_a_new_password_does_not_go_round_it(ask, staff, enrol, letter):
    enrol(staff)
    ask("account_reset_password", email=staff.email)
    browser = Client()
    page = browser.get(letter(staff.email).link, follow=True)
    browser.post(page.redirect_chain[-1][0], {"password1": "trois mots qui vont bien", "password2": "trois mots qui vont bien"})
    ask("account_login", browser, login=staff.email, password="trois mots qui vont bien")
    assert who(browser) is None


def test_taking_it_away_shuts_the_team_out_again(client_of, staff, enrol):
    secret, browser = enrol(staff), client_of(staff)
    browser.post(AGAIN, {"code": now(secret)})
    assert browser.get("/admin/").status_code == 200
    browser.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.exists()
    other = client_of(staff)
    assert other.get("/admin/")["Location"] == SETUP


def test_an_address_waiting_for_its_confirmation_locks_nobody_out(client_of, staff):
    EmailAddress.objects.create(user=staff, email="autre@demo.example", verified=False)
    browser = client_of(staff)
    answer = browser.get(reverse("mfa_activate_totp"), follow=True)
    assert answer.status_code == 200
    assert browser.get(reverse("account_email")).status_code == 200


def test_others_are_free_to_have_one(client_of, account, enrol, ask):
    assert client_of(account).get("/mon-espace/").status_code == 200
    secret, browser = enrol(account), Client()
    ask("account_login", browser, login=account.email, password=PASSWORD)
    assert who(browser) is None
    ask("mfa_authenticate", browser, code=now(secret))
    assert who(browser) == account


def test_it_is_demanded_of_nobody_when_the_setting_is_off(client_of, staff, board, settings):
    settings.REQUIRE_SECOND_FACTOR = False
    assert client_of(staff).get("/admin/").status_code == 200
    assert client_of(board).get("/mon-espace/").status_code == 200


SENSITIVE = ["mfa_activate_totp", "mfa_generate_recovery_codes", "mfa_deactivate_totp"]


@pytest.mark.parametrize("name", SENSITIVE)
def test_sensitive_acts_ask_again_who_one_is(client_of, account, enrol, name):
    if name != "mfa_activate_totp":
        enrol(account)
    browser = client_of(account)
    before = list(Authenticator.objects.values())
    assert "reauthenticate" in browser.post(reverse(name), {"code": "000000"})["Location"]
    assert list(Authenticator.objects.values()) == before


def test_recovery_codes_are_hidden_until_one_shows_who_one_is(client_of, account, enrol):
    enrol(account)
    codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    browser = client_of(account)
    for name in ("mfa_view_recovery_codes", "mfa_download_recovery_codes"):
        assert codes[0] not in browser.get(reverse(name), follow=True).content.decode(), name
    browser.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert codes[0] in browser.get(reverse("mfa_view_recovery_codes")).content.decode()
    assert codes[0] in browser.get(reverse("mfa_download_recovery_codes")).content.decode()


def test_a_copy_of_the_database_opens_no_account(account, settings):
    secret = generate_totp_secret()
    TOTP.activate(account, secret)
    kept = Authenticator.objects.get(user=account)
    assert secret not in str(kept.data)
    # A new key of the site reads what the former one wrote.
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another-key-of-the-site" * 3
    assert kept.wrap().validate_code(now(secret))

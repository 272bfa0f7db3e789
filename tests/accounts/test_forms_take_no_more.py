"""What is posted beside a form's fields changes nothing, and nobody is sent elsewhere."""

import re
from urllib.parse import urljoin, urlsplit

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from network.accounts.models import BOARD_GROUP, User
from tests.accounts.conftest import PASSWORD, who

NEW = "trois mots qui vont bien"
EXTRA = {
    "is_staff": "1",
    "is_superuser": "on",
    "is_active": "1",
    "is_demo": "1",
    "groups": "1",
    "user_permissions": "1",
    "verified": "1",
    "primary": "1",
    "user": "1",
    "user_id": "1",
    "id": "1",
    "pk": "1",
    "username": "x",
    "date_joined": "2000-01-01",
    "email_verified": "1",
}


def powers(user):
    user.refresh_from_db()
    return [
        user.is_staff,
        user.is_superuser,
        user.is_demo,
        user.groups.count(),
        user.user_permissions.count(),
        user.date_joined.year > 2000,
    ]


def test_a_sign_up_gives_no_power(ask):
    Group.objects.create(name=BOARD_GROUP)
    ask("account_signup", **EXTRA, email="un@exemple.fr", password1=NEW)
    assert powers(User.objects.get()) == [False, False, False, 0, 0, True]
    assert not EmailAddress.objects.get().verified


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("account_email", {"action_add": "1", "email": "autre@exemple.fr"}),
        ("account_change_password", {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}),
        ("account_reauthenticate", {"password": PASSWORD}),
        ("usersessions_list", {}),
        ("account_login", {"login": "visiteur@demo.example", "password": PASSWORD}),
        ("account_reset_password", {"email": "visiteur@demo.example"}),
        ("account_request_login_code", {"email": "visiteur@demo.example"}),
    ],
)
def test_no_form_of_the_account_gives_power(ask, client_of, account, neighbour, name, data):
    Group.objects.create(name=BOARD_GROUP)
    before = User.objects.filter(pk=neighbour.pk).values().get()
    ask(name, client_of(account), **{**EXTRA, "user": neighbour.pk, "user_id": neighbour.pk}, **data)
    assert powers(account) == [False, False, False, 0, 0, True]
    assert User.objects.filter(pk=neighbour.pk).values().get() == before


ELSEWHERE = [
    "https://ailleurs.example/",
    "//ailleurs.example/",
    "/\\ailleurs.example/",
    "\\\\ailleurs.example",
    "https:ailleurs.example",
    "http:///ailleurs.example",
    "javascript:alert(1)",
    "\thttps://ailleurs.example",
    "https://testserver@ailleurs.example/",
    "http://testserver.ailleurs.example/",
    "/%09/ailleurs.example/../\n//ailleurs.example",
]


def _leads_elsewhere(response):
    """As a browser reads it: a backslash is a slash, control characters are dropped."""
    places = (re.sub(r"[\t\r\n]", "", place).replace("\\", "/") for place, _ in response.redirect_chain)
    return any(urlsplit(urljoin("http://testserver/compte/", place))[:2] != ("http", "testserver") for place in places)


@pytest.mark.parametrize("place", ELSEWHERE)
def test_entering_and_leaving_lead_nowhere_else(ask, account, client_of, letter, place):
    browser = Client()
    answers = [ask("account_login", browser, login=account.email, password=PASSWORD, next=place)]
    assert who(browser) == account
    answers.append(browser.get(reverse("account_login"), {"next": place}, follow=True))
    answers.append(ask("account_reauthenticate", browser, password=PASSWORD, next=place))
    answers.append(ask("account_logout", browser, next=place))
    answers.append(ask("account_signup", email="un@exemple.fr", password1=NEW, next=place))
    browser = Client()
    answers.append(ask("account_request_login_code", browser, email=account.email, next=place))
    answers.append(ask("account_confirm_login_code", browser, code=letter(account.email, "login_code").code, next=place))
    assert who(browser) == account
    answers.append(client_of(None).get("/admin/", {"next": place}, follow=True))
    assert not [answer.redirect_chain for answer in answers if _leads_elsewhere(answer)]


def test_one_comes_back_to_the_page_asked_for(ask, account):
    answer = ask("account_login", login=account.email, password=PASSWORD, next="/annuaire/?q=mali")
    assert answer.redirect_chain[-1][0] == "/annuaire/?q=mali"


def test_links_in_letters_lead_home_whatever_host_was_asked(account, letter, settings):
    settings.ALLOWED_HOSTS = ["*"]
    Client().post(reverse("account_reset_password"), {"email": account.email}, headers={"host": "ailleurs.example"})
    assert settings.SITE_URL + "/compte/" in letter(account.email).text
    assert "ailleurs.example" not in letter(account.email).text


@pytest.mark.parametrize(
    "name", ["account_login", "account_signup", "account_logout", "account_reset_password", "account_request_login_code"]
)
def test_a_post_without_its_token_is_refused(db, name):
    assert Client(enforce_csrf_checks=True).post(reverse(name), {}).status_code == 403

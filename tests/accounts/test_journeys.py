"""Opening an account, entering, changing what opens it: as people do, letters included."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse

from network.accounts.models import User
from network.notifications.models import Email
from tests.accounts.conftest import PASSWORD, who

NEW = "trois mots qui vont bien"


def test_signing_up_confirming_and_entering(ask, letter):
    browser = Client()
    answer = ask("account_signup", browser, email="Nouvelle@Exemple.fr", password1=NEW, first_name="Awa")
    assert "Confirmez votre adresse" in answer.content.decode()
    assert who(browser) is None
    link = letter("nouvelle@exemple.fr", "email_confirmation_signup").link
    assert "Confirmer cette adresse" in browser.get(link).content.decode()
    assert not EmailAddress.objects.get().verified, "reading the page confirms nothing: mail programs follow links"
    browser.post(link)
    assert EmailAddress.objects.get().verified
    ask("account_login", browser, login="nouvelle@exemple.fr", password=NEW)
    assert (who(browser).first_name, who(browser).email) == ("Awa", "nouvelle@exemple.fr")


def test_an_unconfirmed_address_does_not_enter(ask, unconfirmed, letter):
    browser = Client()
    answer = ask("account_login", browser, login=unconfirmed.email, password=PASSWORD)
    assert who(browser) is None
    assert "Confirmez votre adresse" in answer.content.decode()
    assert letter(unconfirmed.email, "email_confirmation").link


def test_entering_by_code(ask, account, letter):
    browser = Client()
    ask("account_request_login_code", browser, email=account.email)
    ask("account_confirm_login_code", browser, code=letter(account.email, "login_code").code.lower())
    assert who(browser) == account


def test_a_code_confirms_the_address_it_was_sent_to(ask, unconfirmed, letter):
    browser = Client()
    ask("account_request_login_code", browser, email=unconfirmed.email)
    ask("account_confirm_login_code", browser, code=letter(unconfirmed.email, "login_code").code)
    assert who(browser) == unconfirmed
    assert EmailAddress.objects.get().verified


def test_choosing_a_new_password_by_letter(ask, account, letter):
    ask("account_reset_password", email=account.email)
    browser = Client()
    page = browser.get(letter(account.email, "password_reset_key").link, follow=True)
    browser.post(page.redirect_chain[-1][0], {"password1": NEW, "password2": NEW})
    assert letter(account.email).kind == "password_reset"
    ask("account_login", browser, login=account.email, password=NEW)
    assert who(browser) == account


def test_changing_address(log_in, ask, account, letter):
    browser = log_in(account)
    answer = ask("account_email", browser, email="ailleurs@exemple.fr", action_add="1")
    assert "Confirmer que c’est vous" in answer.content.decode()
    answer = ask("account_reauthenticate", browser, query="?next=/compte/email/", password=PASSWORD)
    assert "ailleurs@exemple.fr attend votre confirmation" in answer.content.decode(), "what was asked before goes on"
    account.refresh_from_db()
    assert account.email == "visiteur@demo.example", "nothing changes before the link is followed"
    browser.post(letter("ailleurs@exemple.fr", "email_confirmation").link)
    account.refresh_from_db()
    assert account.email == "ailleurs@exemple.fr"
    assert list(EmailAddress.objects.values_list("email", "verified", "primary")) == [("ailleurs@exemple.fr", True, True)]
    assert "ailleurs@exemple.fr" in letter("visiteur@demo.example", "email_changed").text


def test_an_account_without_password_may_choose_one(client_of, ask, account):
    account.set_unusable_password()
    account.save()
    browser = client_of(account)
    assert browser.get(reverse("account_change_password"), follow=True).redirect_chain[-1][0] == reverse("account_set_password")
    ask("account_set_password", browser, password1=NEW, password2=NEW)
    account.refresh_from_db()
    assert account.check_password(NEW)


@pytest.mark.parametrize(
    ("password", "said"), [("court", "12 caractères"), ("123456789012", "numérique"), ("visiteur@demo.ex", "ressemble|semblable")]
)
def test_a_weak_password_is_refused_in_french(ask, password, said):
    answer = ask("account_signup", email="visiteur@demo.example", password1=password).content.decode()
    assert any(words in answer for words in said.split("|"))
    assert not User.objects.exists()
    assert 'value="visiteur@demo.example"' in answer, "what was typed stays"


def test_logging_out_is_a_post(client_of, account):
    browser = client_of(account)
    assert "Se déconnecter" in browser.get(reverse("account_logout")).content.decode()
    assert who(browser) == account
    browser.post(reverse("account_logout"))
    assert who(browser) is None


def test_a_closed_account_does_not_enter(ask, account, letter):
    account.is_active = False
    account.save()
    browser = Client()
    ask("account_login", browser, login=account.email, password=PASSWORD)
    ask("account_request_login_code", browser, email=account.email)
    assert who(browser) is None
    assert letter(account.email).kind == "unknown_account"
    assert not Email.objects.filter(kind="login_code").exists()


FORMS = [
    ("account_login", {"login": "username", "password": "current-password"}),
    ("account_signup", {"email": "email", "password1": "new-password", "first_name": "given-name", "last_name": "family-name"}),
    ("account_reset_password", {"email": "username"}),
    ("account_request_login_code", {"email": "username"}),
]


@pytest.mark.parametrize(("name", "fields"), FORMS)
def test_forms_help_browsers_fill_them_in(client, db, name, fields):
    page = client.get(reverse(name)).content.decode()
    for field, autocomplete in fields.items():
        tag = re.search(rf'<input[^>]*name="{field}"[^>]*>', page)[0]
        assert f'autocomplete="{autocomplete}"' in tag, field
        assert f'for="id_{field}"' in page, field
    assert "placeholder" not in page


def test_sign_up_says_what_becomes_of_the_data(client, db):
    page = client.get(reverse("account_signup")).content.decode()
    assert "Ce que deviennent vos données" in page
    assert reverse("portal:privacy") in page

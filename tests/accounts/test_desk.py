"""The team's desk: accounts opened and helped, e-mails and the audit trail read; no secret shown, no power taken."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from network.accounts.models import User
from network.audit.models import Entry
from network.notifications.enums import Status
from network.notifications.models import Email
from network.notifications.services import send
from tests.accounts.conftest import PASSWORD, who
from tests.desk import marks

ACCOUNTS = "/admin/accounts/user/"


@pytest.fixture
def clerk(db):
    """Staff who may manage accounts and e-mails, but not everything."""
    user = User.objects.create_user("accueil@demo.example", PASSWORD, is_staff=True)
    user.user_permissions.set(Permission.objects.filter(content_type__app_label__in=["accounts", "notifications", "audit"]))
    return user


def _change(browser, user, **fields):
    data = {"email": user.email, "first_name": user.first_name, "last_name": user.last_name}
    data |= {name: "on" for name in ("is_active", "is_staff", "is_superuser") if getattr(user, name)}
    data |= {"emailaddress_set-TOTAL_FORMS": "0", "emailaddress_set-INITIAL_FORMS": "0"} | fields
    address = f"{ACCOUNTS}{user.pk}/change/"
    return browser.post(address, {name: value for name, value in data.items() if value is not None} | marks(browser, address))


def test_an_account_opens_without_password_by_a_letter(client_of, staff, letter, ask):
    client_of(staff).post(f"{ACCOUNTS}add/", {"email": "Awa@Exemple.fr", "first_name": "Awa", "last_name": ""})
    user = User.objects.get(email="awa@exemple.fr")
    assert not user.has_usable_password()
    assert reverse("account_request_login_code") in letter("awa@exemple.fr", "account_opened").text
    browser = Client()
    ask("account_request_login_code", browser, email=user.email)
    ask("account_confirm_login_code", browser, code=letter(user.email, "login_code").code)
    assert who(browser) == user
    assert Entry.objects.filter(verb="ouvrir le compte", by=staff).exists()


def test_no_hash_of_a_password_is_shown(client_of, staff, account):
    page = client_of(staff).get(f"{ACCOUNTS}{account.pk}/change/").content.decode()
    assert account.password not in page
    assert account.password[:12] not in page
    assert 'name="password"' not in page


def test_a_password_is_never_set_from_the_desk(client_of, staff, account):
    _change(client_of(staff), account, password="x", password1="x" * 14, password2="x" * 14)
    before = account.password
    account.refresh_from_db()
    assert account.password == before
    assert client_of(staff).get("/admin/password_change/")["Location"] == reverse("account_change_password")


def test_a_corrected_address_is_to_be_confirmed_and_sessions_end(client_of, staff, account, log_in):
    session = log_in(account)
    _change(client_of(staff), account, email="juste@exemple.fr")
    account.refresh_from_db()
    assert account.email == "juste@exemple.fr"
    assert list(EmailAddress.objects.filter(user=account).values_list("email", "verified")) == [("juste@exemple.fr", False)]
    assert session.get("/mon-espace/").status_code == 302


def test_two_accounts_do_not_share_an_address(client_of, staff, account, neighbour):
    answer = _change(client_of(staff), account, email=neighbour.email.upper())
    account.refresh_from_db()
    assert account.email == "visiteur@demo.example"
    assert "a déjà un compte" in answer.content.decode()


def test_who_may_not_do_everything_gives_no_role(client_of, clerk, account, staff):
    _change(client_of(clerk), account, is_staff="on", is_superuser="on", groups="1", first_name="Autre")
    account.refresh_from_db()
    assert (account.first_name, account.is_staff, account.is_superuser) == ("Autre", False, False)
    _change(client_of(clerk), clerk, is_superuser="on")
    clerk.refresh_from_db()
    assert not clerk.is_superuser
    assert _change(client_of(clerk), staff, first_name="X").status_code == 403


def test_roles_are_recorded(client_of, staff, account):
    _change(client_of(staff), account, is_staff="on")
    account.refresh_from_db()
    assert account.is_staff
    assert Entry.objects.get(verb="changer les rôles").changes == {"is_staff": [False, True]}


def test_a_lost_phone(client_of, staff, account, letter, log_in):
    session = log_in(account)
    TOTP.activate(account, "ABCDEFGHABCDEFGHABCDEFGHABCDEFGH")
    client_of(staff).post(ACCOUNTS, {"action": "remove_second_factor", "_selected_action": [account.pk]})
    assert not Authenticator.objects.exists()
    assert letter(account.email).kind == "second_factor_removed"
    assert session.get("/mon-espace/").status_code == 302
    assert Entry.objects.filter(verb="retirer le second facteur", by=staff).exists()
    answer = client_of(staff).post(ACCOUNTS, {"action": "remove_second_factor", "_selected_action": [account.pk]}, follow=True)
    assert "n’a pas de second facteur" in answer.content.decode()


def test_accounts_are_not_deleted_from_a_list(client_of, staff, account):
    assert client_of(staff).post(f"{ACCOUNTS}{account.pk}/delete/", {"post": "yes"}).status_code == 403
    assert User.objects.filter(pk=account.pk).exists()


def test_secrets_of_the_second_factor_have_no_desk(client_of, staff):
    assert not admin.site.is_registered(Authenticator)
    for path in ("/admin/mfa/authenticator/", "/admin/usersessions/usersession/", "/admin/account/emailaddress/"):
        assert client_of(staff).get(path).status_code == 404


def test_the_desk_has_the_same_door_as_the_rest(client, db, client_of, account):
    assert client.get("/admin/login/", follow=True).redirect_chain[-1][0].startswith(reverse("account_login"))
    assert client.post("/admin/login/", {"username": "equipe@demo.example", "password": PASSWORD}).status_code == 302
    assert who(client) is None
    assert client_of(account).get("/admin/login/").status_code == 403


@pytest.fixture
def link(staff):
    """A letter that opens an account, and one that opens nothing."""
    return send(kind="login_code", to="visiteur@demo.example", context={"code": "ABC-123"})


def test_emails_are_read_but_not_those_that_open_an_account(client_of, staff, link):
    browser = client_of(staff)
    opened = send(kind="account_opened", to="un@exemple.fr")
    for page in ("/admin/notifications/email/", f"/admin/notifications/email/{link.pk}/change/"):
        text = browser.get(page).content.decode()
        assert "visiteur@demo.example" in text
        assert "ABC-123" not in text
    assert "Aucun mot de passe à retenir" in browser.get(f"/admin/notifications/email/{opened.pk}/change/").content.decode()
    assert browser.post(f"/admin/notifications/email/{link.pk}/change/", {"subject": "x"}).status_code == 403
    assert browser.post(f"/admin/notifications/email/{link.pk}/delete/", {"post": "yes"}).status_code == 403
    assert browser.get("/admin/notifications/email/add/").status_code == 403


def test_a_doubtful_email_is_sent_again_from_the_desk(client_of, staff, link):
    Email.objects.filter(pk=link.pk).update(status=Status.DOUBTFUL, next_try_at=None)
    client_of(staff).post("/admin/notifications/email/", {"action": "send_again", "_selected_action": [link.pk]})
    assert Email.objects.get().status == Status.QUEUED
    assert Entry.objects.filter(verb="renvoyer", by=staff).exists()
    answer = client_of(staff).post("/admin/notifications/email/", {"action": "send_again", "_selected_action": [link.pk]}, follow=True)
    assert "rien à renvoyer" in answer.content.decode()


def test_the_audit_trail_is_read_and_never_written(client_of, staff, account):
    _change(client_of(staff), account, is_staff="on")
    entry, browser = Entry.objects.get(), client_of(staff)
    assert "changer les rôles" in browser.get("/admin/audit/entry/").content.decode()
    assert browser.get(f"/admin/audit/entry/{entry.pk}/change/").status_code == 200
    assert browser.post(f"/admin/audit/entry/{entry.pk}/change/", {"verb": "x"}).status_code == 403
    assert browser.post(f"/admin/audit/entry/{entry.pk}/delete/", {"post": "yes"}).status_code == 403
    assert browser.get("/admin/audit/entry/add/").status_code == 403

"""The team's pages: read, reword, look, go back; and the log of what was sent to whom."""

import re
from html import unescape

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from network.accounts.models import User
from network.notifications import services
from network.notifications.enums import Status
from network.notifications.models import Email, EmailWording
from network.notifications.registry import all_kinds, get_kind
from tests.notifications.test_rewording import READY, mail, use, words

LIST = "/admin/notifications/emailwording/"
PAGE = reverse("admin:notifications_emailwording_kind", args=[READY])
LOG = "/admin/notifications/email/"


@pytest.fixture
def desk(client_of, staff):
    return client_of(staff)


def seen(page):
    return unescape(re.search(r'name="seen" value="([^"]*)"', page.text)[1])


def save(desk, **changed):
    return desk.post(PAGE, {"act": "save", "seen": seen(desk.get(PAGE)), **words(**changed)})


def test_every_kind_is_listed_and_can_be_read(desk):
    page = desk.get(LIST).text
    for kind in all_kinds():
        address = reverse("admin:notifications_emailwording_kind", args=[kind.name])
        assert f'href="{address}"' in page
        assert desk.get(address).status_code == 200
        frame = desk.get(reverse("admin:notifications_emailwording_frame", args=[kind.name, "origine"]))
        assert frame.status_code == 200
        assert "default-src 'none'" in frame["Content-Security-Policy"]
        assert "unsafe" not in frame["Content-Security-Policy"]


def test_the_list_costs_the_same_with_and_without_wordings(desk, staff):
    desk.get(LIST)
    counts = []
    for kind in (READY, "password_changed"):
        with CaptureQueriesContext(connection) as queries:
            desk.get(LIST)
        counts.append(len(queries))
        if kind == READY:
            use(staff)
            mail()
    assert counts[0] == counts[1]


def test_a_wording_is_written_looked_at_used_and_taken_back(desk):
    assert save(desk).status_code == 302
    page = desk.get(PAGE)
    assert "Aperçu\u00a0: brouillon" in page.text
    assert "Annuaire des acteurs vous attend" in page.text
    draft = EmailWording.objects.get()
    frame = desk.get(reverse("admin:notifications_emailwording_frame", args=[READY, draft.pk]))
    assert "Voici <b>Annuaire des acteurs</b>" in frame.text
    assert frame["X-Frame-Options"] == "SAMEORIGIN"
    desk.post(PAGE, {"act": "use"})
    assert mail().subject == "Annuaire vous attend"
    desk.post(PAGE, {"act": "back"})
    assert mail().subject == "Votre document est prêt\u00a0: Annuaire"
    desk.post(PAGE, {"act": "take", "wording": draft.pk})
    assert EmailWording.objects.draft(READY).subject == words()["subject"]


def test_what_is_refused_is_said_beside_its_field_and_nothing_typed_is_lost(desk):
    page = save(desk, text="Bonjour\n{{ inconnue }}")
    assert page.status_code == 200
    text = unescape(page.text)
    assert "Ligne 2\u00a0: La variable «\u00a0inconnue\u00a0» n’existe pas dans ce courriel." in text
    assert "Bonjour\n{{ inconnue }}</textarea>" in text
    assert "<title>Erreur" in page.text
    assert not EmailWording.objects.exists()


def test_a_second_save_keeps_one_s_version_after_a_warning(desk, member):
    before = seen(desk.get(PAGE))
    services.save_draft(kind=get_kind(READY), by=member, **words())
    page = desk.post(PAGE, {"act": "save", "seen": before, **words(subject="Le mien")})
    assert "a modifié ce courriel pendant que vous écriviez" in page.text
    assert 'value="Le mien"' in page.text
    assert desk.post(PAGE, {"act": "save", "seen": seen(page), **words(subject="Le mien")}).status_code == 302
    assert EmailWording.objects.draft(READY).subject == "Le mien"


@pytest.mark.parametrize("posted", [{}, {"act": "erase"}, {"act": "use"}, {"act": "back"}, {"act": "save", "text": "\x00"}])
def test_what_nobody_would_post_is_answered(desk, posted):
    assert desk.post(PAGE, posted).status_code in {200, 302}
    assert not EmailWording.objects.exists()


@pytest.mark.parametrize("posted", [{"act": "take"}, {"act": "sample", "wording": "9" * 30}, {"act": "take", "wording": "²"}])
def test_a_wording_that_is_not_there_is_a_404(desk, posted):
    assert desk.post(PAGE, posted).status_code == 404


def test_a_script_typed_in_a_wording_runs_nowhere(desk):
    """Shown again after its refusal, it is text."""
    page = save(desk, html="<script>alert(1)</script>", subject="<script>alert(2)</script>")
    assert "<script>alert" not in page.text


def test_whoever_only_reads_cannot_write(client_of, db):
    reader = User.objects.create_user("lecture@demo.example", "demonstration", is_staff=True)
    client = client_of(reader)
    assert client.get(LIST).status_code == client.get(PAGE).status_code == 403
    reader.user_permissions.add(Permission.objects.get(codename="view_emailwording"))
    assert client.get(PAGE).status_code == 200
    assert "Enregistrer le brouillon" not in client.get(PAGE).text
    assert client.post(PAGE, {"act": "save", **words()}).status_code == 403


def test_the_log_says_what_was_sent_to_whom(desk, member):
    email = services.send(kind="password_changed", to=member, context={"ip": "192.0.2.1"})
    page = desk.get(LOG)
    assert f'href="{reverse("admin:accounts_user_change", args=[member.pk])}"' in page.text
    assert "Votre mot de passe a changé" in page.text
    one = desk.get(reverse("admin:notifications_email_change", args=[email.pk]))
    assert "192.0.2.1" in one.text
    assert "192.0.2.1" in desk.get(reverse("admin:notifications_email_frame", args=[email.pk])).text


def test_the_log_is_searched_and_narrowed(desk, member, neighbour):
    services.send(kind="password_changed", to=member, context={"ip": "192.0.2.1"})
    services.send(kind="login_code", to=neighbour, context={"code": "XYZ-987"})

    def found(**query):
        return [email.to for email in desk.get(LOG, query).context["cl"].result_list]

    assert found(q="Voisine") == [neighbour.email]
    assert found(q="mot de passe") == [member.email]
    assert found(sorte="login_code") == [neighbour.email]
    assert found(etat="decider") == []
    assert found(q="XYZ-987") == [], "a search does not tell a code"
    assert found(q="\x00") != []


def test_what_opens_an_account_is_read_by_nobody(desk, neighbour):
    email = services.send(kind="login_code", to=neighbour, context={"code": "XYZ-987"})
    for address in (LOG, reverse("admin:notifications_email_change", args=[email.pk])):
        assert "XYZ-987" not in desk.get(address).text
    assert desk.get(reverse("admin:notifications_email_frame", args=[email.pk])).status_code == 404


def test_what_was_given_up_is_sent_again_from_its_page(desk, member):
    email = services.send(kind="password_changed", to=member, context={"ip": "192.0.2.1"})
    address = reverse("admin:notifications_email_send_again", args=[email.pk])
    page = reverse("admin:notifications_email_change", args=[email.pk])
    assert address not in desk.get(page).text
    assert "rien à renvoyer" in desk.post(address, follow=True).text
    Email.objects.filter(pk=email.pk).update(status=Status.DOUBTFUL, next_try_at=None)
    assert address in desk.get(page).text
    assert desk.get(address).status_code == 405
    desk.post(address)
    email.refresh_from_db()
    assert email.status == Status.QUEUED

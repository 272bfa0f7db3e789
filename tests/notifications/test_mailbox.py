"""The mailbox of the local run shows every e-mail; elsewhere it does not exist."""

import re

import pytest
from django.urls import reverse

from network.notifications.models import Email

LIST = "/courriels/"


def pages(email):
    return [LIST, email.get_absolute_url(), reverse("notifications:frame", args=[email.pk])]


def test_it_shows_every_email_newest_first_to_anybody(client, write):
    write(to="a@demo.example")
    write(kind="login_code", to="b@demo.example")
    text = client.get(LIST).content.decode()
    assert text.index("ABC-123") < text.index("Confirmez la nouvelle adresse")


def test_it_keeps_one_address(client, write):
    write(to="a@demo.example")
    write(kind="login_code", to="b@demo.example")
    text = client.get(LIST, {"adresse": " A@demo.example"}).content.decode()
    assert "Confirmez la nouvelle adresse" in text
    assert "ABC-123" not in text


def test_it_says_what_to_do_when_it_is_empty(client, db):
    assert reverse("account_request_login_code") in client.get(LIST).content.decode()
    assert "Aucun courriel à cette adresse" in client.get(LIST, {"adresse": "x"}).content.decode()


def test_the_link_can_be_followed_there(client, write):
    email = write()
    for page in pages(email)[1:]:
        assert 'href="http://127.0.0.1/compte/confirm-email/cle/"' in client.get(page).content.decode()


def test_the_frame_runs_nothing_and_is_framed_by_us_alone(client, write):
    response = client.get(pages(write())[2])
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert re.search(r"style-src 'sha256-[\w+/=]+'", policy)
    assert "frame-ancestors 'self'" in policy
    assert "sandbox allow-top-navigation-by-user-activation" in policy
    assert response["X-Frame-Options"] == "SAMEORIGIN"


def test_it_does_not_exist_outside_the_demonstration(client, write, settings, client_of, staff):
    email = write()
    settings.DEMONSTRATION = False
    for page in pages(email):
        assert client.get(page).status_code == 404
        assert client_of(staff).get(page).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_it_asks_the_same_questions_for_one_and_for_many(client, write, django_assert_num_queries, count):
    for _ in range(count):
        write()
    with django_assert_num_queries(3):
        client.get(LIST)


def test_reading_changes_nothing(client, write):
    email = write()
    before = Email.objects.values().get()
    for page in pages(email):
        client.get(page)
        assert client.post(page).status_code == 405
    assert Email.objects.values().get() == before

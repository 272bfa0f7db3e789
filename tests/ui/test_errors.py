"""Error pages: in the site's dress, with the right status, and a 500 that needs nothing."""

import logging

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import connection
from django.test import Client
from django.urls import include, path

from network.ui import errors


def _raises(error):
    def view(request):
        raise error

    return view


urlpatterns = [
    path("", include("network.urls")),
    path("faux/400/", _raises(SuspiciousOperation("no"))),
    path("faux/403/", _raises(PermissionDenied("no"))),
    path("faux/500/", _raises(RuntimeError("secret detail"))),
]
handler400, handler403, handler404, handler500 = (
    f"network.ui.errors.{name}" for name in ("bad_request", "forbidden", "not_found", "server_error")
)


@pytest.fixture
def visitor(settings):
    settings.ROOT_URLCONF = __name__
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("address", "status", "title"),
    [
        ("/faux/400/", 400, "Le portail n’a pas compris cette demande"),
        ("/faux/403/", 403, "Votre compte n’ouvre pas cette page"),
        ("/nulle/part/", 404, "Cette page n’est pas sur la carte"),
        ("/faux/500/", 500, "Le portail n’a pas pu répondre"),
    ],
)
def test_an_error_has_its_page_and_its_status(address, status, title, visitor, db, settings):
    response = visitor.get(address)
    page = response.content.decode()
    assert response.status_code == status
    assert f"<h1>{title}</h1>" in page
    assert settings.NETWORK["name"] in page
    assert "secret detail" not in page


def test_a_form_whose_protection_expired_says_how_to_keep_what_was_typed(settings, db):
    response = Client(enforce_csrf_checks=True).post("/recherche/", {"q": "eau"})
    assert response.status_code == 403
    assert "Ce formulaire a expiré" in response.content.decode()


def test_a_500_needs_no_database(visitor, settings):
    """Without the `db` fixture, any query fails."""
    response = visitor.get("/faux/500/")
    assert response.status_code == 500
    assert "Le portail n’a pas pu répondre" in response.content.decode()


def test_a_page_whose_database_is_gone_is_a_500_in_the_same_dress(visitor, db, django_db_blocker):
    connection.close()
    visitor.cookies["sessionid"] = "x" * 32
    with django_db_blocker.block():
        response = visitor.get("/faux/403/")
    assert response.status_code == 500
    assert "Le portail n’a pas pu répondre" in response.content.decode()


def test_a_500_survives_its_own_template(visitor, settings, caplog):
    settings.NETWORK = None
    settings.TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates"}]
    with caplog.at_level(logging.CRITICAL):
        response = errors.server_error(None)
    assert response.status_code == 500
    assert "Le portail n’a pas pu répondre" in response.content.decode()

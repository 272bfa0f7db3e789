"""Limits: the request too many is refused with the moment to come back, by person or by address, with or without Redis."""

import time

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import caches
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import include, path

from network.ui import throttle


@throttle.throttled("search")
def asked(request):
    return HttpResponse("fait")


urlpatterns = [path("", include("network.urls")), path("faux/recherche/", asked)]


@pytest.fixture
def limited(settings):
    """Three searches an hour, on a clean count."""
    settings.ROOT_URLCONF = __name__
    settings.THROTTLE = {"search": "3/3600"}
    caches["pages"].clear()
    throttle.memory.clear()
    yield settings
    throttle.memory.clear()


def _redis_is_there():
    return caches["pages"].set("throttle-test", 1) is None and caches["pages"].get("throttle-test") == 1


def _statuses(client, times, **headers):
    return [client.get("/faux/recherche/", **headers).status_code for _ in range(times)]


@pytest.fixture
def without_redis(settings):
    """The page cache at an address where nobody answers."""
    settings.CACHES = {**settings.CACHES, "pages": {**settings.CACHES["pages"], "LOCATION": "unix:///tmp/personne.sock?db=0"}}


def test_the_request_too_many_is_refused(limited, client, db):
    assert _redis_is_there()
    assert _statuses(client, 4) == [200, 200, 200, 429]
    response = client.get("/faux/recherche/")
    assert 1 <= int(response["Retry-After"]) <= 3600
    assert "Trop de demandes en peu de temps" in response.content.decode()
    assert "no-store" in response["Cache-Control"]


def test_the_count_is_kept_in_redis_for_all_processes(limited, client, db):
    _statuses(client, 3)
    throttle.memory.clear()
    assert _statuses(client, 1) == [429]


def test_the_limit_holds_while_redis_is_away_and_nobody_waits(limited, without_redis, client, db):
    assert not _redis_is_there()
    start = time.monotonic()
    assert _statuses(client, 4) == [200, 200, 200, 429]
    assert time.monotonic() - start < 3


def test_each_person_and_each_address_has_its_own_count(limited, client_of, account, member, db):
    assert _statuses(client_of(account), 4)[-1] == 429
    assert _statuses(client_of(member), 3) == [200] * 3
    assert _statuses(client_of(None), 3, REMOTE_ADDR="203.0.113.7") == [200] * 3
    assert _statuses(client_of(None), 1, REMOTE_ADDR="203.0.113.8") == [200]


def test_an_address_that_the_asker_wrote_is_not_believed(limited, client, db):
    for forged in range(3):
        client.get("/faux/recherche/", headers={"X-Forwarded-For": f"198.51.100.{forged}"})
    assert client.get("/faux/recherche/", headers={"X-Forwarded-For": "198.51.100.99"}).status_code == 429
    limited.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    request = RequestFactory().get("/", headers={"X-Forwarded-For": "198.51.100.99, 203.0.113.7"}, REMOTE_ADDR="10.0.0.1")
    assert throttle.address(request) == "203.0.113.7"


def test_a_household_of_one_ipv6_network_counts_as_one(limited, client, db):
    for host in range(3):
        client.get("/faux/recherche/", REMOTE_ADDR=f"2001:db8:1:2:3:4:5:{host}")
    assert client.get("/faux/recherche/", REMOTE_ADDR="2001:db8:1:2:9:9:9:9").status_code == 429
    assert client.get("/faux/recherche/", REMOTE_ADDR="2001:db8:1:3::1").status_code == 200


def test_who_asks_for_json_is_answered_in_json(limited, client, db):
    _statuses(client, 3)
    response = client.get("/faux/recherche/", headers={"Accept": "application/json"})
    assert response.status_code == 429
    assert response.json()["error"]


def test_an_empty_table_turns_the_limits_off(limited, client, db):
    limited.THROTTLE = {}
    assert set(_statuses(client, 10)) == {200}


def test_a_scope_that_the_table_forgets_is_an_error(limited):
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    with pytest.raises(ImproperlyConfigured, match="export"):
        throttle.check(request, "export")

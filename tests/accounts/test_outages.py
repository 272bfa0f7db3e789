"""A real server while Redis is away and while PostgreSQL restarts: pages, log-in and sign-up go on; letters leave later."""

import http.cookiejar
import re
import time
import urllib.error
import urllib.parse
import urllib.request

import pytest
from allauth.account.models import EmailAddress
from django.db import connection

from network.accounts.models import User
from network.notifications.enums import Status
from network.notifications.models import Email
from tests.accounts.conftest import PASSWORD
from tests.running import Gate, process, redis, web

pytestmark = pytest.mark.django_db(transaction=True)
PUBLIC = ["/", "/annuaire/", "/recherche/?q=eau", "/compte/login/", "/compte/signup/", "/mentions-legales/"]


class Browser:
    """Just enough of one: cookies, forms, redirects."""

    def __init__(self, address):
        self.address = address
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))

    def get(self, path, data=None):
        """`(status, where one ends up, page)`."""
        try:
            with self._opener.open(self.address + path, data, timeout=30) as response:
                return response.status, response.url.removeprefix(self.address), response.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, path, ""

    def post(self, path, **data):
        """Fills in the form of the page and sends it."""
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.get(path)[2])[1]
        return self.get(path, urllib.parse.urlencode({**data, "csrfmiddlewaretoken": token}).encode())


@pytest.fixture
def resident(transactional_db, settings):
    """Somebody with an account, whose password the server can check."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    user = User.objects.create_user("membre@demo.example", PASSWORD)
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    return user


def _everything_works(address, turn):
    started = time.monotonic()
    browser = Browser(address)
    for path in PUBLIC:
        assert browser.get(path)[0] == 200, path
    assert browser.post("/compte/login/", login="membre@demo.example", password=PASSWORD)[:2] == (200, "/mon-espace/")
    newcomer = f"nouvelle{turn}@exemple.fr"
    status, _, page = Browser(address).post("/compte/signup/", email=newcomer, password1="trois mots qui vont bien")
    assert (status, "Confirmez votre adresse" in page) == (200, True)
    assert User.objects.filter(email=newcomer).exists()
    return time.monotonic() - started


def _status_of(address):
    return Email.objects.get(to=address).status


def test_redis_away_stops_nobody_and_letters_leave_when_it_is_back(resident, tmp_path):
    path = tmp_path / "redis.sock"
    url = f"unix://{path}?db=0"
    with web(REDIS_URL=url) as address:
        _everything_works(address, 1)
        assert _status_of("nouvelle1@exemple.fr") == Status.QUEUED
        with redis(path):
            with process("-m", "celery", "-A", "network", "worker", "-c", "1", "-l", "warning", "--without-gossip", REDIS_URL=url):
                publish = "import django; django.setup(); from network.notifications.tasks import resend_due; resend_due.delay()"
                with process("-c", publish, REDIS_URL=url) as beat:  # what beat does every half minute
                    beat.wait(60)
                deadline = time.monotonic() + 60
                while _status_of("nouvelle1@exemple.fr") != Status.SENT and time.monotonic() < deadline:
                    time.sleep(0.2)
            assert _status_of("nouvelle1@exemple.fr") == Status.SENT
            _everything_works(address, 2)


def test_a_frozen_redis_stops_nobody(resident, tmp_path):
    path = tmp_path / "redis.sock"
    with redis(path) as server, web(REDIS_URL=f"unix://{path}?db=0") as address:
        _everything_works(address, 1)
        server.send_signal(19)  # SIGSTOP
        _everything_works(address, 2)


def test_connections_that_postgresql_closed_are_seen_by_nobody(resident, tmp_path):
    with web(REDIS_URL=f"unix://{tmp_path}/none.sock?db=0") as address:
        _everything_works(address, 0)
        for _ in range(3):
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
                assert cursor.rowcount > 0
            answers = [Browser(address).get(path)[0] for path in PUBLIC * 2]
            assert set(answers) == {200}
    connection.close()
    connection.close_pool()  # the test's own pool lost connections too: the next test has a new one


def test_nobody_waits_once_postgresql_is_back(resident, tmp_path):
    gate = Gate(tmp_path)
    gate.open()
    with web(DATABASE_URL=gate.address, REDIS_URL=f"unix://{tmp_path}/none.sock?db=0") as address:
        _everything_works(address, 0)
        gate.close()
        down = time.monotonic()
        assert Browser(address).get("/annuaire/")[0] == 500
        time.sleep(max(0, down + 17 - time.monotonic()))
        gate.open()
        back = time.monotonic()
        assert [Browser(address).get(path)[0] for path in PUBLIC] == [200] * len(PUBLIC)
        assert time.monotonic() - back < 6
    gate.close()

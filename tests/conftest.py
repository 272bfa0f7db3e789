"""The cast of the tests and a few organisations. Everything is real: PostgreSQL, Redis, the middleware, the templates."""

from collections import Counter
from importlib import import_module
from itertools import chain
from pathlib import Path
from uuid import uuid4

import pytest
from django.apps import apps
from django.conf import settings as portal
from django.db import connection, transaction
from django.test import Client

from tests import cast, ready

LONG = ("browser/", "documents/test_crashes.py", "house/test_run", "actors/test_import_crashes.py")  # they wait more than they work


def pytest_collection_modifyitems(items):
    """The files that last start first: a process that ends with one of them would leave the others idle."""
    items.sort(key=lambda item: next((n for n, name in enumerate(LONG) if f"tests/{name}" in str(item.path)), len(LONG)))


def pytest_terminal_summary(terminalreporter):
    """The ten files that took longest: where to look when the whole becomes slow."""
    took = Counter()
    for report in chain.from_iterable(terminalreporter.stats.values()):
        if hasattr(report, "duration") and hasattr(report, "nodeid"):
            took[report.nodeid.partition("::")[0]] += report.duration
    if len(took) > 10:
        terminalreporter.write_line("The slowest files: " + ", ".join(f"{name} {round(n)} s" for name, n in took.most_common(10)))


@pytest.fixture(scope="session", autouse=True)
def static_root():
    """The folder of the gathered files, empty: WhiteNoise warns of one that is not there, once for each test client."""
    Path(portal.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, django_db_keepdb):
    """The database of each process is a copy: migrations take ten seconds, and are run once."""
    if not django_db_keepdb:
        connection.settings_dict["TEST"]["TEMPLATE"] = ready.migrated()


@pytest.fixture(autouse=True)
def own_pages(settings):
    """A test that is rolled back gives its data's version to the next one: no page kept by one may show in another."""
    pages = {**settings.CACHES["pages"], "KEY_PREFIX": uuid4().hex}
    settings.CACHES = {**settings.CACHES, "pages": pages}


@pytest.fixture
def make_actor(db):
    """Makes an actor: published and an association unless told otherwise; m2m fields take lists."""
    return cast.actor_maker()


@pytest.fixture
def make_project(make_actor):
    """Makes a project: published unless told otherwise, led by an actor of its own unless given `lead`.

    `places` are countries, `(country, town)` or `(country, town, longitude, latitude)`; `partners` actors that confirmed;
    `granted` is `{(funder, year): euros}`.
    """
    return cast.project_maker(make_actor)


@pytest.fixture
def make_event(db):
    """Makes an event: see `tests.cast.event_maker`."""
    return cast.event_maker()


@pytest.fixture
def represent(db):
    """Makes a user an active representative of an actor."""
    return cast.link


@pytest.fixture
def account(db):
    """A person with an account and no organisation (visiteur)."""
    return cast.make_user("visiteur")


@pytest.fixture
def member(db):
    """A person who will manage the test's own actor (membre)."""
    return cast.make_user("membre")


@pytest.fixture
def neighbour(db):
    """A person who will manage another actor (voisine)."""
    return cast.make_user("voisine")


@pytest.fixture
def staff(db):
    """A member of the network's team (équipe)."""
    return cast.make_staff()


@pytest.fixture
def board(db):
    """A member of the board (CA)."""
    return cast.make_board()


@pytest.fixture
def client_of():
    """A logged-in test client of a user; an anonymous one for None."""

    def log_in(user):
        client = Client()
        if user is not None:
            client.force_login(user)
        return client

    return log_in


@pytest.fixture
def world(db):
    """A little world: three countries, two communes, two themes with their goals."""
    return cast.make_world()


@pytest.fixture(scope="module")
def reference(django_db_setup, django_db_blocker):
    """The real reference data, loaded once for the tests of a file and taken back after them. Not with `world`."""
    from network.taxonomy.loading.reference import load

    with django_db_blocker.unblock(), transaction.atomic():
        load()
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def demonstration(reference):
    """The demonstration on top of the reference data, loaded once for the tests of a file."""
    from actors.demo.loading import load
    from crm.officials import last_election

    if last_election() is None:  # tests that empty the database take away what a migration put in it
        import_module("crm.migrations.0002_election").add(apps, None)
    return load()

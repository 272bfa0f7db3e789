"""Who may ask what: the matrix of addresses, objects and roles. A new address without a row fails."""

import re

import pytest
from django.db import connection
from django.urls import NoReverseMatch, reverse

from tests.house.addresses import addresses
from tests.house.matrix import ADMIN, ROLES, ROWS

WRITES = re.compile(r"^\s*(?:/\*.*?\*/)?\s*(INSERT INTO|UPDATE|DELETE FROM)\s+\"?(\w+)", re.I)
# What a reading may write: the session of the person, and the counters of attempts.
BOOKKEEPING = {"django_session", "network_cache", "usersessions_usersession"}


def _of_the_admin(name):
    return addresses()[name].startswith("admin/")


def test_every_address_has_a_row():
    rows = {name for name, *_ in ROWS}
    missing = [name for name in addresses() if name not in rows and not _of_the_admin(name)]
    assert missing == [], "add these to tests/house/matrix.py"


def test_no_row_is_of_an_address_that_is_gone():
    assert sorted({name for name, *_ in ROWS} - set(addresses())) == []


def _answer(client, path):
    """What came back, in the matrix's words; a page that fails raises."""
    response = client.get(path)
    if response.status_code in {301, 302}:
        target = response["Location"]
        return "login" if target.startswith(("/compte/login/", "/compte/reauthenticate/")) else "moved"
    return str(response.status_code)


@pytest.mark.parametrize(("name", "thing", "expected"), ROWS, ids=[f"{name} {thing}" for name, thing, _ in ROWS])
def test_each_role_gets_what_the_matrix_says(name, thing, expected, things, browse):
    path = reverse(name, kwargs=things.get(thing)) if thing else reverse(name)
    written = []

    def watch(execute, statement, params, many, context):
        match = WRITES.match(statement)
        if match and match[2] not in BOOKKEEPING:
            written.append(statement[:200])
        return execute(statement, params, many, context)

    got = {}
    for role in ROLES:
        client = browse(role)
        with connection.execute_wrapper(watch):
            got[role] = _answer(client, path)
    assert got == dict(zip(ROLES, expected, strict=True))
    assert written == [], "a GET changed something"


@pytest.mark.parametrize("name", sorted(name for name in addresses() if _of_the_admin(name)))
def test_the_admin_is_for_the_team(name, things, browse):
    try:
        path = reverse(name)
    except NoReverseMatch:
        path = "/admin/" + re.sub(r"<path:object_id>|<[^>]+>", "1", addresses()[name].removeprefix("admin/"))
        path = re.sub(r"\(\?P[^)]*\)\$?", "", path)
    for role in ROLES:
        if role == "staff":
            continue
        assert _answer(browse(role), path) in ADMIN, role


@pytest.mark.parametrize("name", sorted(addresses()))
def test_a_post_without_its_token_is_refused(name, things, browse):
    kwargs = next((things[thing] for row, thing, _ in ROWS if row == name and thing), None)
    try:
        path = reverse(name, kwargs=kwargs)
    except NoReverseMatch:
        return  # an object of the admin: its view is the one of the addresses above
    assert browse("staff", enforce_csrf_checks=True).post(path).status_code in {403, 404, 405}

"""What was frozen does not move when the data move; nothing changes or removes it; a year is closed once."""

import datetime
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, transaction
from django.http import QueryDict

from network.audit.models import Entry
from observatory.freezing import frozen
from observatory.models import FrozenSheet, Snapshot
from observatory.page import Observatory
from observatory.services.snapshots import SnapshotError, close_year, take

pytestmark = pytest.mark.django_db


def test_a_snapshot_keeps_what_the_page_shows(observed, staff):
    snapshot = take(by=staff, reason="  Assemblée   générale ")
    assert (snapshot.number, snapshot.reason) == (1, "Assemblée générale")
    assert Snapshot.objects.get().figures == frozen(Observatory(QueryDict()))
    assert Entry.objects.get(verb="figer les chiffres").by == staff
    assert take(by=staff, reason="Encore").number == 2


def test_the_sheets_are_those_that_the_tables_count(observed, staff):
    snapshot = take(by=staff, reason="Essai")
    for table in snapshot.figures["tables"]:
        for row in table["rows"]:
            there = snapshot.sheets.filter(counted=True, facts__contains=[f"{table['facet']}={row['value']}"])
            assert there.filter(sort="project").count() == row["projects"]
            if table["has_actors"]:
                assert there.filter(sort="actor").count() == row["actors"]
    assert snapshot.sheets.filter(sort="actor", counted=True).count() == snapshot.figures["total"]["actors"]
    assert snapshot.sheets.filter(sort="actor").count() == snapshot.figures["total"]["directory"]


def test_a_reason_is_asked_for(observed, staff):
    with pytest.raises(SnapshotError):
        take(by=staff, reason=" ")


def refused(act):
    with pytest.raises(IntegrityError), transaction.atomic():
        act()


def test_postgresql_refuses_to_change_what_was_frozen(observed, staff):
    snapshot = take(by=staff, reason="Essai")
    refused(lambda: Snapshot.objects.update(reason="Autre"))
    refused(lambda: Snapshot.objects.all()._raw_delete("default"))
    refused(lambda: FrozenSheet.objects.filter(sort="actor").update(counted=False))
    refused(lambda: FrozenSheet.objects.all()._raw_delete("default"))
    refused(lambda: FrozenSheet.objects.create(snapshot=snapshot, sort="actor", key=0, counted=True, facts=[]))
    refused(lambda: Snapshot.objects.create(number=3, taken_at=snapshot.taken_at, reason="Trou", method=[], figures={}))
    assert list(Snapshot.objects.values_list("reason", flat=True)) == ["Essai"]


def test_what_counted_the_demonstration_leaves_with_it(observed, staff, make_actor):
    make_actor("Inventé", is_demo=True)
    take(by=staff, reason="Essai")
    assert Snapshot.objects.filter(is_demo=True).delete()[0] > 1


def test_a_year_is_closed_once_on_its_last_day(observed):
    assert close_year(day=datetime.date(2026, 12, 30)) is None
    closed = close_year(day=datetime.date(2026, 12, 31))
    assert (closed.year, closed.reason) == (2026, "Clôture de l’année 2026")
    assert close_year(day=datetime.date(2026, 12, 31)) == close_year(day=datetime.date(2027, 1, 1)) == closed
    assert close_year(day=datetime.date(2027, 1, 8)) is None
    assert Snapshot.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_at_once_close_a_year_once_and_leave_no_hole(make_project):
    make_project()

    def closing(_):
        try:
            return close_year(day=datetime.date(2026, 12, 31)).number, take(by=None, reason="Au même instant").number
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as threads:
        found = list(threads.map(closing, range(3)))
    assert [closed for closed, _ in found] == [found[0][0]] * 3
    assert sorted(Snapshot.objects.values_list("number", flat=True)) == [1, 2, 3, 4]
    assert Snapshot.objects.filter(year=2026).count() == 1

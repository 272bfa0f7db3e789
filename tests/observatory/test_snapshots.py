"""What was frozen does not move when the data move; nothing changes or removes it; a year is closed once."""

import datetime
from concurrent.futures import ThreadPoolExecutor

import pytest
from celery import current_app
from django.core.cache import caches
from django.db import IntegrityError, OperationalError, connection, transaction
from django.http import QueryDict

from actors.services.merging import merge
from network.audit.models import Entry
from observatory.freezing import frozen
from observatory.frozen import Frozen
from observatory.models import FrozenSheet, Snapshot
from observatory.page import Observatory
from observatory.services.snapshots import SnapshotError, close_year, take
from observatory.tasks import close
from projects.models import Project
from tests.observatory.test_figures import cells

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


def test_a_figure_stays_reachable_whatever_becomes_of_its_sheets(observed, staff, client, make_project, world):
    """Archived, merged, erased, renamed: the pages of the snapshot show the same numbers, and its lists are as long."""
    taken = take(by=staff, reason="Essai")
    home, table = taken.get_absolute_url(), "/observatoire/instantanes/1/tableaux/pays/"
    before = [client.get(address).content for address in (home, table, table + "?format=csv")]
    json_before = client.get(table + "?format=json").json()
    shown = Frozen(taken)
    merge(winner=observed[0], loser=observed[1], by=staff)
    Project.objects.filter(slug="observe-4").delete()
    Project.objects.filter(slug="observe-5").update(state="archived")
    Project.objects.filter(slug="observe-6").update(budget=1, progress="annule")
    world["benin"].name = "Autre nom"
    world["benin"].save()
    make_project(lead=observed[3], places=[world["liban"]], progress="termine")
    assert frozen(Observatory(QueryDict())) != taken.figures
    caches["pages"].clear()
    assert [client.get(address).content for address in (home, table, table + "?format=csv")] == before
    assert client.get(table + "?format=json").json() == json_before
    assert Snapshot.objects.get().figures == taken.figures
    for figure, url in cells(shown):
        if url.startswith("/observatoire/instantanes/1/") and "/tableaux/" not in url:
            page = client.get(url).content.decode()
            assert f'<strong class="fs-5" data-total>{figure}\u00a0' in page, url
    page = client.get("/observatoire/instantanes/1/projets/").content.decode()
    assert page.count("qui n’est plus publique") == 2
    assert "Projet 4" not in page
    assert page.count('<tr><th scope="row">') == shown.counts.total.projects
    assert "fusionnée" in client.get("/observatoire/instantanes/1/acteurs/").content.decode()
    assert client.get(home + "?format=json").json()["chiffres"] == taken.figures
    assert client.get("/observatoire/instantanes/1/projets/?pays=%00&theme=inventé&page=zz").status_code == 200
    assert client.get("/observatoire/instantanes/99999999999999999999/").status_code == 404


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


@pytest.mark.django_db(transaction=True)
def test_nobody_writes_a_sheet_while_the_figures_are_taken(make_project):
    """What is counted in several statements is of one moment."""
    make_project()

    def write():
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = '100ms'")  # not on the connection, which other tests take up again
                Project.objects.update(title="Autre")
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as thread:
        with transaction.atomic():
            take(by=None, reason="Essai")
            with pytest.raises(OperationalError):
                thread.submit(write).result()
        thread.submit(write).result()


def test_beat_asks_for_the_closing_on_the_last_evening_and_after(settings):
    asked = [entry["schedule"] for entry in settings.CELERY_BEAT_SCHEDULE.values() if entry["task"] == close.name]
    assert {(month, day) for at in asked for month in at.month_of_year for day in at.day_of_month} >= {(12, 31), (1, 1)}
    assert close.name in current_app.tasks


def test_the_team_freezes_the_figures_with_a_button(observed, staff, client_of, account):
    page = "/admin/observatory/snapshot/figer/"
    assert client_of(account).get(page).status_code == 302
    desk = client_of(staff)
    assert page in desk.get("/admin/observatory/snapshot/").content.decode()
    assert Snapshot.objects.count() == 0  # asking for the pages takes nothing
    assert desk.post(page, {"reason": "Assemblée générale", "after": "0"}).status_code == 302
    twice = desk.post(page, {"reason": "Assemblée générale", "after": "0"}).content.decode()
    assert "vient d’être pris" in twice
    assert list(Snapshot.objects.values_list("number", "reason")) == [(1, "Assemblée générale")]
    assert "Assemblée générale" in desk.get("/admin/observatory/snapshot/1/change/").content.decode()

"""A list of another kind goes through the same pages: its columns, a check and a way to write are all that it says."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from network.imports import kinds, services
from network.imports.enums import State
from network.imports.kinds import Column
from network.imports.models import Import, StagedRow
from network.imports.rows import Checked, RowsKind
from network.imports.statuses import COMPLETE, KNOWN, NEAR, NEW
from network.taxonomy.models import Theme
from network.taxonomy.spelling import key


class ThemesList(RowsKind):
    """Themes by their name."""

    name, title = "essai", "Importer des thématiques"
    permission, back = "actors.add_actor", "admin:actors_actor_changelist"
    columns = (Column("name", "Nom", ("thématique",)), Column("note", "Note"))
    heads = ("Nom", "Note")

    def check(self, rows, chosen):
        """Known when the name is, near when it only begins the same."""
        themes = {key(theme.name): theme for theme in Theme.objects.all()}
        for row in rows:
            name = row.get("name")
            found = themes.get(key(name))
            near = found or next((theme for known, theme in themes.items() if name and known.startswith(key(name)[:5])), None)
            yield Checked(
                row.line,
                KNOWN if found else NEAR if near else NEW,
                values={"name": name},
                reasons=[] if name else ["le nom manque"],
                shown=(name, row.get("note")),
                target=near.pk if near else "",
                about=(near.name, "/") if near else (),
                same_as=key(name),
            )

    def write_rows(self, lines, batch, told):
        """New ones."""
        made = [Theme(name=line.values["name"], slug=f"essai-{line.line}", position=0) for line in lines if line.decision != COMPLETE]
        Theme.objects.bulk_create(made)
        return {"thématique créée|thématiques créées": len(made)}


@pytest.fixture(autouse=True)
def kind(settings, tmp_path):
    settings.MEDIA_ROOT, settings.THROTTLE, settings.REQUIRE_SECOND_FACTOR = tmp_path, {}, False
    yield kinds.register(ThemesList())
    del kinds._kinds["essai"]


@pytest.fixture
def checked(staff, world):
    def check(text):
        batch = services.receive(kind="essai", file=io.BytesIO(text.encode()), name="liste.csv", by=staff)
        services.check(batch=batch, matching={0: "name", 1: "note"}, chosen={}, by=staff)
        return worked(batch)

    return check


def worked(batch):
    services.work(batch_id=batch.pk)
    batch.refresh_from_db()
    return batch


def names():
    return set(Theme.objects.values_list("name", flat=True))


def test_a_list_goes_through_the_pages(client_of, staff, world):
    desk, before = client_of(staff), names()
    text = 'Nom;Note\nApiculture;a\n"Forages";b\nApiculture ;c\n;d\n"ouvert;e\n'
    sent = desk.post("/admin/imports/import/nouveau/essai/", {"file": SimpleUploadedFile("liste.csv", text.encode())})
    batch = Import.objects.get()
    assert "Apiculture" in desk.get(sent.url).text
    desk.post(reverse("admin:imports_import_matching", args=[batch.pk]), {"colonne-0": "name", "colonne-1": "note"})
    worked(batch)
    page = desk.get(batch.get_absolute_url()).text
    assert batch.counts == {"new": 1, "known": 1, "repeated": 1, "error": 2}
    assert "Dit la même chose que la ligne 2" in page
    assert "Le nom manque" in page
    assert "guillemets mal placés, ligne 6" in page.replace("Guillemets", "guillemets")
    assert names() == before
    for _ in range(2):  # a double click
        desk.post(reverse("admin:imports_import_confirm", args=[batch.pk]))
    worked(batch)
    assert worked(batch).state == State.DONE
    assert names() - before == {"Apiculture"}
    page = desk.get(batch.get_absolute_url()).text
    assert "1\xa0thématique créée" in page
    assert "Voir ce qui a été écrit" in page


def test_the_same_list_twice_changes_nothing(checked, staff):
    for state in ("new", "known"):
        batch = checked("Nom\nApiculture\n")
        assert batch.counts == {state: 1}
        services.confirm(batch=batch, chosen={}, by=staff)
        worked(batch)
    assert Theme.objects.filter(name="Apiculture").count() == 1


def test_a_line_that_is_to_be_decided_waits_for_somebody(checked, staff):
    batch = checked("Nom\nForage profond\nForages du nord\nForages du sud\n")
    assert batch.counts == {"near": 3}
    services.decide(batch=batch, decisions={2: "create", 3: "skip"}, by=staff)
    services.confirm(batch=batch, chosen={}, by=staff)
    worked(batch)
    assert names() & {"Forage profond", "Forages du nord", "Forages du sud"} == {"Forage profond"}


def test_what_changed_since_the_check_stops_the_whole_import(checked, staff):
    batch = checked("Nom\nApiculture\nSériciculture\n")
    Theme.objects.create(name="Apiculture", slug="apiculture", position=0)
    services.confirm(batch=batch, chosen={}, by=staff)
    assert worked(batch).state == State.FAILED
    assert "(d’abord la ligne 2)" in batch.message
    assert not Theme.objects.filter(name="Sériciculture").exists()


def test_a_list_that_is_too_long_is_refused_in_words(checked, monkeypatch):
    monkeypatch.setattr("network.imports.rows.MOST", 2)
    assert "partagez-la" in checked("Nom\nA\nB\nC\n").message
    assert StagedRow.objects.count() == 0

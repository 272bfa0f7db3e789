"""Staff import organisations from a file: seen before it is written, whole or not at all, once however often it is sent."""

import csv
import io
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis
from hypothesis import strategies as st

from actors.enums import Kind
from actors.importing.writing import COMPLETED, CREATED
from actors.models import Actor, ImportedLine
from actors.services.merging import merge
from network.audit.models import Entry
from network.imports import services
from network.imports.enums import State
from network.imports.models import Import
from network.moderation.enums import State as Publication
from network.notifications.models import Email

UPLOAD = "/admin/imports/import/nouveau/acteurs/"
CHOSEN = {"kind": "association", "provenance": "public_record", "source": "Liste du département"}
SKIP = {"known": "skip", "near": "skip", "publish": False}
FILES = Path(__file__).parent / "files"


@pytest.fixture(autouse=True)
def place(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.THROTTLE = {}
    settings.REQUIRE_SECOND_FACTOR = False


@pytest.fixture
def desk(client_of, staff):
    return client_of(staff)


@pytest.fixture
def checked(staff, db):
    """The import of a file, its lines checked as a worker does; `matching` and `chosen` when they are not guessed."""

    def check(octets, name="liste.csv", matching=None, **chosen):
        octets = octets.encode() if isinstance(octets, str) else octets
        batch = services.receive(kind="acteurs", file=io.BytesIO(octets), name=name, by=staff)
        guessed = {int(index): column for index, column in batch.options["matching"].items()}
        services.check(batch=batch, matching=matching or guessed, chosen={**CHOSEN, **chosen}, by=staff)
        return worked(batch)

    return check


@pytest.fixture
def imported(checked, staff):
    """The same, confirmed and written."""

    def do(octets, known="complete", near="skip", publish=False, **options):
        batch = checked(octets, **options)
        services.confirm(batch=batch, chosen={"known": known, "near": near, "publish": publish}, by=staff)
        return worked(batch)

    return do


def worked(batch):
    """As a worker leaves it. (Signs of life are written on a connection that does not see a test's transaction.)"""
    services.work(batch_id=batch.pk)
    batch.refresh_from_db()
    return batch


def statuses(batch):
    return dict(ImportedLine.objects.filter(batch=batch).values_list("line", "status"))


def reasons(batch, line):
    return " ; ".join(ImportedLine.objects.get(batch=batch, line=line).reasons)


# ------------------------------------------------------------------------------------------------------------ what a line says


def test_a_line_becomes_a_sheet_with_all_that_it_says(imported, world, staff):
    said = {
        "Raison sociale": "Alliance  Loire Bénin",
        "SIGLE": "ALB",
        "Type": "asso",
        "N° S.I.R.E.T.": "503 621 526 00014",
        "RNA": "W442001234",
        "Adresse": "3 rue A",
        "CP": "44000",
        "Ville": "NANTES CEDEX 2",
        "Pays d'intervention": "Bénin, mali",
        "Thèmes": "Forages / Éducation",
        "Mode d'action": "Mobilité internationale",
        "Langues": "français, fon",
        "Site web": "exemple.org",
        "Courriel": "bonjour@exemple.org",
        "Créée en": "le 3/2/1999",
    }
    batch = imported(f"{';'.join(said)}\n{';'.join(said.values())}\n")
    assert batch.state == State.DONE
    assert batch.options["written"] == {CREATED: 1, COMPLETED: 0}
    actor = Actor.objects.get()
    assert (actor.name, actor.acronym, actor.kind, actor.college) == ("Alliance Loire Bénin", "ALB", Kind.ASSOCIATION, "associations")
    assert (actor.siren, actor.siret, actor.rna) == ("503621526", "50362152600014", "W442001234")
    assert (actor.municipality, actor.postcode, actor.street) == (world["nantes"], "44000", "3 rue A")
    assert {country.pk for country in actor.countries.all()} == {"BEN", "MLI"}
    assert set(actor.themes.all()) == {world["wells"], world["school"]}
    assert (actor.ways, actor.languages, actor.founded) == (["mobilite"], ["français", "fon"], 1999)
    assert (actor.website, actor.public_email) == ("https://exemple.org", "bonjour@exemple.org")
    assert (actor.state, actor.provenance, actor.source) == (Publication.DRAFT, "public_record", "Liste du département")
    assert (actor.slug, actor.created_at) == ("alliance-loire-benin", actor.updated_at)
    assert Entry.objects.about(actor).get().by == staff
    assert Entry.objects.about(batch).first().changes == {"fiches créées": [None, 1], "fiches complétées": [None, 0]}
    actor.full_clean()


@pytest.mark.parametrize(
    ("columns", "cells", "said"),
    [
        ("Nom;SIRET", "A;3,51816E+13", "abîmé par un tableur (« 3,51816E+13 »)"),
        ("Nom;SIRET", "A;35181600000000", "arrondi par un tableur (35181600000000)"),
        ("Nom;SIRET", "A;50362152600018", "clé de contrôle"),
        ("Nom;SIRET", "A;5036215260001", "il en manque un"),
        ("Nom;SIREN", "A;503621526.0", "lu comme un nombre"),
        ("Nom;SIREN;SIRET", "A;732829320;50362152600014", "n’est pas celui d’un établissement"),
        ("Nom;RNA", "A;X123", "RNA"),
        ("Nom;Commune", "A;Nantez", "n’est le nom d’aucune commune"),
        ("Nom;Commune;CP", "A;Nantes;53000", "n’est le nom d’aucune commune"),
        ("Nom;Code INSEE;CP", "A;44999;44000", "code INSEE 44999"),
        ("Nom;Type", "A;Galaxie", "type inconnu : « Galaxie »"),
        ("Nom;Collège", "A;Autre", "collège inconnu"),
        ("Nom;Pays", "A;Atlantide", "pays inconnu : « Atlantide »"),
        ("Nom;Thématiques", "A;Rien", "thématique inconnue"),
        ("Nom;Courriel", "A;pas une adresse", "courriel illisible"),
        ("Nom;Site internet", "A;javascript:alert(1)", "adresse de site illisible"),
        ("Nom;Année de création", "A;jadis", "année de création illisible"),
        ("Nom;Commune", ";Nantes", "le nom manque"),
        ("Nom;Commune", f"{'A' * 201};Nantes", "nom : 201 caractères, 200 au plus"),
        ("Nom;Commune", "AmitiÃ©;Nantes", "sans doute « é »"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_line_and_written_nowhere(checked, imported, world, columns, cells, said):
    batch = checked(f"{columns}\nJuste{';' * columns.count(';')}\n{cells}\n")
    assert statuses(batch)[3] == "error"
    assert said in reasons(batch, 3)
    services.confirm(batch=batch, chosen={**SKIP, "near": "create"}, by=batch.by)
    worked(batch)
    assert [actor.name for actor in Actor.objects.all()] == ["Juste"]


@pytest.mark.parametrize(
    ("cells", "municipality", "place"),
    [
        ("A;Nantes;", "44109", ""), ("A;SAINT NAZAIRE;31000", None, "SAINT NAZAIRE"), ("A;Laval;53000", "53130", ""),
        ("A;Laval;31000", None, "Laval"), ("A;NA;", None, ""),
    ],
)  # fmt: skip
def test_the_commune_is_that_of_the_region_or_a_town_elsewhere(imported, world, cells, municipality, place):
    imported(f"Nom;Commune;CP\n{cells}\n")
    actor = Actor.objects.get()
    assert (actor.municipality_id, actor.place) == (municipality, place)


def test_a_name_may_stand_in_two_columns(imported, world):
    imported("Raison Sociale;Raison sociale 2\nCENTRE FORMATION;DES MAISONS FAMILIALES\n")
    assert Actor.objects.get().name == "CENTRE FORMATION DES MAISONS FAMILIALES"


# ------------------------------------------------------------------------------------------------------------------ duplicates


@pytest.mark.parametrize(
    ("sheet", "cells", "status"),
    [
        ({"siret": "50362152600014", "siren": "503621526"}, "Autre nom;50362152600014;;;", "known"),
        ({"siren": "503621526"}, "Autre nom;50362152600014;;;", "update"),
        ({"siret": "50362152600022", "siren": "503621526"}, "Autre nom;50362152600014;;;", "new"),
        ({"rna": "W442001234"}, "Autre nom;;W442001234;;", "known"),
        ({"uai": "0440001M"}, "Autre nom;;;0440001M;", "known"),
        ({"municipality": "nantes"}, "L’alliance Loire-Benin;;;;Nantes", "known"),
        ({"municipality": "laval"}, "Alliance Loire Bénin;;;;Nantes", "new"),
        ({}, "Alliance Loire Bénin;;;;Nantes", "near"),
        ({"municipality": "nantes"}, "Alliance Loire Bénins;;;;Nantes", "near"),
        ({"municipality": "nantes"}, "Alliance Loire Bénins;;;;", "near"),
        ({}, "Alliance Loire Bénins;;;;Nantes", "near"),
        ({}, "Alliance Loire Bénins;50362152600014;;;", "near"),
        ({}, "Les amis du Bénin;;;;", "new"),
        ({"siren": "542107651"}, "Alliance Loire Bénins;50362152600014;;;", "new"),
        ({"municipality": "nantes", "rna": "W442001234"}, "Alliance Loire Bénin;;W442009999;;Nantes", "new"),
        ({"municipality": "nantes"}, "Amis du Mali;;;;Nantes", "new"),
    ],
)  # fmt: skip
def test_a_line_about_a_known_sheet_is_found(checked, make_actor, world, sheet, cells, status):
    if "municipality" in sheet:
        sheet["municipality"] = world[sheet["municipality"]]
    known = make_actor("Alliance Loire Bénin", **sheet)
    batch = checked(f"Nom;SIRET;RNA;UAI;Commune\n{cells}\n")
    assert statuses(batch) == {2: status}
    assert ImportedLine.objects.get().target == (None if status == "new" else known.pk)


def test_nearly_the_same_name_in_one_town_outside_the_region_is_a_doubt(checked, make_actor, world):
    make_actor("Alliance Loire Bénin", place="Redon")
    batch = checked("Nom;Commune;CP\nAlliance Loire Bénins;REDON;35600\nAlliance Loire Bénins;Toulouse;31000\n")
    assert statuses(batch) == {2: "near", 3: "new"}
    assert "nom voisin, même ville" in reasons(batch, 2)


@pytest.mark.parametrize(
    ("first", "second", "status"),
    [
        ("A;50362152600014;;", "B;50362152600014;;", "repeated"), ("A;;W442001234;", "B;;W442001234;", "repeated"),
        ("Amis d’Haïti;;;Nantes", "AMIS D HAITI;;;nantes", "repeated"), ("Amis;;;Nantes", "Amis;;;Laval", "new"),
        ("Amis;;W442001234;Nantes", "Amis;;W442009999;Nantes", "new"),
    ],
)  # fmt: skip
def test_a_line_that_repeats_an_earlier_one_is_found(checked, world, first, second, status):
    batch = checked(f"Nom;SIRET;RNA;Commune\n{first}\n{second}\n")
    assert statuses(batch) == {2: "new", 3: status}
    assert status == "new" or "que la ligne 2" in reasons(batch, 3)


def test_two_lines_of_one_sheet_complete_it_once(imported, make_actor, world):
    known = make_actor("Alliance", siren="503621526", rna="W442001234")
    batch = imported("Nom;SIREN;RNA;Site\nX;503621526;;a.org\nY;;W442001234;b.org\n")
    assert statuses(batch) == {2: "update", 3: "repeated"}
    known.refresh_from_db()
    assert known.website == "https://a.org"


def test_empty_fields_are_completed_and_nothing_else_changes(imported, make_actor, world, staff):
    known = make_actor("Alliance", siren="503621526", website="https://vrai.org", countries=[world["liban"]])
    text = "Nom;SIREN;Site;Courriel;Pays;Thèmes;Commune;Création\nALLIANCE;503621526;faux.org;a@b.org;Mali;Éducation;Nantes;1990\n"
    batch = imported(text)
    assert batch.options["written"] == {CREATED: 0, COMPLETED: 1}
    known.refresh_from_db()
    assert (known.name, known.website, known.public_email, known.founded) == ("Alliance", "https://vrai.org", "a@b.org", 1990)
    assert known.municipality == world["nantes"]
    assert list(known.countries.all()) == [world["liban"]]
    assert list(known.themes.all()) == [world["school"]]
    changes = Entry.objects.about(known).get().changes
    assert changes["public_email"] == [None, "a@b.org"]
    assert "website" not in changes


def test_known_sheets_may_be_left_alone(imported, make_actor, world):
    known = make_actor("Alliance", siren="503621526")
    imported("Nom;SIREN;Site\nA;503621526;a.org\n", known="skip")
    known.refresh_from_db()
    assert known.website == ""


def test_near_sheets_are_decided_one_by_one(checked, make_actor, world, staff, desk):
    known = make_actor("Alliance Loire Bénin", municipality=world["nantes"])
    lines = "\n".join(f"Alliance Loire Bénin{letter};a.org;Nantes" for letter in "xyz")
    batch = checked(f"Nom;Site;Commune\n{lines}\n")
    assert set(statuses(batch).values()) == {"near"}
    desk.post(reverse("admin:imports_import_decide", args=[batch.pk]), {"ligne-2": "create", "ligne-3": "complete", "ligne-4": "skip"})
    services.confirm(batch=batch, chosen={"known": "skip", "near": "create", "publish": False}, by=staff)
    worked(batch)
    known.refresh_from_db()
    assert known.website == "https://a.org"
    assert {actor.name for actor in Actor.objects.exclude(pk=known.pk)} == {"Alliance Loire Béninx"}


def test_the_same_file_twice_changes_nothing(imported, world):
    text = "Nom;SIRET;Commune;CP;Pays\nAmis;50362152600014;Nantes;44000;Mali\nJumeaux;;Laval;;\nToulousains;;Toulouse;31000;\nSeuls;;;;\n"
    first = imported(text, publish=True)
    assert first.options["written"][CREATED] == 4
    before = list(Actor.objects.order_by("pk").values())
    again = imported(text, near="create", publish=True)
    assert set(statuses(again).values()) == {"known"}
    assert list(Actor.objects.order_by("pk").values()) == before


# --------------------------------------------------------------------------------------------------------------- what is written


def test_addresses_are_unique_whatever_is_taken(imported, make_actor, world):
    make_actor("Ami", slug="amis")
    make_actor("Ami", slug="amis-3")
    imported("Nom;RNA\nAmis;W442000001\nAmis;W442000002\nAmis 2;W442000003\nAmis;W442000004\nCarte;W442000005\n")
    found = set(Actor.objects.filter(source="Liste du département").values_list("slug", flat=True))
    assert found == {"amis-4", "amis-5", "amis-6", "amis-2", "carte-2"}


def test_published_sheets_are_in_the_directory_at_once_with_their_countries(imported, world, client):
    imported("Nom;Commune;Pays\nAmis du Mali;Nantes;Mali\n", publish=True)
    assert "Amis du Mali" in client.get("/annuaire/?pays=mali").text
    with connection.cursor() as cursor:
        cursor.execute("SELECT countries FROM actors_searchentry")
        assert cursor.fetchall() == [(["mali"],)]


def test_a_sheet_that_came_meanwhile_is_not_made_twice(checked, make_actor, world, staff):
    batch = checked("Nom;SIREN\nAlliance;503621526\nAutre;\n")
    make_actor("Alliance", siren="503621526")
    services.confirm(batch=batch, chosen=SKIP, by=staff)
    assert worked(batch).options["written"][CREATED] == 1
    assert Actor.objects.filter(siren="503621526").count() == 1


def test_an_import_is_whole_or_nothing(checked, world, staff, monkeypatch):
    """A failure in the middle leaves no sheet, no country, no trail; the next try writes all."""
    monkeypatch.setattr("actors.importing.writing.AT_ONCE", 10)
    batch = checked("Nom;Pays\n" + "".join(f"Amis {n};Mali\n" for n in range(30)))
    services.confirm(batch=batch, chosen=SKIP, by=staff)
    trail = Entry.objects.count()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE actors_actor ADD CONSTRAINT failing CHECK (name <> 'Amis 25')")
        worked(batch)
        assert (Actor.objects.count(), Actor.countries.through.objects.count(), Entry.objects.count()) == (0, 0, trail)
        assert (batch.state, batch.token) == (State.WRITING, None)
        cursor.execute("ALTER TABLE actors_actor DROP CONSTRAINT failing")
    assert worked(batch).state == State.DONE
    assert Actor.objects.count() == 30


def test_an_import_that_keeps_failing_is_given_up_and_said(checked, world, staff, desk):
    batch = checked("Nom\nAmis\n")
    services.confirm(batch=batch, chosen=SKIP, by=staff)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE actors_actor ADD CONSTRAINT failing CHECK (name <> 'Amis')")
    for _ in range(4):
        worked(batch)
    assert (batch.state, Actor.objects.count()) == (State.FAILED, 0)
    page = desk.get(batch.get_absolute_url()).text
    assert "interrompu plusieurs fois. Rien n’a été écrit" in page
    assert "Reprendre aux colonnes" in page


def test_lines_lost_by_a_crash_of_the_database_are_not_taken_for_nothing(checked, world, staff):
    batch = checked("Nom\nAmis\n")
    services.confirm(batch=batch, chosen=SKIP, by=staff)
    ImportedLine.objects.all().delete()
    assert worked(batch).state == State.FAILED
    assert "vérifiez à nouveau le fichier" in batch.message


def test_a_long_import_ends_in_an_email_said_once(checked, world, staff, settings):
    settings.IMPORTS = {**settings.IMPORTS, "mail_after": 0}
    batch = checked("Nom\nAmis\n")
    services.confirm(batch=batch, chosen=SKIP, by=staff)
    worked(batch)
    worked(batch)
    first, second = Email.objects.filter(kind="import_moved").order_by("pk")
    assert "attend votre confirmation" in first.text
    assert "est terminé" in second.text
    assert batch.get_absolute_url() in second.html


def test_an_import_in_other_hands_is_left_to_them(checked, world, staff):
    batch = checked("Nom\nAmis\n")
    services.confirm(batch=batch, chosen=SKIP, by=staff)
    assert services.claim(batch_id=batch.pk)
    assert services.claim(batch_id=batch.pk) is None
    Import.objects.update(heartbeat_at=timezone.now() - timedelta(minutes=2))
    assert list(Import.objects.overlooked()) == [batch]
    assert services.claim(batch_id=batch.pk)


def test_old_files_and_lines_are_forgotten(checked, world):
    batch = checked("Nom\nAmis\n")
    Import.objects.update(moved_at=timezone.now() - timedelta(days=31))
    services.clear_away()
    batch.refresh_from_db()
    assert (batch.state, batch.file, ImportedLine.objects.count()) == (State.DROPPED, "", 0)


# ------------------------------------------------------------------------------------------------------------------------ undone


def test_an_import_is_undone_while_its_sheets_are_untouched(imported, world, staff, make_actor):
    make_actor("Autre")
    batch = imported("Nom;Pays\nAmis;Mali\nJumeaux;Bénin\n", publish=True)
    services.undo(batch=batch, by=staff)
    batch.refresh_from_db()
    assert batch.state == State.UNDONE
    assert [actor.name for actor in Actor.objects.all()] == ["Autre"]
    assert Entry.objects.filter(verb="supprimer").count() == 2


@pytest.mark.parametrize("touch", ["edited", "published", "represented"])
def test_an_import_whose_sheets_were_touched_stays(imported, world, staff, represent, member, desk, touch):
    batch = imported("Nom\nAmis\nJumeaux\n")
    actor = Actor.objects.get(name="Amis")
    if touch == "edited":
        actor.presentation = "Nouvelle."
        actor.save()
    elif touch == "published":
        Actor.objects.filter(pk=actor.pk).update(state=Publication.SUBMITTED)
    else:
        represent(member, actor)
    page = desk.post(reverse("admin:imports_import_undo", args=[batch.pk]), follow=True).text
    assert "1\xa0fiche de cet import" in page
    assert Actor.objects.count() == 2


# --------------------------------------------------------------------------------------------------------------------- the pages


def sent(desk, octets, name="liste.csv"):
    return desk.post(UPLOAD, {"file": SimpleUploadedFile(name, octets)})


def test_a_file_goes_through_its_steps_and_nothing_is_written_before_the_last(desk, world, django_capture_on_commit_callbacks):
    octets = "Liste des associations\n\nNom;Ville;Truc\nAmis du Mali;Nantes;x\nPerdus;Nullepart;y\n=1+1;Laval;z\n".encode("cp1252")
    page = desk.get(sent(desk, octets).url).text
    batch = Import.objects.get()
    assert "Les titres des colonnes sont à la ligne 3" in page
    assert batch.options["matching"] == {"0": "name", "1": "municipality"}
    wrong = desk.post(reverse("admin:imports_import_matching", args=[batch.pk]), {"colonne-0": "", **CHOSEN})
    assert "Choisissez la colonne qui contient le nom" in wrong.text
    twice = {"colonne-0": "name", "colonne-1": "municipality", "colonne-2": "municipality", **CHOSEN}
    assert "gardez-en une" in desk.post(reverse("admin:imports_import_matching", args=[batch.pk]), twice).text
    desk.post(reverse("admin:imports_import_matching", args=[batch.pk]), {**twice, "colonne-2": ""})
    assert "En attente" in desk.get(batch.get_absolute_url()).text
    assert desk.get(reverse("admin:imports_import_progress", args=[batch.pk])).status_code == 200
    worked(batch)
    assert desk.get(reverse("admin:imports_import_progress", args=[batch.pk]))["HX-Redirect"] == batch.get_absolute_url()
    preview = desk.get(batch.get_absolute_url() + "?etat=error").text
    assert "Nullepart" in preview
    assert "Amis du Mali" not in preview
    assert Actor.objects.count() == 0
    desk.post(reverse("admin:imports_import_confirm", args=[batch.pk]), {"known": "complete", "near": "skip"})
    assert Actor.objects.count() == 0
    worked(batch)
    assert {actor.name for actor in Actor.objects.all()} == {"Amis du Mali", "=1+1"}
    assert "2\xa0fiches créées" in desk.get(batch.get_absolute_url()).text


def test_lines_left_aside_come_back_with_their_reason_and_no_formula(desk, checked, world):
    batch = checked("Nom;Ville;Note\n=cmd();Nullepart;+33\nAmis;Nantes;ok\n")
    response = desk.get(reverse("admin:imports_import_refused", args=[batch.pk]))
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert rows[0] == ["Ligne", "État", "Raison", "Nom", "Ville", "Note"]
    assert rows[1][:2] == ["2", "en erreur"]
    assert rows[1][3:] == ["'=cmd()", "Nullepart", "'+33"]
    assert len(rows) == 2


def test_the_reading_of_a_file_can_be_corrected(desk, world):
    sent(desk, b"Titre;x\nNom;Ville\nAmis;Nantes\n")
    batch = Import.objects.get()
    address = reverse("admin:imports_import_reading", args=[batch.pk])
    desk.post(address, {"header_line": "1", "encoding": "cp1252"})
    batch.refresh_from_db()
    assert (batch.options["header_line"], batch.options["encoding"]) == (1, "cp1252")
    page = desk.post(address, {"header_line": "99"}, follow=True).text
    assert "choisissez une ligne de titres" in page.replace("\xa0", " ")
    assert desk.post(address, {"header_line": "quatre"}, follow=True).status_code == 200
    assert desk.post(address, {"sheet": "x" * 500}, follow=True).status_code == 200


def test_a_file_is_kept_out_of_sight_and_forgotten_when_it_is_dropped(desk, world, settings, django_capture_on_commit_callbacks):
    sent(desk, b"Nom;Ville\nAmis;Nantes\n", name="../../etc/<i>liste</i>.csv")
    batch = Import.objects.get()
    assert batch.path.read_bytes() == b"Nom;Ville\nAmis;Nantes\n"
    assert batch.path.is_relative_to(settings.MEDIA_ROOT / "imports")
    assert "liste" not in batch.file
    assert len(batch.path.name) == 32
    assert "<i>" not in desk.get(batch.get_absolute_url()).text
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(reverse("admin:imports_import_drop", args=[batch.pk]))
    assert not batch.path.exists() or batch.path.is_dir()
    assert list((settings.MEDIA_ROOT / "imports").glob("*/*")) == []


def test_an_extra_field_changes_nothing(desk, checked, world):
    batch = checked("Nom\nAmis\n")
    posted = {"known": "skip", "near": "skip", "state": "done", "by": "1", "kind": "autre", "counts": "{}", "provenance": "declared"}
    desk.post(reverse("admin:imports_import_confirm", args=[batch.pk]), posted)
    batch.refresh_from_db()
    assert batch.state == State.WRITING
    assert batch.options["confirmed"] == SKIP
    worked(batch)
    assert Actor.objects.get().provenance == "public_record"


@pytest.mark.parametrize("step", ["reading", "decide", "confirm", "drop", "undo"])
def test_a_step_that_writes_is_never_a_get(desk, checked, world, step):
    batch = checked("Nom\nAmis\n")
    assert desk.get(reverse(f"admin:imports_import_{step}", args=[batch.pk])).status_code == 404
    batch.refresh_from_db()
    assert batch.state == State.PREVIEWED


def test_a_member_of_the_team_without_the_permission_imports_nothing(client_of, staff, checked, world):
    batch = checked("Nom\nAmis\n")
    type(staff).objects.filter(pk=staff.pk).update(is_superuser=False)
    staff.refresh_from_db()
    client = client_of(staff)
    assert client.get(UPLOAD).status_code == 403
    for name in ("change", "progress", "matching", "refused"):
        assert client.get(reverse(f"admin:imports_import_{name}", args=[batch.pk])).status_code == 403


@pytest.mark.parametrize("path", sorted(FILES.glob("*.csv")), ids=lambda path: path.stem)
def test_excerpts_of_real_files_give_clear_messages(desk, checked, world, path):
    """Lines of public files, as they were published: see files/SOURCES.md."""
    batch = checked(path.read_bytes())
    assert batch.state == State.PREVIEWED
    page = desk.get(batch.get_absolute_url()).text
    assert "\ufffd" not in page
    expected = {"maine-et-loire": "arrondi par un tableur", "sarthe": "LAIGNE EN BELIN", "loire-atlantique": "Nouvelle"}
    assert expected[path.stem].lower() in page.lower().replace("\xa0", " ")


@hypothesis(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.one_of(
        st.binary(max_size=300),
        st.text(max_size=120).map(lambda text: f"Nom;SIRET;Commune\n{text}".encode()),
        st.lists(st.text(alphabet=';,"\n\tNa1é=\x00Ã©\x0b', max_size=12), max_size=8).map(
            lambda some: ("Nom;Pays\n" + "\n".join(some)).encode()
        ),
    )
)
def test_any_octets_are_answered_and_write_nothing_before_the_confirmation(desk, world, octets):
    Import.objects.all().delete()
    response = sent(desk, octets)
    assert response.status_code in (200, 302)
    if response.status_code == 302:
        batch = Import.objects.get()
        assert desk.get(response.url).status_code == 200
        columns = {f"colonne-{index}": "name" for index in range(3)}
        assert desk.post(reverse("admin:imports_import_matching", args=[batch.pk]), {**columns, **CHOSEN}).status_code in (200, 302)
        worked(batch)
        assert batch.state in (State.READ, State.PREVIEWED, State.FAILED)
        assert "Traceback" not in batch.error
        assert desk.get(batch.get_absolute_url()).status_code == 200
        refused = desk.get(reverse("admin:imports_import_refused", args=[batch.pk]))
        assert refused.status_code in (200, 302)
        if refused.streaming:
            b"".join(refused.streaming_content)
    assert Actor.objects.count() == 0


@pytest.mark.parametrize("meanwhile", [False, True])
def test_a_line_about_a_merged_sheet_completes_the_one_that_took_it_in(checked, make_actor, world, staff, meanwhile):
    winner, loser = make_actor("Alliance", siren="503621526"), make_actor("Autre", siren="542107651")
    text = "Nom;SIREN;Site\nAutre;542107651;a.org\n"
    batch = checked(text) if meanwhile else None
    merge(winner=winner, loser=loser, by=staff, choices={"siren": "winner"})
    batch = batch or checked(text)
    services.confirm(batch=batch, chosen={"known": "complete", "near": "skip", "publish": False}, by=staff)
    worked(batch)
    winner.refresh_from_db(), loser.refresh_from_db()
    assert (winner.website, loser.website) == ("https://a.org", "")
    assert Actor.objects.count() == 2

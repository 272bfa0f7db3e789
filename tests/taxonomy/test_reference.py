"""The reference data: what is loaded, to the unit, and what a wrong file does."""

import csv
import shutil
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from network.taxonomy.loading.reference import DATA, FILES, load
from network.taxonomy.models import (
    Country,
    Department,
    Goal,
    Intercommunality,
    Municipality,
    ReferenceVersion,
    Sector,
    Target,
    Theme,
)
from network.taxonomy.services import save_theme

MODELS = [Department, Intercommunality, Municipality, Country, Goal, Target, Sector, Theme]
TABLES = [model._meta.db_table for model in MODELS] + [Theme.goals.through._meta.db_table, Theme.sectors.through._meta.db_table]


@pytest.fixture
def folder(tmp_path):
    """A copy of the files, to be damaged."""
    for name in FILES:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(DATA / name, tmp_path / name)
    return tmp_path


def rows():
    """Every row of every reference table with the transaction that last wrote it."""
    with connection.cursor() as cursor:
        found = {}
        for table in TABLES:
            cursor.execute(f"SELECT ctid::text, xmin::text, t::text FROM {table} t ORDER BY 3")
            found[table] = cursor.fetchall()
        return found


def replace(path, old, new):
    """Write `new` where `old` first stands in a file."""
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1), errors="surrogateescape")


def plain(text):
    """With ordinary spaces, to be compared."""
    return str(text).replace("\u00a0", " ")


def without(path, text):
    """Take the lines with `text` out of a file."""
    lines = path.read_text().splitlines(keepends=True)
    path.write_text("".join(line for line in lines if text not in line))


def test_everything_is_loaded_to_the_unit(reference, db):
    assert {model.__name__: model.objects.count() for model in MODELS} == {
        "Department": 5,
        "Intercommunality": 71,
        "Municipality": 1228,
        "Country": 250,
        "Goal": 17,
        "Target": 169,
        "Sector": 325,
        "Theme": 104,
    }
    assert Sector.objects.filter(active=True).count() == 295
    assert Sector.objects.filter(language="en").count() == 26
    assert Country.objects.filter(aid_eligible=True).count() == 141
    assert Country.objects.filter(least_developed=True).count() == 44


def test_each_commune_stands_in_a_departement_and_an_epci_but_one_island(reference, db):
    assert list(Municipality.objects.filter(intercommunality=None).values_list("name", flat=True)) == ["L’Île-d’Yeu"]
    assert not Municipality.objects.filter(postcodes=[]).exists()
    assert not Municipality.objects.filter(name_key="").exists()
    labels = [commune.label for commune in Municipality.objects.all()]
    assert len(set(labels)) == len(labels), "name and département tell every commune from the others"
    region = Municipality.objects.exclude(longitude__range=(-2.7, 1.0), latitude__range=(46.2, 48.6))
    assert not region.exists()


def test_every_former_commune_is_found_under_its_present_one(reference, db):
    vair = Municipality.objects.get(code="44163")
    assert vair.former_names == ["Anetz", "Saint-Herblon"]
    with (DATA / "territoire/communes_anciennes_pdl.csv").open() as file:
        former = {row["code_insee_actuel"] for row in csv.DictReader(file)}
    assert former == set(Municipality.objects.filter(code__in=former).values_list("code", flat=True))


def test_countries_have_their_usual_names_and_a_region(reference, db):
    names = dict(Country.objects.values_list("iso3", "name"))
    assert {code: names[code] for code in ("BEN", "CIV", "COD", "COG", "VNM", "PSE", "SWZ", "USA", "HKG")} == {
        "BEN": "Bénin",
        "CIV": "Côte d’Ivoire",
        "COD": "République démocratique du Congo",
        "COG": "République du Congo",
        "VNM": "Vietnam",
        "PSE": "Palestine",
        "SWZ": "Eswatini",
        "USA": "États-Unis",
        "HKG": "Hong Kong",
    }
    assert Country.objects.get(iso3="CIV").slug == "cote-d-ivoire"
    assert Country.objects.get(iso3="BEN").region == "Afrique de l’Ouest"
    assert list(Country.objects.filter(region="").values_list("iso3", flat=True)) == ["ATA"]
    assert Country.objects.exclude(region="").values("region").distinct().count() == 22
    assert not [name for name in names.values() if "'" in name]


def test_each_theme_means_goals_and_sectors_in_force(reference, db):
    tops = Theme.objects.top_level()
    assert tops.count() == 18
    for theme in Theme.objects.prefetch_related("goals", "sectors", "children", "parent"):
        assert theme.goals.all(), theme
        assert theme.sectors.all(), theme
        assert all(sector.active for sector in theme.sectors.all()), theme
        assert theme.parent is None or theme.parent.parent_id is None, theme
        assert theme.parent or 3 <= theme.children.count() <= 6, theme
    assert tops.filter(slug="eau-et-assainissement").exists()
    mapped = set(Theme.objects.values_list("goals", flat=True))
    assert mapped == set(range(1, 18)), "every goal is reached by some theme"


def test_a_second_loading_writes_no_row(reference, db):
    before = rows()
    assert load() == [], "unchanged files are not read again"
    outcomes = load(force=True)
    assert rows() == before
    assert not any(outcome.created or outcome.changed or outcome.removed for outcome in outcomes)


def test_only_the_row_that_differs_is_written(reference, db, folder):
    replace(folder / "monde/pays.csv", ",Bénin,Bénin,", ",Bénin,Royaume du Bénin,")
    before = rows()
    outcomes = {outcome.name: outcome for outcome in load(folder=folder)}
    assert Country.objects.get(iso3="BEN").name == "Royaume du Bénin"
    assert [name for name, outcome in outcomes.items() if outcome.changed] == ["Pays"]
    after = rows()
    assert len(set(after["taxonomy_country"]) - set(before["taxonomy_country"])) == 1
    assert {name: found for name, found in after.items() if name != "taxonomy_country"} == {
        name: found for name, found in before.items() if name != "taxonomy_country"
    }


def test_what_vanished_goes_unless_something_uses_it(reference, db, folder, make_actor):
    make_actor(municipality_id="44163", countries=["BEN"])
    for path, text in (
        ("monde/pays.csv", "BJ,BEN,"),
        ("monde/pays.csv", "AW,ABW,"),
        ("territoire/communes_pdl.csv", "44163,Vair"),
        ("territoire/communes_pdl.csv", "44001,Abbaretz"),
        ("territoire/communes_anciennes_pdl.csv", ",44163,"),
    ):
        without(folder / path, text)
    said = StringIO()
    call_command("load_reference", folder=folder, stdout=said)
    assert "Pays : 249 au total ; retirés : Aruba ; absents des fichiers mais utilisés, donc gardés : Bénin" in plain(said.getvalue())
    assert Country.objects.filter(iso3="BEN").exists()
    assert not Country.objects.filter(iso3="ABW").exists()
    assert Municipality.objects.filter(pk="44163").exists()
    assert not Municipality.objects.filter(pk="44001").exists()


def test_a_theme_that_the_team_edited_stays_theirs(reference, db, folder, staff):
    water = Theme.objects.get(slug="eau-et-assainissement")
    water.name = "Eau, hygiène et assainissement"
    save_theme(theme=water, by=staff)
    save_theme(theme=Theme(slug="cirque", name="Cirque", position=900, parent=Theme.objects.get(slug="culture")), by=staff)
    without(folder / "themes.csv", "cinema,")
    load(folder=folder)
    assert Theme.objects.get(slug="eau-et-assainissement").name == "Eau, hygiène et assainissement"
    assert Theme.objects.filter(slug="cirque").exists()
    assert not Theme.objects.filter(slug="cinema").exists()


CINEMA = "cinema,Cinéma et audiovisuel,"
WATER = "eau-potable,Accès à l’eau potable,eau-et-assainissement,"

# What is wrong: file, what to replace, by what (None: the whole file goes), what is said.
WRONG = {
    "no such file": ("monde/pays.csv", None, None, "pays.csv : le fichier n’existe pas"),
    "not UTF-8": ("themes.csv", "Cinéma", "Cin\udce9ma", "themes.csv : l’octet"),
    "a column missing": ("odd/odd_cibles.csv", "code,objectif,", "code,objectifs,", "ligne 1 : il manque la colonne objectif"),
    "a value missing": ("territoire/epci_pdl.csv", "CA,FPU,54244,", "CA,54244,", "epci_pdl.csv, ligne 3 : 13 valeurs attendues"),
    "a value too many": ("themes.csv", "sport,Sport,,", "sport,Sport,,,", "5 valeurs attendues"),
    "not a number": ("territoire/communes_pdl.csv", ",2073,", ",beaucoup,", "ligne 2 : « beaucoup » n’est pas un nombre"),
    "not a place": ("territoire/communes_pdl.csv", "47.55594", "147.55594", "n’est pas un point de la Terre"),
    "an unknown EPCI": ("territoire/communes_pdl.csv", "244400537", "999999999", "« 999999999 » est inconnu (siren_epci)"),
    "an unknown commune": ("territoire/communes_anciennes_pdl.csv", ",44163,", ",44999,", "« 44999 » n’est pas une commune"),
    "a country twice": ("monde/pays.csv", "AF,AFG,", "AW,ABW,", "« ABW » est déjà à la ligne 2"),
    "a name twice": ("monde/pays.csv", "Angola,Angola", "Aruba,Aruba", "« aruba » est déjà à la ligne 2"),
    "neither yes nor no": ("monde/pays.csv", ",non,725,", ",peut-être,725,", "« oui » ou « non » attendu"),
    "a third level": ("themes.csv", f"{CINEMA}culture", f"{CINEMA}spectacle-vivant", "n’est pas une thématique de premier niveau"),
    "a sector that is not": ("themes.csv", "16065", "16999", "16999 : inconnu (secteurs)"),
    "a theme without a goal": ("themes.csv", f"{WATER}6,", f"{WATER},", "vide : inconnu (objectifs)"),
    "a target of another goal": ("odd/odd_cibles.csv", "1.1,1,", "1.1,2,", "la cible « 1.1 » n’est pas de l’objectif 2"),
    "a null character": ("themes.csv", "Santé mentale", "Santé\0mentale", "themes.csv, ligne"),
    "a name too long": ("themes.csv", "Santé mentale", "Santé " * 20, "au plus 80 caractères"),
    "an open quotation": ("themes.csv", "Cinéma", '"Cinéma', "themes.csv, ligne"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_file_is_named_and_nothing_is_written(reference, db, folder, name):
    path, old, new, message = WRONG[name]
    if old is None:
        (folder / path).unlink()
    else:
        replace(folder / path, old, new)
    replace(folder / "odd/odd_objectifs.csv", "#E5243B", "#000000")
    before, version = rows(), ReferenceVersion.objects.get(name="reference").checksum
    with pytest.raises(CommandError, match="Rien n’a été écrit") as refused:
        call_command("load_reference", folder=folder)
    assert message in plain(refused.value)
    assert rows() == before
    assert ReferenceVersion.objects.get(name="reference").checksum == version


def test_a_file_cut_after_its_first_line_removes_nothing(reference, db, folder):
    path = folder / "monde/pays.csv"
    path.write_text(path.read_text().partition("\n")[0] + "\n")
    with pytest.raises(CommandError, match="aucune ligne"):
        call_command("load_reference", folder=folder)
    assert Country.objects.count() == 250


def test_a_refusal_of_the_database_takes_everything_back(reference, db, folder):
    replace(folder / "territoire/departements_pdl.csv", "44,Loire-Atlantique", "44,Loire-Inférieure")
    replace(folder / "monde/pays.csv", "AW,ABW,", "AF,ABW,")
    replace(folder / "monde/pays.csv", "AF,AFG,", "AW,AFG,")
    before = rows()
    with pytest.raises(CommandError, match="La base refuse ces données"):
        call_command("load_reference", folder=folder)
    assert rows() == before


def test_an_unchanged_set_takes_three_statements(reference, db, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        load()


def test_a_loading_reads_and_writes_in_bulk(db, django_assert_max_num_queries):
    with django_assert_max_num_queries(60):
        load()

"""The files say what the page says."""

import json
from io import BytesIO

import pytest
from django.http import QueryDict
from openpyxl import load_workbook

from observatory.exports import COLUMNS, CROSSED
from observatory.page import Observatory
from observatory.tables import CROSSINGS, PLANS

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", [*PLANS, *CROSSINGS])
def test_the_three_files_hold_the_same_lines(name, observed, client):
    address = f"/observatoire/tableaux/{name}/?pays=benin&format="
    found = json.loads(client.get(address + "json").content)
    columns = [column["nom"] for column in found["colonnes"]]
    assert columns == [column for column, *_ in (COLUMNS if name in PLANS else CROSSED)]
    lines = [list(line.values()) for line in found["lignes"]]
    sheet = load_workbook(BytesIO(client.get(address + "xlsx").content))["Tableau"]
    assert [list(row) for row in sheet.iter_rows(values_only=True)][1:] == [[None if v == "" else v for v in line] for line in lines]
    text = client.get(address + "csv").content.decode("utf-8-sig").splitlines()
    assert (text[0], len(text) - 1) == (";".join(columns), len(lines))
    assert found["filtres"] == {"Pays": "Bénin"}


def test_the_file_of_countries_says_what_the_page_says(observed, client):
    rows = Observatory(QueryDict()).tables["pays"].rows
    found = json.loads(client.get("/observatoire/tableaux/pays/?format=json").content)["lignes"]
    assert [(line["code"], line["projets"], line["acteurs"]) for line in found] == [(r.value, r.projects, r.actors) for r in rows]


def test_the_licence_is_a_setting(client, settings, db):
    settings.OPEN_DATA = {"licence": "", "url": ""}
    assert "n’est pas encore arrêtée" in client.get("/observatoire/donnees/").content.decode()
    settings.OPEN_DATA = {"licence": "Licence de l’essai", "url": ""}
    assert "Licence de l’essai" in client.get("/observatoire/donnees/").content.decode()

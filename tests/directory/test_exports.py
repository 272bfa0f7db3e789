"""Exports: exactly what is shown, right in a French spreadsheet, never a formula, never unpublished."""

import csv
import json
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.db import connection
from django.http import QueryDict
from django.utils import timezone
from openpyxl import load_workbook

from actors.listing import COLUMNS, directory
from actors.models import Actor
from network.directory.exports import guarded, respond
from network.moderation.enums import State

FORMULAS = [
    "=1+1", "+33 2 40", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\xa0=1", '"=1', "'=1", "' =cmd|' /C calc'!A0", "＝1", "«=1»",
    "=HYPERLINK(\"http://x\")", "-2+3", "\u2003@x",
]  # fmt: skip
PLAIN = ["Association Bénin", "A=1", "12-13", "a@b.example", "l’eau; la « terre »", 'dit "oui"', "ligne\nsuivante", "", "€ œ Æ ÿ"]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_cell_that_a_spreadsheet_would_run_is_guarded(text):
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", PLAIN)
def test_a_plain_cell_stays_as_it_is(text):
    assert guarded(text) == text


def test_control_characters_do_not_hide_a_formula():
    assert guarded("\x00\x0b=1") == "'=1"


def read_csv(response):
    """The rows of a CSV export, read as a French spreadsheet does."""
    text = response.getvalue().decode("utf-8")
    assert text.startswith("\ufeff")
    return list(csv.reader(StringIO(text[1:], newline=""), delimiter=";"))


def read_xlsx(response):
    """The sheet of an XLSX export."""
    return load_workbook(BytesIO(response.getvalue())).active


@pytest.fixture
def sheets(make_actor, world):
    make_actor("Œuvre d’été; « Bénin »", countries=[world["benin"], world["mali"]], municipality=world["nantes"], siren="503621526")
    make_actor('=HYPERLINK("http://mal.example")', acronym="+1", place="\t=2", college="collectivites", kind="commune")
    make_actor("Brouillon", state=State.DRAFT, countries=[world["benin"]])


def test_a_csv_opens_right_in_a_french_spreadsheet(client, sheets):
    response = client.get("/annuaire/?format=csv")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == f'attachment; filename="annuaire-{timezone.localdate():%Y-%m-%d}.csv"'
    assert response["Cache-Control"] == "private, no-store"
    rows = read_csv(response)
    assert rows[0] == [label for label, _ in COLUMNS]
    found = {row[0]: dict(zip(rows[0], row, strict=True)) for row in rows[1:]}
    assert set(found) == {"Œuvre d’été; « Bénin »", '\'=HYPERLINK("http://mal.example")'}
    assert found["Œuvre d’été; « Bénin »"]["Pays"] == "Bénin, Mali"
    assert found["Œuvre d’été; « Bénin »"]["Commune"] == "Nantes"
    assert found['\'=HYPERLINK("http://mal.example")']["Sigle"] == "'+1"


def test_the_lines_of_a_csv_end_as_windows_expects(client, sheets):
    content = client.get("/annuaire/?format=csv").getvalue()
    assert content.count(b"\r\n") == content.count(b"\n") == 3


def test_an_xlsx_holds_text_alone(client, sheets):
    response = client.get("/annuaire/?format=xlsx")
    sheet = read_xlsx(response)
    assert {cell.data_type for row in sheet for cell in row if cell.value} == {"s"}
    assert '=HYPERLINK("http://mal.example")' in {row[0].value for row in sheet}
    parts = ZipFile(BytesIO(client.get("/annuaire/?format=xlsx").getvalue()))
    assert all(b"<f>" not in parts.read(name) for name in parts.namelist())
    assert sheet.freeze_panes == "A2"


def test_a_geojson_is_right(client, sheets):
    response = client.get("/annuaire/?format=geojson")
    assert response["Content-Type"] == "application/geo+json"
    data = json.loads(response.getvalue())
    assert set(data) == {"type", "features"}
    assert data["type"] == "FeatureCollection"
    by_name = {feature["properties"]["Nom"]: feature for feature in data["features"]}
    assert by_name["Œuvre d’été; « Bénin »"]["geometry"] == {"type": "Point", "coordinates": [-1.55, 47.22]}, "longitude first"
    assert by_name['=HYPERLINK("http://mal.example")']["geometry"] is None
    assert all(set(feature) == {"type", "geometry", "properties"} for feature in data["features"])


@pytest.mark.parametrize("kind", ["csv", "xlsx", "geojson"])
@pytest.mark.parametrize("address", [
    "", "q=oeuvre", "pays=benin", "college=collectivites", "pays=liban", "q=zzz", "emprise=-2,47,-1,48", "tri=fraicheur", "page=2",
    "vue=carte", "pays=benin&college=collectivites",
])  # fmt: skip
def test_an_export_holds_what_the_list_shows_in_its_order(client, sheets, make_actor, world, kind, address):
    for n in range(30):
        make_actor(f"Structure {n}", municipality=world["nantes" if n % 2 else "laval"], countries=[world["benin"]] if n % 3 else [])
    shown, page = [], 1
    state = directory.shown("/annuaire/", QueryDict(address.replace("page=2", "")))
    while page <= state.pages:
        data = QueryDict(f"{address.replace('page=2', '')}&page={page}")
        shown += [card["name"] for _, _, card in directory.shown("/annuaire/", data).page[2]]
        page += 1
    response = client.get(f"/annuaire/?{address}&format={kind}")
    if kind == "csv":
        names = [row[0].removeprefix("'") for row in read_csv(response)[1:]]
    elif kind == "xlsx":
        names = [row[0].value for row in list(read_xlsx(response))[1:]]
    else:
        names = [feature["properties"]["Nom"] for feature in json.loads(response.getvalue())["features"]]
    assert names == shown


def test_a_sheet_that_is_withdrawn_during_an_export_is_left_out(sheets):
    response = respond(directory.shown("/annuaire/", QueryDict()), "csv")
    Actor.objects.filter(siren="503621526").update(state=State.ARCHIVED)
    assert "Œuvre" not in response.getvalue().decode()


def test_exports_are_limited(client, sheets, settings):
    settings.THROTTLE = {"export": "2/60", "search": "99/60"}
    codes = [client.get("/annuaire/?format=csv").status_code for _ in range(3)]
    assert codes == [200, 200, 429]
    assert client.get("/annuaire/?q=x").status_code == 200


MANY = """
INSERT INTO actors_actor (name, slug, college, kind, state, published_at, presentation, acronym, other_names, siren, siret, rna, uai,
    website, street, postcode, place, public_email, public_phone, logo, ways, languages, provenance, source, is_demo, refusal_reason,
    created_at, updated_at)
SELECT 'Structure ' || n, 's-' || n, 'associations', 'association', 'published', now(), repeat('x', 500), '', '', '', '', '', '',
    '', '', '', '', '', '', '', '{}', '{}', 'declared', '', false, '', now(), now() FROM generate_series(1, 10000) n
"""


def resident():
    """The memory of this process, in megabytes."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 1_000_000


def test_ten_thousand_lines_do_not_fill_the_memory(client, db):
    with connection.cursor() as cursor:
        cursor.execute(MANY)
    client.get("/annuaire/?q=rien&format=csv").getvalue()
    for kind in ("csv", "xlsx"):
        before, most, size = resident(), 0, 0
        for part in client.get(f"/annuaire/?format={kind}").streaming_content:
            size += len(part)
            most = max(most, resident()) if size % 50 == 0 or kind == "xlsx" else most
        most = max(most, resident())
        assert size > 200_000
        assert most - before < 25, f"{most - before:.0f} MB more"

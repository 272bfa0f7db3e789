"""XLSX: looked at before it is opened, read without believing what it says of itself (guarantees 22 and 23)."""

import datetime
import io
import resource
import time
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from network.imports import limits
from network.imports.errors import UnreadableFile
from network.imports.tables import read_table
from tests.imports.workbooks import CONTENT, SHEET, changed, shared, workbook

PLAIN = shared(workbook(["Nom", "Ville"], ["Alliance", "Nantes"], ["Amitié", "Laval"]))


def cells(octets, **options):
    return [row.cells for row in read_table(octets, "classeur.xlsx", **options).rows()]


def test_values_as_a_person_reads_them():
    def dressed(sheet):
        sheet["B2"].number_format = "00000"
        sheet["F2"] = "=1+1"

    octets = workbook(
        ["Nom", "CP", "SIRET", "Le", "Vrai", "Somme", "Montant"],
        ["Alliance", 1000, 35181600000012, datetime.date(2021, 3, 5), True, None, 12.5],
        prepare=dressed,
    )
    octets = changed(octets, parts={SHEET: lambda part: part.replace(b"<f>1+1</f><v></v>", b"<f>1+1</f><v>2</v>")})
    table = read_table(octets)
    (row,) = table.rows()
    assert row.cells == ["Alliance", "01000", "35181600000012", "2021-03-05", "oui", "2", "12.5"]
    assert row.problems == []
    assert any("formules" in said for said in table.warnings)


def test_a_formula_that_nobody_computed_is_not_an_empty_cell():
    octets = workbook(["Nom", "Ville"], ["Alliance", "=A2"])
    (row,) = read_table(octets).rows()
    assert "formule" in row.problems[0]


def test_an_error_of_the_spreadsheet_is_said():
    octets = changed(PLAIN, parts={SHEET: lambda part: part.replace(b'<c r="B2" t="s"><v>3</v></c>', b'<c r="B2" t="e"><v>#N/A</v></c>')})
    assert "#N/A" in next(iter(read_table(octets).rows())).problems[0]


def test_a_sheet_without_dimensions_or_with_false_ones_is_read_whole():
    for dimension in (b"", b'<dimension ref="A1"/>', b'<dimension ref="A1:XFD1048576"/>'):

        def said(part, dimension=dimension):
            start = part.index(b"<dimension")
            return part[:start] + dimension + part[part.index(b">", start) + 1 :]

        assert cells(changed(PLAIN, parts={SHEET: said})) == [["Alliance", "Nantes"], ["Amitié", "Laval"]]


def test_the_line_is_the_number_of_the_row_in_the_spreadsheet():
    def far(sheet):
        sheet["A9"], sheet["B9"] = "Lointaine", "Angers"

    table = read_table(workbook(["Liste"], [], ["Nom", "Ville"], ["Alliance", "Nantes"], prepare=far))
    assert table.header_line == 3
    assert [row.line for row in table.rows()] == [4, 9]


def test_the_sheet_may_be_chosen():
    def second(sheet):
        other = sheet.parent.create_sheet("Autres")
        other.append(["Nom", "Ville"])
        other.append(["Autre", "Angers"])

    octets = workbook(["Nom", "Ville"], ["Alliance", "Nantes"], prepare=second)
    assert any("2 feuilles" in said for said in read_table(octets).warnings)
    assert cells(octets, sheet="Autres") == [["Autre", "Angers"]]
    with pytest.raises(UnreadableFile, match="n’a pas de feuille"):
        read_table(octets, sheet="Nulle part")


def bomb(size, name=SHEET):
    """A workbook of some kilobytes whose part `name` unpacks to `size` octets of spaces."""
    return (
        changed(PLAIN, add={"xl/large.xml": b"<a>" + b" " * size})
        if name is None
        else changed(PLAIN, parts={name: lambda part: part + b" " * size})
    )


@pytest.mark.parametrize("name", [SHEET, "xl/sharedStrings.xml", "xl/styles.xml", None])
def test_a_zip_bomb_is_refused_before_it_is_opened(name):
    octets = bomb(30_000_000, name)
    assert len(octets) < 100_000
    start, before = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(UnreadableFile, match="décompressé"):
        read_table(octets)
    assert time.process_time() - start < 1
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20_000


def test_an_archive_of_too_many_parts_is_refused():
    with pytest.raises(UnreadableFile, match="décompressé"):
        read_table(changed(PLAIN, add={f"xl/n{number}.bin": b"" for number in range(limits.ENTRIES)}))


def test_sizes_that_lie_do_not_make_it_read_further():
    octets = bytearray(changed(PLAIN, parts={SHEET: lambda part: part + b"<!-- " + b"x" * 200_000}))
    with zipfile.ZipFile(io.BytesIO(octets)) as archive:
        size = archive.getinfo(SHEET).file_size.to_bytes(4, "little")
    lied = bytes(octets).replace(size, (500).to_bytes(4, "little"))
    with pytest.raises(UnreadableFile):
        list(read_table(lied).rows())


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml", CONTENT, "xl/_rels/workbook.xml.rels"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_no_entity_is_ever_declared(part, encoding, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("motdepasse")
    declared = f'<!DOCTYPE r [<!ENTITY x SYSTEM "file://{secret}"><!ENTITY a "aaaa">]>'

    def with_entity(octets):
        text = octets.decode()
        head, body = (
            text[: text.index("?>") + 2] if text.startswith("<?xml") else "",
            text[text.index("?>") + 2 if text.startswith("<?xml") else 0 :],
        )
        return (head.replace("UTF-8", encoding).replace("utf-8", encoding) + declared + body.replace("Alliance", "&x;")).encode(encoding)

    with pytest.raises(UnreadableFile, match="déclarations XML"):
        read_table(changed(PLAIN, parts={part: with_entity}))


def test_names_that_climb_write_nothing(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert cells(changed(PLAIN, add={"../../tmp/evasion.txt": b"x", "/etc/evasion": b"x"}))
    assert list(tmp_path.iterdir()) == []


def test_too_many_columns_are_said_and_far_empty_cells_are_not():
    with pytest.raises(UnreadableFile, match="200 colonnes"):
        list(read_table(workbook(["Nom"] * 300, ["x"] * 300)).rows())
    many = changed(
        PLAIN, parts={SHEET: lambda part: part.replace(b'<row r="2"', b'<row r="2"').replace(b"</row>", b'<c r="ZZZ2"/></row>', 1)}
    )
    assert cells(many)[0] == ["Alliance", "Nantes"]


def test_a_row_of_millions_of_cells_is_not_held():
    octets = changed(PLAIN, parts={SHEET: lambda part: part.replace(b"</row>", b"<c/>" * 20_000 + b"</row>", 1)})
    with pytest.raises(UnreadableFile, match="colonnes"):
        list(read_table(octets).rows())


@pytest.mark.parametrize("number", ["-5", "99999999999", "deux", "1"])
def test_rows_out_of_order_are_a_broken_workbook(number):
    octets = changed(PLAIN, parts={SHEET: lambda part: part.replace(b'<row r="3"', f'<row r="{number}"'.encode())})
    with pytest.raises(UnreadableFile, match="abîmé"):
        list(read_table(octets).rows())


@pytest.mark.parametrize(("part", "said"), [("word/document.xml", "DOCX"), ("content.xml", "ODS"), ("autre.txt", "archive")])
def test_other_archives_are_named(part, said):
    octets = io.BytesIO()
    with zipfile.ZipFile(octets, "w") as archive:
        archive.writestr(part, b"<a/>")
    with pytest.raises(UnreadableFile, match=said):
        read_table(octets.getvalue())


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(PLAIN) - 1), st.binary(min_size=1, max_size=6))
def test_a_damaged_workbook_is_read_or_said_unreadable(place, octets):
    with suppress(UnreadableFile):
        list(read_table(PLAIN[:place] + octets + PLAIN[place + len(octets) :]).rows())


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([SHEET, "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml"]), st.integers(0, 3000), st.binary(max_size=6))
def test_a_damaged_part_is_read_or_said_unreadable(part, place, octets):
    damaged = changed(
        PLAIN, parts={part: lambda before: before[: place % len(before)] + octets + before[place % len(before) + len(octets) :]}
    )
    with suppress(UnreadableFile):
        list(read_table(damaged).rows())

"""Any text file as a table: no encoding is guessed in silence, and whatever is doubtful is said, line by line."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from network.imports import limits
from network.imports.errors import UnreadableFile
from network.imports.tables import read_table

ROWS = "Nom;Ville;Année\nÉcole d’été;Château-du-Loir;2018\nAmitié Guinée;Le Mans;2019\n"


def cells(table):
    return [row.cells for row in table.rows()]


def problems(table):
    return {row.line: row.problems for row in table.rows() if row.problems}


@pytest.mark.parametrize(
    ("encoding", "label"),
    [
        ("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8 avec marque"), ("utf-16", "UTF-16"), ("utf-16-le", "UTF-16"), ("utf-16-be", "UTF-16"),
        ("cp1252", "Windows-1252"), ("mac_roman", "Macintosh"), ("cp850", "DOS (850)"),
    ],
)  # fmt: skip
def test_the_same_words_whatever_the_encoding(encoding, label):
    text = ROWS.replace("’", "'") if encoding == "cp850" else ROWS
    table = read_table(text.encode(encoding), "structures.csv")
    assert table.headings == ["Nom", "Ville", "Année"]
    assert cells(table)[0] == ["École d’été".replace("’", "'" if encoding == "cp850" else "’"), "Château-du-Loir", "2018"]
    assert problems(table) == {}
    assert label.split()[0] in table.encoding
    old = encoding in ("mac_roman", "cp850")
    assert any("vérifiez les accents" in said for said in table.warnings) == old


def test_a_file_may_mix_encodings_line_by_line():
    lines = ROWS.splitlines()
    table = read_table("\r\n".join(lines[:2]).encode() + b"\r\n" + lines[2].encode("cp1252"), "mêlé.csv")
    assert cells(table) == [["École d’été", "Château-du-Loir", "2018"], ["Amitié Guinée", "Le Mans", "2019"]]
    assert any("mêle plusieurs encodages" in said for said in table.warnings)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("AmitiÃ© GuinÃ©e".encode(), "sans doute « é »"),
        ("L’Ã©cole".encode(), "« Ã© »"),
        ("lâ€™amitié".encode(), "’"),
        ("Ã  Nantes".encode(), "à"),
        (b"Associ?tion", "point d’interrogation"),
        ("Associ\ufffdtion".encode(), "une lettre que l’encodage"),
        (b"Assoc\x81iation", "encodage"),
        (b"Assoc\x9d\xe9", "encodage"),
        (b"c\xbdur de Loire", "signe"),
        (b"Amiti\xa4", "« ¤ »"),
        (b"Alliance\x07", "caractère de contrôle"),
    ],
)  # fmt: skip
def test_text_that_may_be_wrong_is_said_with_its_line(name, said):
    table = read_table(b"Nom;Ville\nAlliance;Nantes\n" + name + b";Laval\nAutre;Angers\n", "douteux.csv")
    ((line, found),) = problems(table).items()
    assert line == 3
    assert said in found[0]


RIGHT = ["CAFÉ» et «THÉ", "SÃO TOMÉ", "L’Œuvre — n° 4", "Où ? Ici", "www.exemple.org/?page=1&nom=a?b", "Čeští přátelé", "É’"]


@pytest.mark.parametrize("name", RIGHT)
def test_text_that_is_right_raises_no_doubt(name):
    assert problems(read_table(f"Nom,Ville\n{name},Nantes\n".encode(), "juste.csv")) == {}


def test_a_person_may_name_the_encoding():
    octets = "Nom;Ville\nMaison d’Évron;Évron\n".encode("mac_roman")
    assert cells(read_table(octets, encoding="mac_roman")) == [["Maison d’Évron", "Évron"]]
    with pytest.raises(UnreadableFile, match="n’est pas proposé"):
        read_table(octets, encoding="rot13")


@pytest.mark.parametrize(("sign", "word"), [(";", "point-virgule"), (",", "virgule"), ("\t", "tabulation"), ("|", "barre verticale")])
def test_the_sign_between_cells_is_found(sign, word):
    octets = sign.join(["Nom", "Objet", "Ville"]) + "\n" + sign.join(['"Eau; vie, école"', "a", "b"]) + "\n"
    table = read_table(octets.encode())
    assert (table.delimiter, cells(table)) == (word, [["Eau; vie, école", "a", "b"]])


def test_a_single_column_is_a_table():
    assert cells(read_table("Nom\nAlliance\nAmitié, Guinée et vie\n".encode())) == [["Alliance"], ["Amitié, Guinée et vie"]]


def test_cells_on_several_lines_keep_the_number_of_their_first_line():
    table = read_table('Nom;Objet\r\n"Alliance";"eau\r\nécole\nsanté"\r\nAutre;x\r\n'.encode())
    assert [(row.line, row.cells) for row in table.rows()] == [(2, ["Alliance", "eau\nécole\nsanté"]), (5, ["Autre", "x"])]


def test_quotes_that_are_wrong_cost_their_row_alone():
    table = read_table(b'Nom;Ville\nAlliance;Nantes\n"Le "Bon" coin";Laval\nAutre;Angers\n"Dernier;Tours\n')
    found = problems(table)
    assert list(found) == [3, 5]
    assert "guillemets mal placés" in found[3][0]
    assert [row.cells for row in table.rows() if not row.problems] == [["Alliance", "Nantes"], ["Autre", "Angers"]]


@pytest.mark.parametrize("after", [2, 150, 1000])
def test_a_quote_never_closed_costs_the_line_where_it_opens_alone(after):
    table = read_table(b'Nom;Ville\n"Alliance;Nantes\n' + b"Autre;Angers\n" * after)
    assert problems(table) == {2: ["un guillemet s’ouvre et ne se referme pas, ligne 2 : le contenu n’a pas pu être lu"]}
    assert [row.line for row in table.rows() if row.cells == ["Autre", "Angers"]] == list(range(3, 3 + after))


def test_a_quote_closed_by_that_of_another_line_costs_no_other_line():
    table = read_table('Nom;Ville\n"Cercle;Laval\nAutre;Angers\n"Amitié";Évron\nDernier;Tours\n'.encode())
    assert list(problems(table)) == [2]
    assert [row.line for row in table.rows() if not row.problems] == [3, 4, 5]


def test_lines_that_a_quote_made_one_are_never_taken_for_one():
    table = read_table(b'Nom;Ville\n"Cercle;Laval\nAutre;Angers\nDernier;Tours"\nVrai;Nantes\n')
    assert problems(table) == {2: ["un guillemet mal placé a réuni plusieurs lignes en une"]}


def test_titles_above_the_headings_are_passed_over_and_said():
    octets = "Subventions 2018;;\nDépartement;;\n;;\nNom;Ville;Montant\nAlliance;Nantes;1 200,00\n".encode("cp1252")
    table = read_table(octets)
    assert (table.header_line, table.headings, cells(table)) == (4, ["Nom", "Ville", "Montant"], [["Alliance", "Nantes", "1 200,00"]])
    assert any("à la ligne 4" in said for said in table.warnings)
    chosen = read_table(octets, header_line=2)
    assert chosen.headings[0] == "Département"
    with pytest.raises(UnreadableFile, match="choisissez une ligne"):
        read_table(octets, header_line=99)


def test_headings_are_named_numbered_and_cut_where_nothing_follows():
    table = read_table(b"Nom;Nom;;Ville;;;\nA;B;C;D;;;\n")
    assert table.headings == ["Nom", "Nom (2)", "Colonne C", "Ville"]
    assert len(table.warnings) == 2


def test_a_row_with_more_cells_than_headings_is_said():
    octets = b"Nom;Ville\n" + b"A;B\n" * 70 + b"A;B;C\n"
    assert problems(read_table(octets)) == {72: ["3 cellules pour 2 colonnes"]}


@pytest.mark.parametrize(
    ("octets", "said"),
    [
        (b"", "vide"), (b" \r\n ", "vide"), (b"%PDF-1.7 x", "PDF"), (b"\x1f\x8b\x08abc", "compressé"), (b"\x89PNG\r\n", "image"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "mot de passe"), (b"<!DOCTYPE html><html>", "page web"), (b"<?xml version='1.0'?><a/>", "XML"),
        (b"a\x00b;c\x00\x01\x02\nd", "octets"), (b"\xff\xfe\x00\x00a\x00\x00\x00", "UTF-32"), (b";;\n;;\n", "aucune ligne"),
        (b"a" * (limits.LINE + 1), "si longue"), (b"PK\x03\x04rien", "abîmé"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_refused_with_a_reason(octets, said):
    with pytest.raises(UnreadableFile, match=said):
        list(read_table(octets, "fichier.csv").rows())


def test_limits_on_size_and_rows(monkeypatch):
    monkeypatch.setattr(limits, "ROWS", 3)
    with pytest.raises(UnreadableFile, match="plus de 3 lignes"):
        list(read_table(b"Nom;Ville\n" + b"A;B\n" * 4).rows())
    monkeypatch.setattr(limits, "FILE", 1_000_000)
    with pytest.raises(UnreadableFile, match="dépasse 1 Mo"):
        read_table(b"a;b\n" * 300_000)


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(st.binary(max_size=400), st.text(max_size=200).map(str.encode), st.text(alphabet=';,"\n\té?Ã©a', max_size=80).map(str.encode))
)
@example(b"\xff\xfe")
@example(b'"')
@example(b"\xef\xbb\xbf")
@example(b"a;b\r")
def test_any_octets_are_a_table_or_said_unreadable(octets):
    try:
        table = read_table(octets, "n’importe.csv")
        rows = list(table.rows())
    except UnreadableFile:
        return
    assert all(len(row.cells) == len(table.headings) for row in rows)


PRINTED = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Co", "Cn"))


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(st.text(alphabet=PRINTED, max_size=12), min_size=3, max_size=3), min_size=1, max_size=8))
def test_what_was_written_is_what_is_read_or_is_doubted(rows):
    text = "Nom;Ville;Objet\n" + "".join(";".join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row) + "\n" for row in rows)
    written = [row for row in rows if any(cell.strip() for cell in row)]
    read = list(read_table(text.encode(), header_line=1).rows())
    assert all(row.problems or row.cells == wanted for row, wanted in zip(read, written, strict=True))

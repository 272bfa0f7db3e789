"""What comes out of the press: a tagged PDF that a screen reader can read, in our typefaces."""

import pytest
from django.http import QueryDict

from network.documents import services
from network.documents.enums import State
from tests.documents.reading import drawn, elements, faults, outline, texts

TABLE = (
    "<table><thead><tr><th>Année</th><th>Montant</th></tr></thead><tbody><tr><th scope='row'>2014</th><td>500 €</td></tr></tbody></table>"
)


def test_a_document_is_a_well_tagged_pdf_ua(printed, opened):
    link = '<a href="https://exemple.example/">le site</a>'
    document = printed(f"<h1>Un titre</h1><p>Un texte, <b>gras</b>, <i>italique</i>, {link}.</p><h2>Un autre</h2>{TABLE}")
    assert document.state == State.READY, document.error
    pdf = opened(document)
    assert faults(pdf) == []
    tags = [str(element.S) for element, _ in elements(pdf)]
    assert {"/H1", "/H2", "/P", "/Link", "/Table", "/TH", "/TD"} <= set(tags)


def test_headings_of_tables_are_found_from_their_cells(printed, opened):
    pdf = opened(printed(TABLE + TABLE))
    names = list(pdf.Root.StructTreeRoot.IDTree.Names)
    known = {bytes(name): element for name, element in zip(names[::2], names[1::2], strict=True)}
    cells = [element for element, _ in elements(pdf) if str(element.S) == "/TD"]
    assert len(cells) == 2
    for cell in cells:
        assert [str(known[bytes(header)].S) for header in cell.A.Headers] == ["/TH", "/TH"]
    assert len(known) == 6


def test_what_is_in_the_margins_is_not_read_aloud(printed, opened):
    page = drawn(opened(printed("<p>Le texte</p>")).pages[0])
    assert page.read.split() == ["Le", "texte"]
    assert "page 1 sur 1" in page.text


def test_our_typefaces_are_embedded_with_their_weights(printed, opened):
    pdf = opened(printed("<h1>Titre</h1><p>Maigre, <b>gras</b>, <i>italique</i>, <b style='font-weight: 600'>demi-gras</b></p>"))
    names = {str(font.BaseFont).partition("+")[2] for font in pdf.pages[0].Resources.Font.values()}
    assert names == {
        "Source-Sans-3-Variable", "Source-Sans-3-Variable-Bold", "Source-Sans-3-Variable-Italic", "Source-Sans-3-Variable-Semi-Bold",
        "Ysabeau-Office-Variable-Bold",
    }  # fmt: skip


def test_letters_of_the_world_keep_their_shape(printed, opened):
    """Two subsets of one family under one name would give one the other's glyphs."""
    words = "Şanlıurfa, Łódź, Đà Nẵng, œuvre, 2 ½, « cité »"
    assert words.replace(" ", "") in texts(opened(printed(f"<h1>{words}</h1><p>{words}</p>")))[0].replace(" ", "")


def test_numbers_of_pages_are_written_by_the_stylesheet_in_a_short_document(printed, opened):
    document = printed('<p>Un</p><p style="break-before: page">Deux</p>')
    assert document.pages == 2
    assert [f"page {n} sur 2" in text for n, text in enumerate(texts(opened(document)), 1)] == [True, True]


@pytest.mark.parametrize("kind", ["annuaire", "fiche-acteur"])
def test_html_of_a_person_is_text(worked, make_actor, opened, world, kind):
    nasty = "<script>alert(1)</script><img src=http://127.0.0.1:9/x.png><style>* { display: none }</style></p></article><h1>Faux</h1>"
    actor = make_actor("Nom <b>gras</b>", presentation=nasty, municipality=world["nantes"])
    document = worked(services.request_document(kind=kind, data=QueryDict(f"acteur={actor.slug}")))
    pdf = opened(document)
    text = "".join(texts(pdf)).replace(" ", "").replace("\xa0", "")
    assert nasty.replace(" ", "") in text
    assert "Nom<b>gras</b>" in text
    assert "Faux" not in [title for title in outline(pdf)]

"""The directory's search: accents, case, plurals, typing errors, acronyms and numbers."""

import pytest
from django.http import QueryDict

from actors.listing import directory
from network.directory.search import words


def found(**params):
    """The names that the directory shows."""
    data = QueryDict(mutable=True)
    for key, value in params.items():
        data.setlist(key.replace("_", "-"), value if isinstance(value, list) else [value])
    return [card["name"] for _, _, card in directory.shown("/annuaire/", data).page[2]]


@pytest.fixture
def sheets(make_actor, world):
    return [
        make_actor("Association Bénin", siren="503621526", countries=[world["benin"]], municipality=world["nantes"]),
        make_actor("A.F.H.A.D (Association France Haïti Développement)", rna="W442001234", municipality=world["laval"]),
        make_actor(
            "Écoles du Mali", countries=[world["mali"]], themes=[world["school"]], presentation="Nous équipons des écoles maliennes."
        ),
        make_actor("Œuvres et forages", acronym="OEF", siret="50362152600019"),
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("assosiation benin", "Association Bénin"),
        ("BÉNIN", "Association Bénin"),
        ("bénins", "Association Bénin"),
        ("haiti developpement", "A.F.H.A.D (Association France Haïti Développement)"),
        ("AFHAD", "A.F.H.A.D (Association France Haïti Développement)"),
        ("a.f.h.a.d.", "A.F.H.A.D (Association France Haïti Développement)"),
        ("w442001234", "A.F.H.A.D (Association France Haïti Développement)"),
        ("laval", "A.F.H.A.D (Association France Haïti Développement)"),
        ("école", "Écoles du Mali"),
        ("ecoels mali", "Écoles du Mali"),
        ("équiper", "Écoles du Mali"),
        ("503 621 526", "Association Bénin"),
        ("503.621.526.00019", "Œuvres et forages"),
        ("oeuvre", "Œuvres et forages"),
        ("œuvres", "Œuvres et forages"),
        ("forag", "Œuvres et forages"),
        ("oef", "Œuvres et forages"),
    ],
)
def test_a_search_finds_what_was_meant(sheets, text, name):
    assert name in found(q=text)


@pytest.mark.parametrize("text", ["zzzzqqq", "' OR 1=1 --", "& | ! ( ) :*", "%", "\\", "é" * 300, "a\x00b", "le la les"])
def test_a_search_for_nothing_that_exists_is_empty_and_never_an_error(sheets, text):
    assert found(q=text) == []


def test_words_that_are_known_are_not_mended(sheets):
    shown = directory.shown("/annuaire/", QueryDict("q=benin"))
    assert shown.search == ("benin:*", {})


def test_digits_typed_in_groups_make_one_word():
    assert words("503 621 526, l’Œuvre d’A.F.H.A.D") == ["503621526", "l", "oeuvre", "d", "afhad"]


def test_every_word_must_be_there(sheets):
    assert found(q="association mali") == []


def test_the_name_weighs_more_than_the_presentation(make_actor):
    make_actor("Zèbres du Sahel", presentation="Rien d’autre.")
    make_actor("Abeilles", presentation="Avec les zèbres.")
    assert found(q="zèbre") == ["Zèbres du Sahel", "Abeilles"]

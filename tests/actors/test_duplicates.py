"""Sheets that may be of one organisation: what is found, in which order, and what is not."""

import pytest

from actors.duplicates import probable_duplicates
from actors.models import Actor
from network.moderation.enums import State

SIREN, SIRET, OTHER_SIRET = "503621526", "50362152600019", "50362152600027"


def names(**asked):
    """The names of the sheets found, best first."""
    return [duplicate.actor.name for duplicate in probable_duplicates(**{"name": "", **asked})]


@pytest.mark.parametrize(
    ("kept", "typed"),
    [
        ("Alliance Loire Bénin", "alliance loire-benin"),
        ("Alliance Loire Bénin", "Association Alliance Loire Bénin (ALB)"),
        ("Alliance Loire Bénin", "Alliance Loire Benin 44"),
        ("L’Œuvre d’Haïti", "oeuvre haiti"),
        ("Ville de Nantes", "Commune de Nantes"),
        ("Comité de coopération et d’amitié St Nazaire Kribi", "Comité coopération amitié Saint-Nazaire – Kribi"),
        ("A.F.H.A.D (Association France Haïti Développement)", "AFHAD"),
        ("A.F.H.A.D (Association France Haïti Développement)", "France Haïti développement"),
        ("Anjou Madagascar", "Anjou Madagaskar"),
    ],
)
def test_a_name_is_found_as_people_write_it(make_actor, kept, typed):
    make_actor(kept)
    assert names(name=typed) == [kept]


@pytest.mark.parametrize("typed", ["", "  ", "as", "\0", "日本", "Association", "Solidarité Mali", "x' OR 1=1 --", "%", "|"])
def test_what_is_not_like_it_finds_nothing(make_actor, typed):
    make_actor("Alliance Loire Bénin")
    make_actor("日本")
    assert names(name=typed) == []


@pytest.mark.parametrize(
    ("kept", "typed", "reason", "certain"),
    [
        ({"siren": SIREN}, {"siren": "503 621 526"}, "même numéro SIREN", True),
        ({"siren": SIREN}, {"siret": "503 621 526 00019"}, "même numéro SIREN", True),
        ({"siret": SIRET}, {"siren": SIREN}, "même numéro SIREN", True),
        ({"siret": SIRET}, {"siret": SIRET}, "même numéro SIRET", True),
        ({"siret": SIRET}, {"siret": OTHER_SIRET}, "même SIREN, autre établissement", False),
        ({"rna": "W442001234"}, {"rna": "w442 001 234"}, "même numéro RNA", True),
        ({"uai": "0440001M"}, {"uai": "0440001m"}, "même numéro UAI", True),
    ],
)
def test_the_same_number_says_so(make_actor, kept, typed, reason, certain):
    make_actor("Un tout autre nom", **kept)
    make_actor("Encore un autre")
    (found,) = probable_duplicates(name="Alliance Loire Bénin", **typed)
    assert (found.reasons, found.certain) == ([reason], certain)


def test_an_acronym_is_found_by_itself_and_by_initials_nearby(make_actor, world):
    make_actor("Alliance pour le Bénin", acronym="A.L.B.", municipality=world["laval"])
    make_actor("Amis des Lycées du Burkina", municipality=world["nantes"])
    here = world["nantes"]
    found = probable_duplicates(name="Autre chose", acronym="ALB", municipality=here)
    assert [(d.actor.name, d.reasons) for d in found] == [
        ("Amis des Lycées du Burkina", ["mêmes initiales", "même commune"]),
        ("Alliance pour le Bénin", ["même sigle"]),
    ]


def test_the_same_commune_comes_first_then_the_departement(make_actor, world):
    other = type(world["nantes"]).objects.create(
        code="44073", name="Héric", department=world["nantes"].department, population=1, longitude=0, latitude=0
    )
    make_actor("Alliance Loire Bénin", municipality=world["laval"])
    make_actor("Alliance Loire Bénin sud", municipality=other)
    make_actor("Alliance Loire et Bénin 44", municipality=world["nantes"])
    found = probable_duplicates(name="Alliance Loire Bénin", municipality=world["nantes"])
    assert [d.reasons[-1] for d in found] == ["même commune", "même département", "même nom"]


def test_a_number_comes_before_forty_like_names(make_actor):
    for n in range(45):
        make_actor(f"Comité de jumelage {n}")
    make_actor("Tout autre", rna="W442001234")
    assert names(name="Comité de jumelage", rna="W442001234", limit=2)[0] == "Tout autre"


def test_other_names_count_and_the_sheet_itself_does_not(make_actor):
    actor = make_actor("Cimade, service œcuménique d’entraide", other_names="La Cimade ; Comité inter-mouvements")
    assert names(name="la cimade") == [actor.name]
    assert names(name="la cimade", exclude=actor) == []


def test_drafts_of_others_are_found_only_by_those_who_may_see_them(make_actor, account, member, represent):
    draft = make_actor("Alliance Loire Bénin", state=State.DRAFT, siren=SIREN)
    represent(member, draft)
    for person, found in ((account, []), (member, [draft.name])):
        assert names(name="Alliance Loire Bénin", siren=SIREN, among=Actor.objects.visible_to(person)) == found


def test_three_statements_however_many_are_found(make_actor, django_assert_num_queries):
    for n in range(8):
        make_actor(f"Alliance Loire Bénin {n}")
    with django_assert_num_queries(3):
        assert len(names(name="Alliance Loire Bénin")) == 5

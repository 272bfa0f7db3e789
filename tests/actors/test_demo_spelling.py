"""Names from the sources, in French spelling."""

import pytest

from actors.demo.organisations import place, tidy
from actors.demo.spelling import is_cut, restored
from actors.demo.subjects import SUBJECTS, themes_of
from network.taxonomy.models import Theme


@pytest.mark.parametrize(
    ("written", "commune", "expected"),
    [
        ("ALLIANCE LOIRE BENIN", "", "Alliance Loire Bénin"),
        ("CIMADE SERVICE OECUMENIQUE D ENTRAIDE", "", "Cimade service œcuménique d’entraide"),
        ("VELO POUR L AFRIQUE EX APDA", "", "Vélo pour l’Afrique ex APDA"),
        ("PARTAGE AVEC L' AFRIQUE", "Seiches-sur-le-Loir", "Partage avec l’Afrique"),
        ("PONT ST NAZAIRE BENIN", "", "Pont Saint-Nazaire Bénin"),
        ("COMITE DE JUMELAGE ROEZE", "Roëzé-sur-Sarthe", "Comité de jumelage Roëzé"),
        ("M I S A S SENEGAL", "", "M I S A S Sénégal"),
        ("TANKANTO", "", "Tankanto"),
        ("CRID", "", "CRID"),
        ("ASS TUNISIENNE POUR PROMOTION DE LA SANTE MENTALE", "", "Association tunisienne pour promotion de la santé mentale"),
        ("Univers'Sel", "Guérande", "Univers’Sel"),
        ("Association ANKADIBE", "", "Association ANKADIBE"),
        ("Alliance Loire Bénin -Héric-", "Héric", "Alliance Loire Bénin (Héric)"),
        ("Green Lotus- CREDDA", "Massy", "Green Lotus – CREDDA"),
        ("ERPA - EN ROUTE POUR L'AFRIQUE", "Cholet", "ERPA – en route pour l’Afrique"),
        ("Comité de jumelage Laval-Garango", "Laval", "Comité de jumelage Laval-Garango"),
        ("ALLIANCE INTERNATIONALE DES VILL", "", "Alliance internationale des Vill"),
    ],
)
def test_a_name_is_restored_by_rule_and_never_completed(written, commune, expected):
    assert restored(written, commune) == expected


def test_a_name_that_its_source_may_have_cut_is_known():
    assert is_cut("ALLIANCE INTERNATIONALE DES VILL")
    assert not is_cut("SOLIDARITE RURALE BALLOU SENEGAL"), "as long, but it ends with the name of a country"
    assert not is_cut("COOPERATION ATLANTIQUE GUINEE 44")
    assert not is_cut("ALLIANCE LOIRE BENIN")


def test_a_purpose_gives_the_themes_that_it_names_and_no_other():
    assert themes_of(["Projet d'adduction d'eau potable à Antaramej en Arménie"]) == {"eau-potable"}
    assert themes_of(["Fourniture de livres scolaires pour 19 écoles de Kribi"]) == {"ecoles"}
    assert themes_of(["par l’énergie solaire par l’achat de modules"]) == {"energies-renouvelables"}
    assert themes_of(["Fonctionnement", "", "Solidarité internationale projet de développement au Sénégal"]) == set()


def test_every_theme_of_the_word_list_exists(reference, db):
    assert set(SUBJECTS.values()) <= set(Theme.objects.values_list("slug", flat=True))


def test_towns_and_purposes_are_tidied():
    assert place("Rennes Cedex") == "Rennes"
    assert place("Ivry Sur Seine") == "Ivry-sur-Seine"
    assert tidy('"Projet ESPER (cadre : ""Les traditions culturelles européennes"")"').count('"') == 2
    assert tidy("aide à l'école") == "Aide à l’école"

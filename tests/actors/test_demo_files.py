"""The files of the demonstration: damage is refused or said, never swallowed."""

import shutil
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from actors.demo.loading import load
from actors.demo.records import FILES
from actors.models import Actor
from network.accounts.models import User
from network.taxonomy.loading.reference import DATA
from network.taxonomy.models import Theme


@pytest.fixture
def folder(tmp_path):
    """A copy of the files, to be damaged."""
    for name in FILES:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(DATA / name, tmp_path / name)
    return tmp_path


def test_it_asks_for_the_reference_data_first(reference, db):
    Theme.objects.exclude(parent=None).delete()
    Theme.objects.all().delete()
    with pytest.raises(CommandError, match="load_reference"):
        call_command("load_demo")


ORGANISATIONS, GRANTS = "acteurs/acteurs_reels_pdl.csv", "acteurs/subventions_international_pdl.csv"

# What is wrong: file, what to replace, by what, what is said, whether the loading is refused.
WRONG = {
    "a year that is not": (GRANTS, ",2016,A.F.H.A.D", ",vingt,A.F.H.A.D", "ligne 2", True),
    "a kind that is not": (ORGANISATIONS, ",,Association,,44,44700", ",,Club,,44,44700", "« Club » est inconnu (type)", True),
    "an organisation twice": (ORGANISATIONS, "\nA0002,", "\nA0001,", "« A0001 » est déjà à la ligne 2", True),
    "a wrong SIREN": (ORGANISATIONS, ",503621526,", ",503621527,", "Le numéro est laissé vide", False),
    "an unknown country": (ORGANISATIONS, ",HTI,1,2000.0", ",ZZZ,1,2000.0", "le pays « ZZZ » n’existe pas", False),
    "an unknown commune": (ORGANISATIONS, ",Orvault,44114,", ",Orvault,44999,", "« 44999 » n’est pas dans la région", False),
    "an impossible amount": (GRANTS, ",2000.0,209-02,HTI", ",-5,209-02,HTI", "soutien laissé de côté", False),
    "a grant of nobody": (GRANTS, ",MENEZ ARARAT,", ",PERSONNE,", "« PERSONNE » n’est pas dans la liste", False),
}


@pytest.mark.parametrize("name", WRONG)
def test_damaged_files_are_refused_or_said(reference, db, folder, name):
    path, old, new, message, refused = WRONG[name]
    text = (folder / path).read_text()
    assert old in text
    (folder / path).write_text(text.replace(old, new, 1))
    said = StringIO()
    if refused:
        with pytest.raises(CommandError) as error:
            call_command("load_demo", folder=folder)
        assert not Actor.objects.exists()
        assert not User.objects.exists()
    else:
        call_command("load_demo", folder=folder, stdout=said)
        assert Actor.objects.filter(is_demo=False).count() == 216
    assert message in str(error.value if refused else said.getvalue()).replace("\u00a0", " ")


def test_a_loading_works_in_bulk(reference, db, django_assert_max_num_queries):
    with django_assert_max_num_queries(340):  # some hundreds of sheets and projects; the few invented things, one by one
        load()
    with django_assert_max_num_queries(4):
        load()

"""Where no script helps to choose actors, their names are written: nothing is guessed and nothing typed is lost."""

from html import unescape

import pytest
from django.utils import timezone

from crm.models import Interaction, Task
from tests.crm.test_desk import ADD, TASKS, exchange
from tests.desk import marks


def words(page):
    return unescape(page.text).replace("\xa0", " ")


@pytest.mark.parametrize(
    "typed",
    ["Alliance Loire Bénin", "alliance loire benin", "ALB", "l’Alliance Loire-Bénin", "503 621 526", "50362152600015", " ALB ; ALB;"],
)
def test_one_name_is_enough(desk, make_actor, typed):
    actor = make_actor("Alliance Loire Bénin", acronym="ALB", siren="503621526")
    make_actor("Alliance Loire Mali")
    make_actor("Alliance Loire Bénin (Héric)", other_names="" if typed.strip().startswith("ALB") else "Alliance Loire Bénin")
    assert desk.post(ADD, exchange(actor, actors=[], typed=typed)).status_code == 302
    assert list(Interaction.objects.get().actors.all()) == [actor]


def test_several_names_join_those_that_were_chosen(desk, actor, make_actor):
    others = [make_actor("Anjou Mali"), make_actor("Sarthe Népal")]
    assert desk.post(ADD, exchange(actor, typed="sarthe nepal; Anjou Mali")).status_code == 302
    assert set(Interaction.objects.get().actors.all()) == {actor, *others}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Anjou Malli", "Aucun acteur ne s’appelle exactement « Anjou Malli ». Est-ce Anjou Mali ?"),
        ("Sœurs", "Plusieurs acteurs répondent à « Sœurs » : Sœurs, Sœurs (Laval)"),
        ("Zzzz", "Aucun acteur ne s’appelle « Zzzz »"),
        ("%", "Aucun acteur ne s’appelle « % »"),
        ("", "Choisissez au moins un acteur."),
        ("\x00", "Choisissez au moins un acteur."),
    ],
)
def test_what_means_none_or_several_is_asked_again(desk, actor, make_actor, world, typed, said):
    make_actor("Anjou Mali")
    make_actor("Sœurs")
    make_actor("Sœurs", municipality=world["laval"])
    page = desk.post(ADD, exchange(actor, actors=[], notes="Un long récit", typed=typed))
    assert page.status_code == 200
    assert said in words(page)
    assert "Un long récit" in page.text
    assert typed.replace("\x00", "") in words(page)
    assert not Interaction.objects.exists()


def test_what_was_understood_stays_chosen_beside_what_was_not(desk, make_actor):
    actor = make_actor("Anjou Mali")
    page = desk.post(ADD, exchange(actor, actors=[], typed="Anjou Mali; Zzzz"))
    assert f'<option value="{actor.pk}" selected' in page.text
    assert 'value="Zzzz"' in page.text


def test_a_task_takes_a_name_in_the_place_of_another(desk, actor, make_actor):
    other = make_actor("Anjou Mali")
    given = {"title": "Rappeler", "due": timezone.localdate().isoformat(), "typed": "Alliance"}
    assert desk.post(f"{TASKS}add/", given).status_code == 302
    task = Task.objects.get()
    assert task.actor == actor
    page = f"{TASKS}{task.pk}/change/"
    assert desk.post(page, given | {"actor": actor.pk, "typed": "Anjou Mali"} | marks(desk, page)).status_code == 302
    task.refresh_from_db()
    assert task.actor == other

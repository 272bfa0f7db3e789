"""Between two snapshots, what entered, left and was classified otherwise adds up to the difference, and each number opens its sheets."""

import random
from itertools import combinations

import pytest

from network.moderation.enums import State
from observatory.comparing import MOVES, Comparison
from observatory.enums import Sort
from observatory.services.snapshots import take
from projects.models import Project

pytestmark = pytest.mark.django_db


@pytest.fixture
def rounds(observed, world, make_actor, make_project, staff):
    """Four snapshots, with acts drawn by chance between them, always the same."""
    dice, taken = random.Random(7), [take(by=staff, reason="Début")]
    countries, themes = [world["benin"], world["mali"], world["liban"]], [world["water"], world["wells"], world["school"]]
    for number in range(3):
        for project in dice.sample(list(Project.objects.order_by("pk")), 7):
            match dice.randrange(5):
                case 0:
                    project.state = State.ARCHIVED if project.state == State.PUBLISHED else State.PUBLISHED
                case 1:
                    project.progress = dice.choice(["termine", "en-cours", "annule", ""])
                case 2:
                    project.places.all().delete()
                    project.places.create(country=dice.choice(countries))
                case 3:
                    project.themes.set(dice.sample(themes, 1))
                case _:
                    project.budget = dice.choice([None, 700, 70_000])
            project.save()
        gone = dice.choice(observed)
        gone.state = State.ARCHIVED if gone.state == State.PUBLISHED else State.PUBLISHED
        gone.department, gone.municipality = None, dice.choice([world["nantes"], world["laval"], None])
        gone.save()
        make_project(f"Neuf {number}", lead=make_actor(f"Neuve {number}"), places=dice.sample(countries, 2), progress="en-cours")
        taken.append(take(by=staff, reason=f"Tour {number}"))
    return taken


def changes(compared):
    """(sort, facet value, Change) of each number of a comparison."""
    for sort in Sort:
        yield sort, "", compared.total(sort)
        for table, lines in compared.tables(sort):
            yield from ((sort, f"{table['facet']}={line.value}", line) for line in lines)


def test_entered_left_and_reclassified_add_up_to_the_difference(rounds):
    moved = [0, 0, 0, 0]
    for one, two in combinations(rounds, 2):
        compared = Comparison(one, two)
        for sort, fact, line in changes(compared):
            assert line.adds_up, (one, two, sort, fact, line)
            for place, (_, n, _) in enumerate(line.moves):
                moved[place] += abs(n)
        countries, came, went = compared.countries
        assert countries.adds_up
        assert countries.after - countries.before == len(came) - len(went)
        for _, before, entered, left, corrected, after in compared.amounts:
            assert round(before + float(entered + left + corrected) - after, 2) == 0
    assert min(moved) > 5, "chance made each kind of move"


def test_each_number_is_the_length_of_its_list(rounds):
    one, *_, two = rounds
    compared = Comparison(one, two)
    for sort, fact, line in changes(compared):
        for name, n in zip(MOVES, (line.entered, line.left, line.gained, line.lost), strict=False):
            if n:
                assert compared.moves(sort, name, fact, 1, 1)[0] == n, (sort, fact, name)
    for sort in Sort:
        assert compared.reclassified(sort)[0] == compared.moves(sort, "reclasses", "", 1, 1)[0] > 0


def test_the_pages_of_the_comparison(rounds, client):
    page = client.get("/observatoire/comparer/?de=4&a=1").content.decode()
    shown = Comparison(rounds[0], rounds[3]).total("project")
    assert f'Projets comptés</th><td class="num" data-label="Avant">{shown.before}</td>' in page
    address = shown.moves[0][2]
    page = client.get(address).content.decode()
    assert "entrée dans le compte" in page
    assert client.get(address.replace("entres", "reclasses")).content.decode().count("<ins>") > 0
    lines = client.get("/observatoire/comparer/?de=1&a=4&format=json").json()["lignes"]
    assert all(n["avant"] + n["entres"] - n["sortis"] + n["reclasses_ici"] - n["reclasses_ailleurs"] == n["apres"] for n in lines)
    assert len(lines) == len(list(changes(Comparison(rounds[0], rounds[3]))))
    assert "Choisissez deux instantanés différents" in client.get("/observatoire/comparer/?de=1&a=1").content.decode()
    assert client.get("/observatoire/comparer/fiches/?de=1&a=2&quoi=projets&mouvement=volés").status_code == 404

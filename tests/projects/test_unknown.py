"""What a project does not say can be asked for, and members among the leads too."""

import pytest
from django.http import QueryDict

from projects.listing import directory

pytestmark = pytest.mark.django_db
FACETS = ["countries", "regions", "themes", "goals", "schemes", "years", "department", "intercommunality"]


def found(address):
    shown = directory.shown("/projets/", QueryDict(address))
    assert shown.query.errors == []
    return shown


@pytest.mark.parametrize("name", FACETS)
def test_what_is_unknown_is_a_value_like_another(name, make_project, make_actor, world):
    make_project("Muet")
    whole = {"places": [world["benin"]], "themes": [world["water"]], "granted": {("Région", 2019): 5000}}
    make_project("Dit", lead=make_actor(municipality=world["nantes"]), **whole)
    unknown = 2 if name == "schemes" else 1
    shown = found(f"{directory.facets[name].param}=inconnu")
    assert shown.total == unknown
    assert found("").page[1][name]["inconnu"] == unknown


def test_unknown_or_a_value(make_project, world):
    make_project()
    make_project(places=[world["benin"]])
    make_project(places=[world["mali"]])
    assert found("pays=inconnu&pays=benin").total == 2


def test_projects_of_members(make_project):
    make_project()
    make_project().lead.memberships.create(year=2026, state="paid")
    assert found("membres=oui").total == 1

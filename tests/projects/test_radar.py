"""Who else of the region works there: by country, by distance, by name, and never a draft."""

import pytest
from django.apps import apps
from django.urls import reverse

from network.moderation.enums import State
from projects.radar import radar

pytestmark = pytest.mark.django_db
COTONOU, PORTO_NOVO, NATITINGOU, LOME = (2.42, 6.37), (2.63, 6.50), (1.38, 10.30), (1.22, 6.13)


def names(seen):
    return [one.name for one in seen]


def test_the_country_s_actors_and_projects(make_actor, make_project, world):
    make_actor("Amis du Bénin", countries=[world["benin"]])
    lead, partner = make_actor("Porteur", slug="p"), make_actor("Ville", college="collectivites", slug="v")
    make_project("Puits", lead=lead, partners=[partner], places=[world["benin"]])
    make_project("Ailleurs", places=[world["mali"]])
    found = radar(world["benin"])
    assert (found.actors_count, found.projects_count, found.where) == (3, 1, "au Bénin")
    assert names(found.projects) == ["Puits"]


def test_the_working_group_of_the_country_is_named_while_it_meets(client_of, world):
    for name, ended in (("Bénin aujourd’hui", False), ("Bénin autrefois", True)):
        group = apps.get_model("events", "WorkingGroup").objects.create(
            name=name, slug=f"groupe-{ended}", nature="geographique", is_ended=ended
        )
        group.countries.add(world["benin"])
    page = client_of(None).get(reverse("projects:radar"), {"pays": "benin"}).content.decode()
    assert "Bénin aujourd’hui" in page
    assert "autrefois" not in page


@pytest.mark.parametrize("state", [State.DRAFT, State.SUBMITTED, State.ARCHIVED])
def test_what_is_not_published_is_never_shown(make_actor, make_project, world, state, client_of):
    project = make_project("Secret", state=state, published_at=None, places=[(world["benin"], "Cotonou", *COTONOU)])
    make_actor("Caché", state=state, published_at=None, countries=[world["benin"]])
    project.lead.state = state
    project.lead.save()
    found = radar(world["benin"], "Cotonou", longitude=COTONOU[0], latitude=COTONOU[1])
    assert (found.actors_count, found.projects_count) == (0, 0)
    page = client_of(None).get(reverse("projects:radar"), {"pays": "benin", "ville": "Cotonou"}).content.decode()
    assert "Secret" not in page
    assert "Caché" not in page


def test_within_fifty_kilometres_whatever_the_border(make_project, world):
    make_project("Tout près", places=[(world["benin"], "Porto-Novo", *PORTO_NOVO)])
    make_project("Loin", places=[(world["benin"], "Natitingou", *NATITINGOU)])
    make_project("Frontière", places=[(world["mali"], "Ouidah", 2.1, 6.36)])
    make_project("Hors pays et loin", places=[(world["mali"], "Lomé", *LOME)])
    found = radar(world["benin"], "Cotonou", longitude=COTONOU[0], latitude=COTONOU[1])
    assert names(found.projects) == ["Tout près", "Frontière", "Loin"]
    assert found.near_count == 2
    assert "27" in found.projects[0].note


def test_the_point_of_a_town_is_found_by_its_name(make_project, world):
    make_project("Connu", places=[(world["benin"], "COTONOU", *COTONOU)])
    make_project("Tout près", places=[(world["benin"], "Porto-Novo", *PORTO_NOVO)])
    make_project("Sans point", places=[(world["benin"], "cotonou")])
    assert radar(world["benin"], "Cotonou").near_count == 3


def test_the_project_that_one_writes_is_left_out_with_its_lead(make_project, world):
    project = make_project(places=[world["benin"]])
    found = radar(world["benin"], but=project)
    assert (found.actors_count, found.projects_count) == (0, 0)


@pytest.mark.parametrize(
    "query", [{"pays": "benin"}, {"pays": "BEN"}, {"pays": "Bénin"}, {"places-3-country": "BEN", "places-3-town": "Dassa"}]
)
def test_the_fragment_has_an_address_of_its_own(client_of, make_project, world, query):
    make_project("Puits", places=[world["benin"]])
    page = client_of(None).get(reverse("projects:radar"), query).content.decode()
    assert "acteur de la région au Bénin" in page.replace("\u00a0", " ")
    assert "<html" not in page


@pytest.mark.parametrize("query", [{}, {"pays": "atlantide"}, {"pays": "\0"}, {"pays": "benin", "longitude": "x", "latitude": "999"}])
def test_what_means_no_country_is_an_empty_answer_at_worst(client_of, world, query):
    assert client_of(None).get(reverse("projects:radar"), query).status_code == 200

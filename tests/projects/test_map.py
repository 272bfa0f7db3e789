"""The map and the GeoJSON of projects: every place of every project, and counts that stay those of the list."""

import json

import pytest

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(make_project, world):
    """One in three places of which two are one point, one where another is, one nowhere."""
    world["mali"].longitude, world["mali"].latitude = -3.5, 17.3
    world["mali"].save()
    many = make_project("Puits", places=[(world["benin"], "Dassa", 2.18, 7.73), world["mali"], (world["mali"], "Kayes")])
    one = make_project("Jardins", places=[(world["benin"], "Dassa", 2.18, 7.73)])
    return many, one, make_project("Ici")


def points(client, query=""):
    answer = client.get(f"/projets/?format=carte{query}").json()
    said = {feature["properties"]["things"][0]["place"]: feature for feature in answer["features"]}
    return said, answer["missing"]


def test_every_place_is_a_point_and_each_point_leads_to_the_list_it_counts(client, three, world):
    many, one, _ = three
    said, missing = points(client)
    assert {place: feature["properties"]["count"] for place, feature in said.items()} == {"Dassa": 2, "Mali": 1}
    assert missing == 1
    assert set(said["Dassa"]["properties"]["ids"]) == {many.pk, one.pk}
    page = client.get("/projets/?vue=carte")
    assert "dont 2 sur la carte, en 2 lieux" in page.text.replace("\xa0", " ")
    for place in page.context["list"].places:
        assert client.get(place.url).context["list"].total == place.count, place.name
    west, south = world["mali"].longitude - 1, world["mali"].latitude - 1
    near = client.get(f"/projets/?emprise={west},{south},{west + 2},{south + 2}").context["list"]
    assert near.total == 1, "found by its second place too"
    assert points(client, "&pays=mali")[1] == 0


def test_geojson_gives_one_feature_a_project_with_all_its_places(client, three, world):
    features = json.loads(client.get("/projets/?format=geojson").getvalue())["features"]
    assert {feature["properties"]["Titre"]: feature["geometry"] for feature in features} == {
        "Puits": {"type": "MultiPoint", "coordinates": [[2.18, 7.73], [world["mali"].longitude, world["mali"].latitude]]},
        "Jardins": {"type": "Point", "coordinates": [2.18, 7.73]},
        "Ici": None,
    }

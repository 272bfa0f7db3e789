"""The OpenAPI document is valid, and every answer is what it says."""

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from actors.models import Actor
from portal.api.catalogue import RESOURCES
from portal.api.figures import SHEETS
from projects.models import Project, Scheme

pytestmark = pytest.mark.django_db


@pytest.fixture
def document(client):
    return client.get("/api/openapi.json").json()


@pytest.fixture
def published(make_actor, make_project, world):
    """A full sheet and an empty one of each kind."""
    full = {"municipality": world["nantes"], "themes": [world["wells"]], "countries": [world["benin"]], "ways": ["projet"], "founded": 1990}
    lead = make_actor(
        "Pleine", slug="pleine", siren="503621526", website="https://pleine.example/", confirmed_at="2026-01-01T00:00Z", **full
    )
    scheme = Scheme.objects.create(
        name="Plein", slug="plein", state="published", published_at="2026-01-01T00:00Z", audiences=["jeune"], purposes=["ecsi"],
        amount_min=1, amount_max=2.5, link="https://plein.example/",
    )  # fmt: skip
    scheme.countries.add(world["benin"])
    scheme.periods.create(starts_on="2026-01-01", ends_on="2026-12-31")
    project = make_project(
        "Plein", slug="plein", lead=lead, places=[(world["benin"], "Dassa", 2.2, 7.8)], themes=[world["wells"]],
        partners=[make_actor("Autre")], granted={("Région", 2019): 10.5}, starts_on="2019-01-01", ends_on="2020-06-30", budget=100,
        progress="en-cours",
    )  # fmt: skip
    project.fundings.update(scheme=scheme)
    make_actor("Vide", slug="vide")
    make_project("Vide", slug="vide")
    Scheme.objects.create(name="Vide", slug="vide", state="published", published_at="2026-01-01T00:00Z")


def answers(client, document):
    """(address, its schema, its content type, the response) of every path of the document, `{identifiant}` filled in."""
    for path, verbs in document["paths"].items():
        assert list(verbs) == ["get"]
        (kind, content), *_ = verbs["get"]["responses"]["200"]["content"].items()
        sheets = SHEETS if "{tableau}" in path else ("plein", "vide") if "{" in path else ("",)
        for slug in sheets:
            address = path.replace("{identifiant}", "pleine" if slug == "plein" and "acteurs" in path else slug).replace("{tableau}", slug)
            yield address, content["schema"], kind, client.get(address)


def test_the_document_is_openapi(document):
    validate(document)
    operations = [verb["operationId"] for verbs in document["paths"].values() for verb in verbs.values()]
    assert len(operations) == len(set(operations)) == 11


def test_every_path_answers_what_the_document_says(client, published, document):
    seen = 0
    for address, schema, kind, response in answers(client, document):
        assert response.status_code == 200, address
        assert response["Content-Type"] == kind
        checker = Draft202012Validator({**schema, "components": document["components"]}, format_checker=Draft202012Validator.FORMAT_CHECKER)
        assert [error.message for error in checker.iter_errors(response.json())] == [], address
        seen += 1
    assert seen == 13 + len(SHEETS)


def test_a_refusal_is_what_the_document_says(client, document):
    schema = {**document["components"]["schemas"]["Probleme"], "components": document["components"]}
    for address in ("/api/v1/projets?pays=atlantide", "/api/v1/projets/nulle-part", "/api/v1/nulle-part"):
        Draft202012Validator(schema).validate(client.get(address).json())


def test_every_parameter_of_the_document_is_taken(client, published, document):
    for path, verbs in document["paths"].items():
        for parameter in verbs["get"]["parameters"]:
            if parameter["in"] == "query":
                assert client.get(path.replace("{tableau}", "pays"), {parameter["name"]: ""}).status_code == 200, (path, parameter["name"])


def test_no_field_of_a_model_slips_in_by_itself():
    """What leaves is named, one by one: a new column of a sheet stays inside until somebody opens it."""
    private = {"email", "courriel", "telephone", "adresse_postale", "rue", "presentation", "description", "contacts", "representants"}
    for resource in RESOURCES.values():
        assert private.isdisjoint(field.name for field in resource.fields)
    for model in (Actor, Project, Scheme):
        assert model._meta.get_field("slug").unique

"""The sheet of a project as a PDF: what everybody may read of it, nothing else, well tagged."""

from django.http import QueryDict
from django.urls import reverse

from network.documents import services
from network.moderation.enums import State
from projects.enums import PartnershipStatus
from tests.documents.conftest import faces, opened, place, worked, workroom  # noqa: F401 – fixtures
from tests.documents.reading import faults, texts


def squeezed(text):
    return "".join(text.split()).replace("\xa0", "")


def test_it_says_what_everybody_may_read_and_nothing_else(make_project, make_actor, world, worked, opened, client_of, member, represent):  # noqa: F811
    lead, partner = (make_actor(name, slug=name.lower(), municipality=world["nantes"]) for name in ("Alliance", "Mairie"))
    project = make_project(
        "Puits et jardins", lead=lead, partners=[partner], places=[(world["benin"], "Dassa", 2.18, 7.73), world["mali"]],
        summary="Des puits.", description="Creuser.\n\nPlanter.", themes=[world["water"]], budget="12000.50", title_en="Wells",
        granted={("Région", 2024): 7000, ("Agence", 2025): 500}, seeks_partners=True, partners_sought="Un lycée.",
    )  # fmt: skip
    project.partnerships.create(actor=make_actor("Secrète", slug="secrete"), status=PartnershipStatus.ASKED)
    project.fundings.get(funder="Agence").figures.create(kind="granted", amount=99123, origin="funder", retained=False)
    project.results.create(indicator="Forages", target=4, reached=3)
    assert f"/documents/demander/fiche-projet/?projet={project.slug}" in client_of(None).get(project.get_absolute_url()).text
    document = worked(services.request_document(kind="fiche-projet", data=QueryDict(f"projet={project.slug}"), by=member))
    assert document.is_ready, document.error
    pdf = opened(document)
    assert faults(pdf) == []
    text = squeezed(" ".join(texts(pdf)))
    for words in ("Puits et jardins", "Des puits.", "Planter.", "Alliance", "Mairie", "Dassa", "Mali", "12 000,50 €", "7 500 €", "Région",
                  "déclaré par le porteur", "Forages", "Un lycée.", "Wells", "6. Eau"):  # fmt: skip
        assert squeezed(words) in text, words
    for secret in ("Secrète", "99123"):
        assert secret not in text
    again = services.request_document(kind="fiche-projet", data=QueryDict(f"projet={project.slug}"))
    assert again == document, "nothing changed"
    project.state, project.published_at = State.DRAFT, None
    project.save()
    assert client_of(None).get(reverse("documents:file", args=[document.pk])).status_code == 404
    represent(member, lead)
    assert client_of(member).get(reverse("documents:file", args=[document.pk])).status_code == 200

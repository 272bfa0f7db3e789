"""A whole project on the team's desk: all that a member can, through the same services, and nobody overwrites anybody unseen."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from network.audit.models import Entry
from network.notifications.models import Email
from projects.enums import PartnershipStatus
from projects.models import PartnerOrganisation
from tests.actors.test_logos import picture

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def desk(client_of, staff):
    return client_of(staff)


@pytest.fixture
def project(make_project, world):
    return make_project("Puits", places=[(world["benin"], "Dassa")], granted={("Région", 2024): 12000})


def page(project):
    return reverse("admin:projects_project_change", args=[project.pk])


def posted(answer):
    """What a browser would post of the page."""
    forms = [answer.context["adminform"].form]
    for inline in answer.context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    said = {}
    for form in forms:
        for field in form:
            value = field.value()
            if isinstance(value, list):
                value = [getattr(one, "pk", one) for one in value]
            if value is not None and value is not False and field.name != "DELETE":
                said[field.html_name] = "on" if value is True else str(value) if not isinstance(value, list) else value
    return said


def more(said, prefix, **fields):
    """One more line of an inline."""
    place = int(said[f"{prefix}-TOTAL_FORMS"])
    return said | {f"{prefix}-TOTAL_FORMS": place + 1} | {f"{prefix}-{place}-{name}": value for name, value in fields.items()}


def test_the_team_writes_all_that_hangs_on_a_sheet(
    desk, project, world, make_actor, represent, member, staff, django_capture_on_commit_callbacks
):
    partner = make_actor("Ville de Laval", college="collectivites", kind="commune", slug="laval")
    represent(member, partner)
    union = PartnerOrganisation.objects.create(name="Union", country=world["benin"])
    said = posted(desk.get(page(project))) | {"budget": "12 000,50 €", "fundings-0-granted": "12 500"}
    said = more(said, "places", country="MLI", town="Kayes", latitude="14,45", longitude="-11,43")
    said = more(said, "partnerships", actor=partner.pk, role="technique")
    said = more(said, "partnerships", organisation=union.pk, role="local")
    said = more(said, "fundings", funder="Agence", year=2025, asked="3 000")
    said = more(said, "results", indicator="Forages", reached="4")
    said = more(
        said, "pictures", image=SimpleUploadedFile("p.jpg", picture("JPEG")), alternative="Un puits", credit="L’Alliance", position=0
    )
    said = more(said, "papers", file=SimpleUploadedFile("b.pdf", b"%PDF-1.7\n%%EOF"), title="Bilan")
    answer = desk.post(page(project), said)
    assert answer.status_code == 302, [form.errors for form in answer.context["inline_admin_formsets"][0].formset.forms]
    project.refresh_from_db()
    assert str(project.budget) == "12000.50"
    assert {place.town: place.latitude for place in project.places.all()} == {"Dassa": None, "Kayes": 14.45}
    assert {str(row.partner): row.status for row in project.partnerships.all()} == {
        "Ville de Laval": PartnershipStatus.ASKED,
        "Union (Bénin)": PartnershipStatus.DECLARED,
    }
    assert Email.objects.filter(kind="partner_asked", to=member.email).count() == 1
    figures = {(row.funding.funder, row.kind, row.amount) for funding in project.fundings.all() for row in funding.figures.all()}
    assert figures == {("Région", "granted", 12500), ("Agence", "asked", 3000)}
    assert project.search_entry.granted == 12500
    assert (project.results.count(), project.papers.get().filename, project.pictures.get().image.name[-5:]) == (1, "b.pdf", ".webp")
    told = {name for entry in Entry.objects.about(project).filter(by=staff) for name in entry.changes}
    assert {"budget", "lieux", "partenaires", "financements", "images", "documents joints"} <= told
    kept = project.pictures.get().image
    said = posted(desk.get(page(project))) | {"pictures-0-DELETE": "on"}
    with django_capture_on_commit_callbacks(execute=True):
        assert desk.post(page(project), said).status_code == 302
    assert not project.pictures.exists()
    assert not kept.storage.exists(kept.name), "the file goes with the line"


def test_two_who_change_one_line_compare_and_choose(desk, project):
    said = posted(desk.get(page(project)))
    funding = project.fundings.get()
    funding.figures.update(amount=13000)
    late = desk.post(page(project), said | {"fundings-0-granted": "14 000"})
    assert late.status_code == 200
    assert "13000" in late.text.replace("\xa0", "")
    assert funding.figures.get().amount == 13000
    assert desk.post(page(project), posted(late) | {"fundings-0-granted": "14 000"}).status_code == 302
    assert funding.figures.get().amount == 14000
    assert desk.post(page(project), said | {"places-0-town": "Dassa"}).status_code == 200, "the sheet was saved meanwhile"


def test_an_amount_read_elsewhere_is_stated_with_its_source_and_settled(desk, project):
    funding = project.fundings.get()
    address = reverse("admin:projects_funding_change", args=[funding.pk])
    read = {"state": "1", "kind": "granted", "amount": "11 000", "origin": "funder", "source": "Délibération", "source_date": "2024-06-03"}
    assert desk.post(address, read | {"source": ""}).status_code == 200
    for _ in range(2):
        assert desk.post(address, read).status_code == 302
    assert funding.figures.count() == 2
    assert not funding.figures.filter(retained=True).exists()
    assert "Délibération, 3\xa0juin 2024), à trancher" in desk.get(page(project)).text
    changelist = reverse("admin:projects_project_changelist")
    assert project.title in desk.get(changelist, {"a-voir": "montants"}).text
    desk.post(address, {"figure": funding.figures.get(amount=11000).pk})
    assert project.search_entry.granted == 11000
    assert project.title not in desk.get(changelist, {"a-voir": "montants"}).text


def test_the_list_is_narrowed_searched_and_acted_upon(desk, project, make_project, world):
    other = make_project("Écoles", places=[world["mali"]], progress="en-cours", progress_note="Déduit.")
    changelist = reverse("admin:projects_project_changelist")
    assert "12\xa0000\xa0€" in desk.get(changelist, {"pays": "benin", "q": "dassa"}).text
    assert other.title not in desk.get(changelist, {"pays": "benin"}).text
    act = {"action": "set_under_way", "_selected_action": [project.pk, other.pk]}
    desk.post(changelist, act)
    project.refresh_from_db(), other.refresh_from_db()
    assert (project.progress, other.progress, other.progress_note) == ("en-cours", "en-cours", "")
    desk.post(changelist, {"action": "delete_selected", "_selected_action": [other.pk], "post": "yes"})
    assert Entry.objects.filter(verb="supprimer", label="Écoles").exists()


def test_a_new_sheet_is_written_with_its_lines_at_once(desk, make_actor, world):
    lead, partner = make_actor("Alliance", slug="alliance"), make_actor("Ville", slug="ville")
    address = reverse("admin:projects_project_add")
    said = posted(desk.get(address)) | {"title": "Écoles", "lead": lead.pk}
    said = more(more(said, "places", country="BEN", town="Dassa"), "fundings", funder="Ville", year=2026, granted="500")
    assert "porte déjà le projet" in desk.post(address, more(said, "partnerships", actor=lead.pk, role="autre")).text
    answer = desk.post(address, more(said, "partnerships", actor=partner.pk, role="autre"))
    assert answer.status_code == 302
    project = lead.led_projects.get()
    assert (project.places.get().town, project.partnerships.get().actor) == ("Dassa", partner)
    assert project.fundings.get().figures.get().amount == 500
    assert project.partnerships.get().asked_at is None, "a draft asks nobody"

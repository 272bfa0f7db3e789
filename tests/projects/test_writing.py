"""Writing a project in steps: kept as one types, nothing lost, guarded against two pages."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from actors.enums import RepresentationStatus, Role
from network.moderation.enums import State
from network.notifications.models import Email
from network.taxonomy.models import Sector
from projects.enums import FigureKind, Origin, PartnerRole, PartnershipStatus
from projects.models import PartnerOrganisation, Project
from projects.services import publication

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(make_actor, represent, member):
    actor = make_actor("Eau et jardins", slug="eau-et-jardins")
    represent(member, actor)
    return actor


@pytest.fixture
def draft(lead, member):
    return publication.begin(project=Project(title="Puits à Dassa", lead=lead), by=member)


def address(project, step):
    return reverse("projects:update", args=[project.slug, step])


def shown(client, project, step):
    """What the page of a step would send back, untouched."""
    context = client.get(address(project, step)).context
    data = {"seen": context["form"]["seen"].value()}
    for name in context["form"].fields:
        value = context["form"][name].value()
        data[name] = [str(getattr(one, "pk", one)) for one in value] if isinstance(value, list) else "" if value in (None, False) else value
    for rows in context["rows"]:
        data[f"{rows.prefix}-total"] = len(rows.forms)
        for row in rows.forms:
            for name in row.fields:
                value = row[name].value()
                if name not in {"gone", "image", "file"}:
                    data[row.add_prefix(name)] = "" if value in (None, False) else value
    return data


def autosave(client, project, step, data):
    return client.post(address(project, step), {**data, "autosave": "1"})


def test_a_project_is_begun_by_who_represents_its_lead(client_of, lead, member, world):
    data = {"lead": lead.pk, "title": "Puits à Dassa", "summary": "Trois puits.", "themes": [world["water"].pk], "goals": []}
    response = client_of(member).post(reverse("projects:create"), data)
    project = Project.objects.get()
    assert response["Location"] == address(project, "lieux")
    assert (project.lead, project.state, list(project.themes.all())) == (lead, State.DRAFT, [world["water"]])


def test_one_s_structures_alone_may_lead(client_of, lead, neighbour, member, make_actor, represent):
    represent(neighbour, make_actor("Voisine", slug="voisine"))
    response = client_of(neighbour).post(reverse("projects:create"), {"lead": lead.pk, "title": "Puits"})
    assert "lead" in response.context["form"].errors
    assert not Project.objects.exists()


def test_who_represents_nobody_is_told_what_to_do(client_of, account):
    assert "représenter" in client_of(account).get(reverse("projects:create")).content.decode()


def test_twice_the_same_title_at_once_is_one_draft(lead, member):
    one, two = (publication.begin(project=Project(title="Puits", lead=lead), by=member) for _ in range(2))
    assert one.pk == two.pk


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_neighbour_does_not_find_it(client_of, draft, neighbour, make_actor, represent, method):
    represent(neighbour, make_actor("Voisine", slug="voisine"))
    client = client_of(neighbour)
    for path in (address(draft, "lieux"), reverse("projects:partners", args=[draft.slug])):
        assert getattr(client, method)(path).status_code in {404, 405}
    assert client.post(reverse("projects:continue", args=[draft.slug])).status_code == 404


def test_a_published_project_is_written_by_its_lead_alone(client_of, make_project, lead, neighbour, make_actor, represent):
    project = make_project(lead=lead)
    partner = make_actor("Voisine", slug="voisine")
    represent(neighbour, partner)
    project.partnerships.create(actor=partner, status=PartnershipStatus.CONFIRMED)
    client = client_of(neighbour)
    assert client.get(project.get_absolute_url()).status_code == 200
    assert client.get(address(project, "essentiel")).status_code == 404
    assert client.post(address(project, "essentiel"), {"title": "Volé"}).status_code == 404


def test_nothing_of_another_s_project_is_within_reach(
    client_of, draft, lead, member, neighbour, make_project, make_actor, represent, uploads
):
    mine = make_project("Le mien", lead=make_actor("Voisine", slug="voisine"), granted={("Région", 2024): 10})
    represent(neighbour, mine.lead)
    theirs = make_project("Le leur", lead=lead, granted={("Ville", 2024): 20})
    picture = draft.pictures.create(image=drawing(), alternative="Un puits", credit="Elle")
    papers = [
        one.papers.create(title="T", file="x", filename="t.pdf", content_type="application/pdf", is_public=False) for one in (draft, theirs)
    ]
    client = client_of(neighbour)
    for path in (picture.image.url, *(paper.get_absolute_url() for paper in papers), reverse("projects:archive", args=[theirs.slug])):
        assert client.get(path).status_code == 404, path
    for path in (reverse("projects:archive", args=[theirs.slug]), reverse("projects:continue", args=[theirs.slug])):
        assert client.post(path).status_code == 404, path
    for step in ("essentiel", "lieux", "partenaires", "argent", "resultats"):
        assert client.post(address(theirs, step), {"title": "Volé", "pictures-total": "1"}).status_code == 404, step
    stolen = {"fundings-0-key": theirs.fundings.get().pk, "fundings-0-gone": "on", "fundings-0-funder": "Volé", "fundings-0-year": "2024"}
    client.post(address(mine, "argent"), shown(client, mine, "argent") | stolen)
    assert [funding.funder for funding in theirs.fundings.all()] == ["Ville"], "a line is looked for below its own project alone"
    theirs.refresh_from_db()
    assert (theirs.title, theirs.state) == ("Le leur", State.PUBLISHED)


def test_a_place_is_kept_as_one_types_once(client_of, draft, member, world):
    client = client_of(member)
    data = shown(client, draft, "lieux")
    data["places-0-country"] = "BEN"
    first = autosave(client, draft, "lieux", data)
    place = draft.places.get()
    assert f'name="places-0-key" id="id_places-0-key" value="{place.pk}"' in first.content.decode()
    autosave(client, draft, "lieux", data)  # the answer was lost on the way
    assert draft.places.get() == place
    data["places-0-key"], data["places-0-seen"] = place.pk, first.context["lines"][0].kept
    data["places-0-town"] = "Dassa"
    autosave(client, draft, "lieux", data)
    assert draft.places.get().town == "Dassa"


def test_a_line_that_is_being_typed_is_no_error_yet(client_of, draft, member):
    client = client_of(member)
    response = autosave(client, draft, "argent", {**shown(client, draft, "argent"), "fundings-0-funder": "La Rég"})
    assert "Enregistré" in response.content.decode()
    assert not draft.fundings.exists()


def test_a_box_that_takes_a_line_away_waits_for_a_button(client_of, draft, member, world):
    draft.places.create(country=world["benin"])
    client = client_of(member)
    data = {**shown(client, draft, "lieux"), "places-0-gone": "on"}
    autosave(client, draft, "lieux", data)
    assert draft.places.exists()
    client.post(address(draft, "lieux"), data)
    assert not draft.places.exists()


def test_what_is_right_is_kept_and_what_is_wrong_stays_typed(client_of, draft, member, world):
    client = client_of(member)
    data = shown(client, draft, "argent")
    data |= {"budget": "12 000,50 €", "fundings-0-funder": "Région", "fundings-0-year": "2026", "fundings-0-granted": "douze mille"}
    response = client.post(address(draft, "argent"), data)
    page = response.content.decode()
    assert response.status_code == 200
    assert "douze mille" in page
    assert "Écrivez un nombre" in page
    draft.refresh_from_db()
    assert str(draft.budget) == "12000.50"
    assert response.context["rows"][0].total == 1  # the line is still one of the page
    client.post(
        address(draft, "argent"),
        {**data, "budget": "13 000", "seen": response.context["form"]["seen"].value(), "fundings-0-granted": "12 000"},
    )
    draft.refresh_from_db()
    assert str(draft.budget) == "13000.00"
    assert draft.fundings.get().figures.get().amount == 12000


@pytest.mark.parametrize("said", ["12 000", "12000", "12\u202f000,00 €", "12.000", "12.000,00", "12000.00 euros"])
def test_amounts_as_french_people_write_them(client_of, draft, member, said):
    client = client_of(member)
    data = shown(client, draft, "argent")
    data |= {"fundings-0-funder": "Région", "fundings-0-year": "2026", "fundings-0-granted": said}
    client.post(address(draft, "argent"), data)
    figure = draft.fundings.get().figures.get()
    assert (figure.amount, figure.kind, figure.origin, figure.retained) == (12000, FigureKind.GRANTED, Origin.DECLARED, True)


def test_a_figure_of_a_funder_is_not_overwritten(client_of, make_project, lead, member):
    project = make_project(lead=lead)
    funding = project.fundings.create(funder="Région", year=2024)
    listed = funding.figures.create(kind=FigureKind.GRANTED, amount=9000, origin=Origin.FUNDER)
    client = client_of(member)
    client.post(address(project, "argent"), {**shown(client, project, "argent"), "fundings-0-granted": "10 000"})
    listed.refresh_from_db()
    assert (listed.amount, listed.retained, funding.figures.filter(retained=True).count()) == (9000, False, 0)
    assert project.search_entry.granted is None
    client.post(address(project, "argent"), {**shown(client, project, "argent"), "fundings-0-granted": "9 000"})
    listed.refresh_from_db()
    assert listed.retained


def test_two_pages_that_change_one_line_ask(client_of, draft, member, world, lead, represent, account):
    draft.places.create(country=world["benin"], town="Dassa")
    represent(account, lead)
    one, other = client_of(member), client_of(account)
    mine, theirs = shown(one, draft, "lieux"), shown(other, draft, "lieux")
    other.post(address(draft, "lieux"), {**theirs, "places-0-town": "Savalou"})
    response = one.post(address(draft, "lieux"), {**mine, "places-0-town": "Abomey"})
    assert "Visiteur a enregistré" in response.content.decode()
    assert draft.places.get().town == "Savalou"
    again = {**mine, "places-0-town": "Abomey", "places-0-seen": response.context["rows"][0].forms[0]["seen"].value()}
    one.post(address(draft, "lieux"), again)
    assert draft.places.get().town == "Abomey"


def test_a_line_that_one_did_not_touch_follows_the_other_page(client_of, draft, member, world):
    place = draft.places.create(country=world["benin"], town="Dassa")
    client = client_of(member)
    old = shown(client, draft, "lieux")
    place.town = "Savalou"
    place.save()
    draft.places.create(country=world["mali"])
    client.post(address(draft, "lieux"), {**old, "starts_on": "2026-01-01"})
    draft.refresh_from_db()
    assert sorted(draft.places.values_list("town", flat=True)) == ["", "Savalou"]
    assert draft.starts_on is not None


def test_a_line_that_was_taken_away_meanwhile_is_asked_about_once(client_of, draft, member, world):
    place = draft.places.create(country=world["benin"], town="Dassa")
    client = client_of(member)
    old = shown(client, draft, "lieux")
    place.delete()
    client.post(address(draft, "lieux"), old)
    assert not draft.places.exists()
    response = client.post(address(draft, "lieux"), {**old, "places-0-town": "Abomey"})
    assert "a retiré cette ligne" in response.content.decode()
    row = response.context["rows"][0].forms[0]
    client.post(
        address(draft, "lieux"),
        {**old, "places-0-town": "Abomey", "places-0-key": row["key"].value(), "places-0-seen": row["seen"].value()},
    )
    assert draft.places.get().town == "Abomey"


def test_the_same_place_twice_is_said(client_of, draft, member, world):
    client = client_of(member)
    data = {**shown(client, draft, "lieux"), "places-total": 2, "places-0-country": "BEN", "places-1-country": "BEN"}
    response = client.post(address(draft, "lieux"), data)
    assert "déjà dans la liste" in response.content.decode()
    assert draft.places.count() == 1


def test_a_button_adds_a_line_without_javascript(client_of, draft, member, world):
    client = client_of(member)
    data = {**shown(client, draft, "lieux"), "places-0-country": "BEN", "more": "places"}
    response = client.post(address(draft, "lieux"), data)
    assert response["Location"] == address(draft, "lieux") + "#places"
    assert len(client.get(address(draft, "lieux")).context["rows"][0].forms) == 2


def test_the_sectors_of_the_themes_are_offered(client_of, draft, member, world):
    sector = Sector.objects.create(code="14030", name="Eau potable", name_en="Water", category="140", category_name="Eau")
    Sector.objects.create(code="11110", name="Éducation", name_en="Education", category="111", category_name="Éducation")
    world["water"].sectors.add(sector)
    client = client_of(member)
    page = client.get(reverse("projects:sectors"), {"themes": world["water"].pk}).content.decode()
    assert "Eau potable" in page
    assert "11110" not in page
    data = {**shown(client, draft, "essentiel"), "themes": [world["water"].pk], "sectors": ["14030"]}
    client.post(address(draft, "essentiel"), data)
    assert list(draft.sectors.all()) == [sector]


def test_partners_are_found_and_added_without_javascript(client_of, draft, member, make_actor, world):
    city = make_actor("Ville de Nantes", college="collectivites", slug="ville", municipality=world["nantes"])
    client = client_of(member)
    base = shown(client, draft, "partenaires")
    page = client.post(address(draft, "partenaires"), {**base, "q": "nantes", "search": "1", "partners_sought": "Une école"})
    assert f'name="add_actor" value="{city.pk}"' in page.content.decode()
    draft.refresh_from_db()
    assert draft.partners_sought == "Une école"
    client.post(address(draft, "partenaires"), {**shown(client, draft, "partenaires"), "add_actor": city.pk, "role": PartnerRole.TECHNICAL})
    partnership = draft.partnerships.get()
    assert (partnership.actor, partnership.role, partnership.status) == (city, PartnerRole.TECHNICAL, PartnershipStatus.ASKED)
    assert not Email.objects.filter(kind__startswith="partner").exists()  # a draft asks nobody


def test_an_organisation_abroad_is_found_again_before_it_is_made(client_of, draft, member, world):
    known = PartnerOrganisation.objects.create(name="Union des femmes de Dassa", country=world["benin"])
    client = client_of(member)
    nameless = client.post(address(draft, "partenaires"), {**shown(client, draft, "partenaires"), "add_new": "1"}).content.decode()
    assert "Cette organisation n’est pas ajoutée" in nameless
    assert 'href="#id_new-name"' in nameless
    base = {**shown(client, draft, "partenaires"), "new-name": "Union des femmes de Dassa-Zoumé", "new-country": "BEN"}
    page = client.post(address(draft, "partenaires"), {**base, "add_new": "1"})
    assert "Est-ce l’une de ces organisations" in page.content.decode()
    assert not draft.partnerships.exists()
    client.post(address(draft, "partenaires"), {**base, "add_organisation": known.pk})
    assert draft.partnerships.get().organisation == known
    client.post(address(draft, "partenaires"), {**base, "add_new": "different"})
    assert PartnerOrganisation.objects.count() == 2


def test_a_project_that_says_too_little_is_not_proposed(client_of, draft, member, world):
    client = client_of(member)
    client.post(address(draft, "resultats"), {**shown(client, draft, "resultats"), "propose": "1"})
    draft.refresh_from_db()
    assert draft.state == State.DRAFT
    draft.places.create(country=world["benin"])
    draft.themes.add(world["water"])
    Project.objects.filter(pk=draft.pk).update(summary="Trois puits.")
    client.post(address(draft, "resultats"), {**shown(client, draft, "resultats"), "propose": "1"})
    draft.refresh_from_db()
    assert draft.state == State.SUBMITTED
    assert sorted(Email.objects.values_list("kind", flat=True)) == ["project_received", "project_to_review"]


def test_continuing_a_project_copies_what_stays_true(make_project, lead, member, world, make_actor):
    partner = make_actor("Ville", college="collectivites", slug="ville")
    project = make_project(
        lead=lead, summary="Trois puits.", places=[(world["benin"], "Dassa")], themes=[world["water"]], partners=[partner],
        granted={("Région", 2025): 5000}, starts_on=timezone.localdate() - timedelta(days=400), budget=9000,
    )  # fmt: skip
    project.results.create(indicator="puits", reached=3)
    one, two = (publication.continue_from(project=project, by=member) for _ in range(2))
    assert one.pk == two.pk
    assert (one.state, one.previous, one.summary, one.budget, one.starts_on) == (State.DRAFT, project, "Trois puits.", None, None)
    assert (one.places.get().town, list(one.themes.all())) == ("Dassa", [world["water"]])
    assert (one.partnerships.get().actor, one.partnerships.get().status) == (partner, PartnershipStatus.ASKED)
    assert not one.results.exists()
    assert not one.fundings.exists()


def test_who_left_the_lead_writes_no_more(client_of, draft, member, lead, neighbour, represent):
    represent(neighbour, lead)
    lead.representations.filter(user=member).update(status=RepresentationStatus.ENDED)
    assert client_of(member).get(address(draft, "lieux")).status_code == 404


def test_a_contributor_writes_but_does_not_archive(client_of, draft, neighbour, lead, represent):
    represent(neighbour, lead, Role.CONTRIBUTOR)
    client = client_of(neighbour)
    assert client.get(address(draft, "lieux")).status_code == 200
    assert client.get(reverse("projects:archive", args=[draft.slug])).status_code == 404


def test_a_refusal_is_written_to_who_waits_for_it(draft, member, staff, world):
    from network.moderation.services import publish, refuse, submit

    submit(thing=draft, by=member)
    refuse(thing=draft, by=staff, reason="Dites dans quelle ville.")
    letter = Email.objects.get(kind="project_refused")
    assert (letter.to, "Dites dans quelle ville." in letter.text) == (member.email, True)
    submit(thing=draft, by=member)
    publish(thing=draft, by=staff)
    assert Email.objects.filter(kind="project_published", to=member.email).count() == 1


@pytest.fixture
def uploads(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def drawing():
    out = BytesIO()
    Image.new("RGB", (40, 30), "teal").save(out, "PNG")
    return SimpleUploadedFile("puits.png", out.getvalue(), "image/png")


def test_a_picture_has_a_credit_and_words_for_who_does_not_see_it(client_of, draft, member, uploads):
    client = client_of(member)
    data = shown(client, draft, "resultats")
    response = client.post(address(draft, "resultats"), {**data, "pictures-0-image": drawing()})
    page = response.content.decode()
    assert "Décrivez l’image" in page
    assert "Écrivez qui a fait" in page
    assert not draft.pictures.exists()
    said = {
        "pictures-0-alternative": "Un puits neuf",
        "pictures-0-credit": "Awa Exemple",
        "results-0-indicator": "puits",
        "results-0-reached": "1 200,5",
    }
    client.post(address(draft, "resultats"), {**data, **said, "pictures-0-image": drawing()})
    picture = draft.pictures.get()
    assert (picture.alternative, picture.width, picture.image.name[-5:]) == ("Un puits neuf", 40, ".webp")
    assert str(draft.results.get().reached) == "1200.50"
    data = {**shown(client, draft, "resultats"), "pictures-0-credit": "Autre personne"}
    client.post(address(draft, "resultats"), data)
    picture.refresh_from_db()
    assert picture.credit == "Autre personne"
    assert picture.image.storage.exists(picture.image.name)


def test_a_paper_is_judged_by_its_content(client_of, draft, member, uploads):
    client = client_of(member)
    data = {**shown(client, draft, "resultats"), "papers-0-title": "Bilan"}
    bad = client.post(
        address(draft, "resultats"), {**data, "papers-0-file": SimpleUploadedFile("bilan.pdf", b"<script>", "application/pdf")}
    )
    assert "n’est pas un document" in bad.content.decode()
    client.post(
        address(draft, "resultats"), {**data, "papers-0-file": SimpleUploadedFile("bilan.exe", b"%PDF-1.7 bilan", "application/x-dosexec")}
    )
    paper = draft.papers.get()
    assert (paper.content_type, paper.filename, paper.is_public) == ("application/pdf", "bilan.pdf", True)
    autosave(client, draft, "resultats", {**shown(client, draft, "resultats"), "papers-0-title": "Bilan 2026"})
    paper.refresh_from_db()
    assert (paper.title, paper.content_type) == ("Bilan 2026", "application/pdf")


def test_a_picture_that_is_taken_away_leaves_the_disk(client_of, draft, member, uploads, django_capture_on_commit_callbacks):
    client = client_of(member)
    said = {"pictures-0-alternative": "Un puits neuf", "pictures-0-credit": "Awa Exemple"}
    client.post(address(draft, "resultats"), {**shown(client, draft, "resultats"), **said, "pictures-0-image": drawing()})
    picture = draft.pictures.get()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address(draft, "resultats"), {**shown(client, draft, "resultats"), "pictures-0-gone": "on"})
    assert not draft.pictures.exists()
    assert not picture.image.storage.exists(picture.image.name)

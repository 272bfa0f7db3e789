"""Registering an organisation in steps, and editing its sheet."""

from datetime import timedelta
from io import BytesIO
from threading import Barrier, Thread

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from actors.enums import Role
from actors.models import Actor, Representation
from actors.services import publication
from network.audit.models import Entry
from network.moderation.enums import State
from network.notifications.models import Email

BEGUN = {"name": "Soleil d’Anjou", "college": "associations", "kind": "association"}
SCRIPT = "<script>alert(1)</script>"


def address(actor, step="structure"):
    """The address of one step."""
    return reverse("actors:update", args=[actor.slug, step])


def shown(client, actor, step):
    """What a browser would send from the page as it is: the version it shows, besides what one types."""
    form = client.get(address(actor, step)).context["form"]
    return {"seen": form["seen"].value()}


@pytest.fixture
def draft(make_actor, member, represent):
    """A draft of the member's."""
    actor = make_actor("Soleil d’Anjou", slug="soleil-d-anjou", state=State.DRAFT, published_at=None)
    represent(member, actor)
    return actor


@pytest.fixture
def published(make_actor, member, represent, world):
    """A published sheet of the member's."""
    actor = make_actor("Alliance", slug="alliance", municipality=world["nantes"], presentation="Nous creusons des puits.")
    represent(member, actor)
    return actor


def test_four_steps_from_nothing_to_a_proposal(account, world, client_of, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    client = client_of(account)
    page = client.post(reverse("actors:create"), {**BEGUN, "siren": "503 621 526"}, follow=True)
    actor = Actor.objects.get()
    assert (actor.state, actor.siren, actor.slug) == (State.DRAFT, "503621526", "soleil-d-anjou")
    assert page.redirect_chain == [(address(actor, "siege"), 302)]
    link = Representation.objects.get()
    assert (link.user, link.role, link.status) == (account, Role.MANAGER, "active")

    seat = {"municipality": "44109", "postcode": "44000", "street": "1 quai de la Fosse"}
    assert client.post(address(actor, "siege"), {**shown(client, actor, "siege"), **seat}).url == address(actor, "activite")
    logo = BytesIO()
    Image.new("RGB", (8, 8)).save(logo, "PNG")
    does = {
        "presentation": "Nous équipons des écoles.",
        "countries": ["BEN", "MLI"],
        "themes": [world["wells"].pk],
        "ways": ["projet"],
        "languages": "français, bambara , français",
        "founded": "1998",
        "logo": SimpleUploadedFile("logo.png", logo.getvalue()),
    }
    assert client.post(address(actor, "activite"), {**shown(client, actor, "activite"), **does}).url == address(actor, "contact")
    space = client.get(reverse("portal:space")).text
    assert "Reprendre l’inscription" in space
    contact = {"website": "www.exemple.org", "public_email": "contact@exemple.org", "propose": "1"}
    page = client.post(address(actor, "contact"), {**shown(client, actor, "contact"), **contact}, follow=True)
    actor = Actor.objects.get()
    assert (actor.state, actor.submitted_by, actor.municipality) == (State.SUBMITTED, account, world["nantes"])
    assert (actor.languages, actor.founded, actor.website) == (["français", "bambara"], 1998, "https://www.exemple.org")
    assert set(actor.countries.values_list("pk", flat=True)) == {"BEN", "MLI"}
    assert actor.themes.get() == world["wells"]
    assert actor.logo
    assert "La fiche est proposée" in page.text


def test_what_is_missing_is_said_and_nothing_typed_is_lost(draft, member, client_of):
    client = client_of(member)
    page = client.post(
        address(draft, "contact"), {**shown(client, draft, "contact"), "website": "exemple.org", "propose": "1"}, follow=True
    )
    assert "la commune, ou la ville hors de la région" in page.text
    assert "la présentation" in page.text
    draft.refresh_from_db()
    assert (draft.state, draft.website) == (State.DRAFT, "https://exemple.org")


def test_errors_stand_beside_the_field_and_in_a_summary_that_takes_the_focus(account, client_of):
    typed = {"name": "", "acronym": "SDA", "college": "associations", "kind": "", "siren": "503 621 52", "rna": "W44"}
    page = client_of(account).post(reverse("actors:create"), typed)
    assert page.status_code == 200
    for words in ("Écrivez le nom de la structure.", "Choisissez le type de structure.", "il en manque un", "data-takes-focus"):
        assert words in page.text
    for kept in ('value="SDA"', 'value="503 621 52"'):
        assert kept in page.text
    assert not Actor.objects.exists()


# -- probable duplicates ---------------------------------------------------------------------------------------------


def test_probable_duplicates_stop_the_first_step_until_set_aside(make_actor, account, client_of):
    twin = make_actor("Soleil d’Anjou (Angers)", slug="soleil")
    client = client_of(account)
    page = client.post(reverse("actors:create"), BEGUN)
    assert "Est-ce cette fiche" in page.text
    assert reverse("actors:claim", args=["soleil"]) in page.text
    assert Actor.objects.count() == 1
    make_actor("Soleil d’Anjou 49", slug="autre")  # came meanwhile: what was set aside was not this one
    assert client.post(reverse("actors:create"), {**BEGUN, "different": str(twin.pk)}).status_code == 200
    assert Actor.objects.count() == 2
    both = ",".join(str(pk) for pk in Actor.objects.values_list("pk", flat=True))
    assert client.post(reverse("actors:create"), {**BEGUN, "different": both}).status_code == 302
    assert Actor.objects.count() == 3


def test_duplicates_come_as_one_types_without_the_drafts_of_others(make_actor, account, member, represent, client_of):
    make_actor("Alliance Loire Bénin", slug="publiee")
    hidden = make_actor("Alliance Loire Bénin en secret", slug="secrete", state=State.DRAFT)
    represent(member, hidden)
    asked = {"name": "alliance loire benin"}
    page = client_of(account).get(reverse("actors:duplicates"), asked).text
    assert "Est-ce cette fiche" in page
    assert "secret" not in page
    assert "secret" not in client_of(member).get(reverse("actors:duplicates"), asked).text  # one's own is not asked about
    assert client_of(account).get(reverse("actors:duplicates"), {"name": "\0", "siren": "\0%", "fiche": "\0"}).status_code == 200


def test_the_last_step_looks_again_now_that_the_commune_is_known(draft, make_actor, member, world, client_of):
    make_actor("Soleil d’Anjou Bénin Togo", slug="orient", municipality=world["nantes"])
    last = address(draft, "contact")
    assert "ressemble à la vôtre" not in client_of(member).get(last).text
    Actor.objects.filter(pk=draft.pk).update(municipality=world["nantes"])
    page = client_of(member).get(last).text
    assert "Une fiche ressemble à la vôtre" in page
    assert reverse("actors:claim", args=["orient"]) in page


def test_asking_for_duplicates_is_limited(account, client_of, settings):
    settings.THROTTLE = {"autocomplete": "1/60"}
    client = client_of(account)
    assert [client.get(reverse("actors:duplicates")).status_code for _ in range(2)] == [200, 429]


def test_registering_is_limited_and_drafts_are_counted(account, client_of, settings, make_actor, represent):
    settings.THROTTLE = {"register": "1/3600"}
    client = client_of(account)
    assert [client.post(reverse("actors:create"), {**BEGUN, "name": name}).status_code for name in ("Premier", "Second")] == [302, 429]
    for n in range(9):
        represent(account, make_actor(f"Brouillon {n}", state=State.DRAFT))
    with pytest.raises(publication.PublicationError, match="10 fiches en brouillon"):
        publication.register(actor=Actor(**BEGUN), by=account)


# -- saved as one writes ----------------------------------------------------------------------------------------------


def test_what_one_writes_is_saved_on_the_way(draft, member, client_of):
    client = client_of(member)
    typed = {"presentation": "Un début", "ways": ["ecsi"], "autosave": "1"}
    answer = client.post(address(draft, "activite"), {**shown(client, draft, "activite"), **typed}, headers={"HX-Request": "true"})
    assert "Enregistré à" in answer.text
    assert 'hx-swap-oob="true"' in answer.text
    draft.refresh_from_db()
    assert (draft.presentation, draft.ways) == ("Un début", ["ecsi"])
    fresh = answer.text.split('value="')[1].split('"')[0]
    again = client.post(address(draft, "activite"), {"seen": fresh, **typed, "presentation": "Un début, puis une suite"})
    assert "Enregistré à" in again.text


def test_what_is_wrong_is_not_saved_and_says_so(draft, member, client_of):
    client = client_of(member)
    answer = client.post(address(draft, "contact"), {**shown(client, draft, "contact"), "public_email": "contact@", "autosave": "1"})
    assert "Pas encore enregistré" in answer.text
    assert "Courriel public" in answer.text
    assert "<form" not in answer.text


def test_a_save_that_changes_nothing_leaves_no_trace(published, member, client_of):
    client = client_of(member)
    Actor.objects.update(updated_at=timezone.now() - timedelta(days=3))
    before = Actor.objects.get().updated_at
    client.post(address(published, "contact"), {**shown(client, published, "contact"), "website": ""})
    assert Actor.objects.get().updated_at == before
    assert not Entry.objects.exists()


# -- guarantee 9: one edit never silently overwrites another -----------------------------------------------------------


def test_two_people_on_the_same_words(published, member, neighbour, represent, client_of):
    represent(neighbour, published, Role.CONTRIBUTOR)
    mine, theirs = client_of(member), client_of(neighbour)
    seen = shown(mine, published, "activite")
    theirs.post(address(published, "activite"), {**shown(theirs, published, "activite"), "presentation": "Leur texte.", "founded": "1990"})
    typed = {**seen, "presentation": "Mon texte.", "languages": "wolof"}
    page = mine.post(address(published, "activite"), typed)
    assert page.status_code == 200
    assert Actor.objects.get().presentation == "Leur texte."  # nothing was overwritten
    for words in ("Voisine a modifié cette fiche", "«\u00a0Leur texte.\u00a0»", "Mon texte.", 'value="wolof"', "data-takes-focus"):
        assert words in page.text
    answer = mine.post(address(published, "activite"), {**typed, "autosave": "1"})  # nor as one goes on writing
    assert "quelqu’un vient de modifier" in answer.text
    assert Actor.objects.get().presentation == "Leur texte."
    chosen = {**typed, "founded": "1990", "seen": page.context["form"].data["seen"]}
    assert mine.post(address(published, "activite"), chosen).status_code == 302  # the second save is a choice
    assert (Actor.objects.get().presentation, Actor.objects.get().founded) == ("Mon texte.", 1990)


def test_what_one_did_not_touch_follows_what_the_other_saved(published, member, neighbour, represent, client_of):
    represent(neighbour, published, Role.CONTRIBUTOR)
    mine, theirs = client_of(member), client_of(neighbour)
    first = {"presentation": "Texte.", "founded": "1990", "languages": ""}
    mine.post(address(published, "activite"), {**shown(mine, published, "activite"), **first})
    seen = shown(mine, published, "activite")
    theirs.post(address(published, "activite"), {**shown(theirs, published, "activite"), **first, "founded": "1991"})
    assert mine.post(address(published, "activite"), {**seen, **first, "presentation": "Mon texte."}).status_code == 302
    assert (Actor.objects.get().presentation, Actor.objects.get().founded) == ("Mon texte.", 1991)
    changes = Entry.objects.about(published).order_by("-pk").first().changes
    assert list(changes) == ["presentation"]


def test_a_double_click_begins_one_draft(account, client_of):
    client = client_of(account)
    answers = [client.post(reverse("actors:create"), BEGUN) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0].url == answers[1].url
    assert Actor.objects.count() == 1


def test_of_eight_saves_at_once_one_is_kept_and_seven_are_asked(transactional_db, make_actor, member, represent, client_of):
    actor = make_actor("Alliance", slug="alliance")
    represent(member, actor)
    clients = [client_of(member) for _ in range(8)]
    seen, start, answers = shown(clients[0], actor, "activite"), Barrier(8), {}

    def save(n):
        start.wait()
        try:
            answers[n] = clients[n].post(address(actor, "activite"), {**seen, "presentation": f"Texte {n}."}).status_code
        finally:
            connection.close()

    threads = [Thread(target=save, args=[n]) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers.values()) == [200] * 7 + [302]
    assert Actor.objects.get().presentation == f"Texte {next(n for n, status in answers.items() if status == 302)}."


def test_two_people_on_two_pages_or_of_one_mind_are_left_in_peace(published, member, neighbour, represent, client_of):
    represent(neighbour, published, Role.CONTRIBUTOR)
    mine, theirs = client_of(member), client_of(neighbour)
    seen = shown(mine, published, "activite")
    theirs.post(address(published, "contact"), {**shown(theirs, published, "contact"), "public_phone": "02 40 00 00 00"})
    typed = {**seen, "presentation": "Le même texte."}
    assert mine.post(address(published, "activite"), typed).status_code == 302
    assert theirs.post(address(published, "activite"), typed).status_code == 302
    saved = Actor.objects.get()
    assert (saved.presentation, saved.public_phone) == ("Le même texte.", "02 40 00 00 00")


def test_a_save_without_its_version_is_asked_again(published, member, client_of):
    page = client_of(member).post(address(published, "activite"), {"presentation": "Autre."})
    assert page.status_code == 200
    assert Actor.objects.get().presentation == "Nous creusons des puits."


# -- who may change what ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("step", ["structure", "siege", "activite", "contact"])
def test_a_posted_extra_field_changes_nothing(published, member, neighbour, client_of, step):
    client = client_of(member)
    names = [field.attname for field in Actor._meta.concrete_fields if field.attname not in {"updated_at", "known_as"}]
    before = Actor.objects.values(*names).get()
    extra = {
        **{"state": "archived", "slug": "autre", "is_demo": "on", "provenance": "public_record", "source": "x", "published_at": ""},
        **{"confirmed_at": "2026-01-01", "submitted_by": neighbour.pk, "refusal_reason": "x", "id": 999, "department": "44"},
    }
    kept = {"name": "Alliance", "college": "associations", "kind": "association", "municipality": "44109"}
    sent = {**shown(client, published, step), **kept, "presentation": before["presentation"], **extra}
    assert client.post(address(published, step), sent).status_code == 302
    assert Actor.objects.values(*names).get() == before


def test_a_contributor_leaves_the_name_and_numbers_of_a_published_sheet_alone(published, neighbour, represent, client_of):
    represent(neighbour, published, Role.CONTRIBUTOR)
    client = client_of(neighbour)
    typed = {"name": "Rebaptisée", "college": "economie", "kind": "entreprise", "siren": "503621526", "other_names": "ALB"}
    client.post(address(published), {**shown(client, published, "structure"), **typed})
    saved = Actor.objects.get()
    assert (saved.name, saved.college, saved.kind, saved.siren, saved.other_names) == ("Alliance", "associations", "association", "", "ALB")


def test_a_new_name_shows_at_once_and_the_team_is_told(published, member, client_of, settings):
    client = client_of(member)
    typed = {"name": "Alliance Loire", "college": "associations", "kind": "association"}
    client.post(address(published), {**shown(client, published, "structure"), **typed})
    assert Actor.objects.get().state == State.PUBLISHED
    assert "Alliance Loire" in client_of(None).get(reverse("actors:list")).text
    letter = Email.objects.get()
    assert (letter.kind, letter.to) == ("sheet_renamed", settings.NETWORK["email"])
    assert "Alliance → Alliance Loire" in letter.text
    assert Entry.objects.about(published).get().changes == {"name": ["Alliance", "Alliance Loire"]}


def test_who_does_not_represent_it_changes_nothing(published, neighbour, account, client_of):
    for person in (neighbour, account):
        answer = client_of(person).post(address(published, "activite"), {"presentation": "Piraté."})
        assert answer.url == reverse("actors:claim", args=["alliance"])
        assert client_of(person).post(reverse("actors:archive", args=["alliance"])).status_code == 404
    saved = Actor.objects.get()
    assert (saved.presentation, saved.state) == ("Nous creusons des puits.", State.PUBLISHED)


def test_a_manager_archives_and_a_contributor_does_not(published, member, neighbour, represent, client_of):
    represent(neighbour, published, Role.CONTRIBUTOR)
    archive = reverse("actors:archive", args=["alliance"])
    assert client_of(neighbour).post(archive).status_code == 404
    assert "ne paraîtra plus dans l’annuaire" in client_of(member).get(archive).text
    client_of(member).post(archive)
    assert Actor.objects.get().state == State.ARCHIVED


# -- guarantee 37 -----------------------------------------------------------------------------------------------------


def test_a_script_typed_anywhere_is_a_text(account, world, client_of):
    client = client_of(account)
    typed = {"name": f"Soleil {SCRIPT}", "acronym": SCRIPT, "other_names": SCRIPT, "college": SCRIPT, "kind": SCRIPT, "siren": SCRIPT}
    pages = [client.post(reverse("actors:create"), typed).text]
    client.post(reverse("actors:create"), {**typed, "college": "associations", "kind": "association", "siren": "", "acronym": "<b>"})
    actor = Actor.objects.get()
    other = client_of(account).get(reverse("actors:duplicates"), {"name": SCRIPT, "fiche": SCRIPT})
    for step in ("structure", "siege", "activite", "contact"):
        page = client.post(address(actor, step), {name: SCRIPT for name in client.get(address(actor, step)).context["form"].fields})
        pages += [page.text, client.get(address(actor, step)).text]
    pages += [other.text, client.get(reverse("actors:archive", args=[actor.slug])).text, client.get(reverse("portal:space")).text]
    assert [page for page in pages if "<script>alert" in page] == []
    assert any("&lt;script&gt;alert(1)&lt;/script&gt;" in page for page in pages)


def test_fields_of_choices_take_what_they_offer(draft, member, client_of):
    client = client_of(member)
    strange = {
        "countries": ["XXX", "\0", "BEN' --"],
        "themes": ["abc", "99999999999999999999"],
        "ways": ["rien"],
        "founded": "99",
        "languages": "x" * 41,
    }
    page = client.post(address(draft, "activite"), {**shown(client, draft, "activite"), **strange})
    assert page.status_code == 200
    assert {"countries", "ways", "founded", "languages"} <= set(page.context["form"].errors)

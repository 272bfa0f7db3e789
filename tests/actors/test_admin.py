"""The team's desk: sheets are edited, moved and exported there, by the services and with their words."""

import re
from html import unescape
from io import BytesIO
from threading import Event, Thread
from time import sleep

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.urls import reverse
from openpyxl import load_workbook

from actors.models import Actor
from network.audit.models import Entry
from network.moderation.enums import State
from network.moderation.services import publish
from tests.actors.test_logos import picture

LIST, ADD = "/admin/actors/actor/", "/admin/actors/actor/add/"
PREFIXES = ("contacts", "representations", "memberships", "twinnings", "public_grants")


@pytest.fixture
def desk(client_of, staff):
    return client_of(staff)


def page_of(actor):
    return reverse("admin:actors_actor_change", args=[actor.pk])


def form(**fields):
    """What the browser posts for a sheet; what is not given is empty."""
    posted = {"name": "Alliance", "college": "associations", "kind": "association", "provenance": "declared", **fields}
    for prefix in PREFIXES:
        posted |= {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0}
    return posted


def seen(client, actor):
    """The mark of the version that the page shows."""
    return re.search(r'name="seen" value="([^"]*)"', client.get(page_of(actor)).text)[1]


def shown(response):
    """The words of a page, without its tags."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.text)).split())


def test_a_new_sheet_is_a_draft_with_an_address_of_its_own(desk, staff, make_actor):
    make_actor("Alliance", slug="alliance")
    response = desk.post(ADD, form(siren="503 621 526", website="exemple.org", languages="français, bambara, "), follow=True)
    actor = Actor.objects.get(slug="alliance-2")
    assert response.redirect_chain
    assert (actor.state, actor.siren, actor.website) == (State.DRAFT, "503621526", "https://exemple.org")
    assert actor.languages == ["français", "bambara"]
    assert Entry.objects.about(actor).get().by == staff


def test_what_is_changed_is_in_the_trail_and_in_the_history(desk, make_actor, world):
    actor = make_actor("Alliance", countries=[world["benin"]])
    fields = form(name="Alliance Loire", countries=["MLI"], municipality="53130", ways=["ecsi"], seen=seen(desk, actor))
    assert desk.post(page_of(actor), fields).status_code == 302
    changes = Entry.objects.about(actor).get().changes
    assert changes["name"] == ["Alliance", "Alliance Loire"]
    assert changes["countries"] == [["Bénin"], ["Mali"]]
    assert changes["municipality"] == [None, "Laval"]
    history = shown(desk.get(reverse("admin:actors_actor_history", args=[actor.pk])))
    assert "Alliance → Alliance Loire" in history


@pytest.mark.parametrize(
    ("before", "button", "after", "words"),
    [
        (State.DRAFT, "_submit_state", State.SUBMITTED, "1 fiche proposée."),
        (State.DRAFT, "_publish_state", State.PUBLISHED, "1 fiche publiée."),
        (State.SUBMITTED, "_publish_state", State.PUBLISHED, "1 fiche publiée."),
        (State.PUBLISHED, "_archive_state", State.ARCHIVED, "1 fiche archivée."),
        (State.ARCHIVED, "_publish_state", State.PUBLISHED, "1 fiche publiée."),
        (State.PUBLISHED, "_submit_state", State.PUBLISHED, "impossible de proposer"),
    ],
)
def test_a_button_saves_and_moves_the_state(desk, make_actor, before, button, after, words):
    actor = make_actor("Alliance", state=before)
    response = desk.post(page_of(actor), form(presentation="Nouvelle.", seen=seen(desk, actor), **{button: "1"}), follow=True)
    actor.refresh_from_db()
    assert (actor.state, actor.presentation) == (after, "Nouvelle.")
    assert words in shown(response)


@pytest.mark.parametrize(("action", "states"), [
    ("submit_selected", {State.SUBMITTED, State.PUBLISHED}),
    ("publish_selected", {State.PUBLISHED}),
    ("archive_selected", {State.ARCHIVED}),
])  # fmt: skip
def test_a_bulk_action_moves_what_it_can_and_says_what_it_cannot(desk, make_actor, action, states):
    actors = [make_actor(f"Alliance {state}", state=state) for state in (State.DRAFT, State.SUBMITTED, State.PUBLISHED)]
    response = desk.post(LIST, {"action": action, "_selected_action": [actor.pk for actor in actors]}, follow=True)
    assert set(Actor.objects.values_list("state", flat=True)) == states
    if action != "archive_selected":
        assert "impossible de" in shown(response)


def test_a_refusal_needs_a_reason_which_the_author_reads(desk, make_actor):
    actor, other = make_actor("Alliance", state=State.SUBMITTED), make_actor("Publiée")
    chosen = {"action": "refuse_selected", "_selected_action": [actor.pk, other.pk]}
    asked = desk.post(LIST, chosen)
    assert "1 fiche retourne à l’état de brouillon" in shown(asked).replace("\xa0", " ")
    assert "Publiée" in shown(asked).partition("ne sont pas à relire")[2]
    empty = desk.post(LIST, {**chosen, "reason": "  "})
    assert "Écrivez le motif du refus" in shown(empty)
    desk.post(LIST, {**chosen, "reason": "Ajoutez un contact."})
    actor.refresh_from_db()
    assert (actor.state, actor.refusal_reason) == (State.DRAFT, "Ajoutez un contact.")


def test_a_sheet_is_refused_from_its_page(desk, make_actor):
    actor = make_actor("Alliance", state=State.SUBMITTED)
    response = desk.post(page_of(actor), form(seen=seen(desk, actor), _refuse_state="1"))
    assert response.url == reverse("admin:actors_actor_refuse", args=[actor.pk])
    assert desk.get(response.url).status_code == 200
    assert Actor.objects.get().state == State.SUBMITTED, "reading the page changes nothing"
    desk.post(response.url, {"reason": "Ajoutez un contact."})
    assert Actor.objects.get().refusal_reason == "Ajoutez un contact."


def test_one_edit_does_not_silently_overwrite_another(client_of, staff, make_actor, board):
    board.is_staff = board.is_superuser = True
    board.first_name = "Camille"
    board.save()
    actor = make_actor("Alliance", presentation="Avant.")
    mine, theirs = client_of(staff), client_of(board)
    my_mark = seen(mine, actor)
    assert theirs.post(page_of(actor), form(presentation="La leur.", seen=seen(theirs, actor))).status_code == 302
    refused = mine.post(page_of(actor), form(presentation="La mienne.", acronym="ALB", seen=my_mark))
    words = shown(refused)
    assert Actor.objects.get().presentation == "La leur."
    assert "Camille a modifié cette fiche à" in words
    assert "Camille a enregistré : « La leur. »." in words
    assert "La mienne." in refused.text
    assert 'value="ALB"' in refused.text
    again = re.search(r'name="seen" value="([^"]*)"', refused.text)[1]
    assert mine.post(page_of(actor), form(presentation="La mienne.", acronym="ALB", seen=again)).status_code == 302
    assert Actor.objects.get().presentation == "La mienne."


@pytest.mark.parametrize("mark", ["", "hier", "2026-01-01T00:00:00+00:00 99999999999999999999", "\x00", "' OR 1=1"])
def test_a_save_that_does_not_say_what_it_saw_is_refused(desk, make_actor, mark):
    actor = make_actor("Alliance")
    assert desk.post(page_of(actor), form(name="Autre", seen=mark)).status_code == 200
    assert Actor.objects.get().name == "Alliance"


def test_a_publication_during_an_edit_is_not_undone(desk, make_actor):
    actor = make_actor("Alliance", state=State.DRAFT, published_at=None)
    mark = seen(desk, actor)
    desk.post(LIST, {"action": "publish_selected", "_selected_action": [actor.pk]})
    desk.post(page_of(actor), form(presentation="Nouvelle.", seen=mark))
    actor.refresh_from_db()
    assert (actor.state, actor.presentation) == (State.PUBLISHED, "Nouvelle.")


def test_a_save_waits_for_the_publication_that_is_under_way(transactional_db, desk, staff, make_actor):
    actor = make_actor("Alliance", state=State.DRAFT, published_at=None)
    mark, moved = seen(desk, actor), Event()

    def publish_slowly():
        with transaction.atomic():
            publish(thing=Actor.objects.get(pk=actor.pk), by=staff)
            moved.set()
            sleep(0.8)
        connection.close()

    thread = Thread(target=publish_slowly)
    thread.start()
    moved.wait(10)
    assert desk.post(page_of(actor), form(presentation="Nouvelle.", seen=mark)).status_code == 302
    thread.join()
    actor.refresh_from_db()
    assert (actor.state, actor.presentation) == (State.PUBLISHED, "Nouvelle.")


@pytest.mark.parametrize("field", ["state", "refusal_reason", "slug", "confirmed_at", "is_demo", "published_at", "submitted_by"])
def test_a_posted_extra_field_changes_nothing(desk, make_actor, field):
    actor = make_actor("Alliance")
    before = Actor.objects.values().get()
    desk.post(page_of(actor), form(seen=seen(desk, actor), **{field: "1"}))
    assert Actor.objects.values().get()[field if field != "submitted_by" else "submitted_by_id"] == before.get(
        field, before.get(f"{field}_id")
    )


FIELDS = [
    *(
        "name",
        "acronym",
        "other_names",
        "college",
        "kind",
        "founded",
        "siren",
        "siret",
        "rna",
        "uai",
        "presentation",
        "countries",
        "themes",
    ),
    *("ways", "languages", "street", "postcode", "municipality", "place", "department", "website", "public_email", "public_phone", "logo"),
    *("provenance", "source", "seen"),
]
RUBBISH = ["", "x" * 7000, "\x00", "'; DROP TABLE", "<script>alert(1)</script>", "-1", "1e400", "٣٣٣", "javascript:alert(1)", "𝔄\u202e"]


@pytest.mark.parametrize("field", FIELDS)
def test_no_rubbish_in_a_field_is_a_server_error(desk, make_actor, field):
    actor = make_actor("Alliance")
    mark = seen(desk, actor)
    for rubbish in RUBBISH:
        assert desk.post(ADD, form() | {field: rubbish}).status_code in {200, 302}, rubbish
    assert desk.post(page_of(actor), form(seen=mark) | {field: RUBBISH}).status_code in {200, 302}


@pytest.mark.parametrize("rubbish", ["x", "\x00", "9" * 40, "<b>", "-1"])
def test_no_rubbish_in_what_hangs_on_a_sheet_is_a_server_error(desk, make_actor, rubbish):
    actor = make_actor("Alliance")
    rows = {"representations-TOTAL_FORMS": 1, "memberships-TOTAL_FORMS": 1, "twinnings-TOTAL_FORMS": 1}
    rows |= {f"representations-0-{name}": rubbish for name in ("user", "role", "status", "id")}
    rows |= {f"memberships-0-{name}": rubbish for name in ("year", "state", "id")}
    rows |= {f"twinnings-0-{name}": rubbish for name in ("town", "country", "nature", "id")}
    assert desk.post(page_of(actor), form(seen=seen(desk, actor)) | rows).status_code == 200


def test_an_error_stands_beside_its_field_and_keeps_what_was_typed(desk):
    response = desk.post(ADD, form(siren="50362152", acronym="ALB"))
    assert "Le numéro SIREN compte 9 chiffres : il en manque un." in shown(response)
    assert 'value="50362152"' in response.text
    assert 'value="ALB"' in response.text


@pytest.mark.parametrize(("text", "found"), [
    ("assosiation benin", ["Association Bénin"]), ("503 621 526", ["Association Bénin"]), ("brouillon", ["Un brouillon"]),
    ("zz\x00zz", ["Association Bénin", "Un brouillon"]), ("' OR 1=1 --", []), ("zzz", []),
])  # fmt: skip
def test_the_desk_searches_as_the_directory_does_and_in_drafts_too(desk, make_actor, text, found):
    make_actor("Association Bénin", siren="503621526")
    make_actor("Un brouillon", state=State.DRAFT)
    response = desk.get(LIST, {"q": text})
    assert [actor.name for actor in response.context["cl"].queryset] == found


@pytest.mark.parametrize(
    "address", ["fraicheur=never", "fraicheur=x", "membre=oui", "membre=non", "state=draft", "college=zzz", "p=99999", "o=1.2.3"]
)
def test_the_list_opens_under_any_filter(desk, make_actor, address):
    make_actor("Alliance")
    assert desk.get(f"{LIST}?{address}").status_code in {200, 302}


def test_the_list_takes_the_same_number_of_statements_whatever_its_length(desk, make_actor, world, django_assert_num_queries):
    def actor(n):
        make_actor(f"A{n}", municipality=world["nantes"], countries=[world["benin"]], themes=[world["wells"]])

    actor(1)
    desk.get(LIST)
    with django_assert_num_queries(8) as first:
        desk.get(LIST)
    actor(2), actor(3)
    with django_assert_num_queries(len(first)):
        desk.get(LIST)


@pytest.fixture
def formulas(make_actor):
    make_actor("=HYPERLINK(1)", acronym="+1", presentation="x", public_phone="-33", source="@x", place="\t=1", state=State.DRAFT)


def exported(desk, number):
    return desk.post("/admin/actors/actor/export/", {"format": number, "resource": ""})


def test_an_export_of_the_desk_has_no_formula(desk, formulas):
    book = exported(desk, 0)
    assert book.status_code == 200
    assert book["Content-Type"].startswith("application/vnd.openxmlformats")
    sheet = load_workbook(BytesIO(book.content)).active
    cells = {cell.value for cell in sheet[2]}
    assert {"'=HYPERLINK(1)", "'+1", "'-33", "'@x", "brouillon"} <= cells
    assert {cell.data_type for row in sheet for cell in row} <= {"s", "inlineStr"}
    text = exported(desk, 1).content.decode()
    assert text.startswith("\ufeffNom;Sigle;")
    assert "'=HYPERLINK(1);'+1;" in text


def test_the_list_of_the_desk_is_for_the_team(client_of, member, make_actor, represent):
    represent(member, make_actor())
    for address in (LIST, ADD, "/admin/actors/actor/export/", page_of(Actor.objects.get())):
        assert client_of(member).get(address).status_code in {302, 403, 404}
        assert client_of(None).post(address, form()).status_code in {302, 403, 404}


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path / "actors" / "logos"


def logo(content, name="logo.png"):
    return SimpleUploadedFile(name, content)


def test_a_logo_that_is_replaced_leaves_the_disk_once_the_change_is_kept(desk, make_actor, media, django_capture_on_commit_callbacks):
    actor = make_actor("Alliance")
    desk.post(page_of(actor), form(seen=seen(desk, actor), logo=logo(picture())))
    first = next(media.iterdir())
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(page_of(actor), form(seen=seen(desk, actor), logo=logo(picture("JPEG"))))
        assert first.exists()
    assert not first.exists()
    assert len(list(media.iterdir())) == 1
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(page_of(actor), form(seen=seen(desk, actor), **{"logo-clear": "on"}))
    assert list(media.iterdir()) == []
    assert Actor.objects.get().logo.name == ""


def test_a_file_that_is_no_logo_is_refused_beside_its_field(desk, make_actor, media):
    actor = make_actor("Alliance")
    response = desk.post(page_of(actor), form(seen=seen(desk, actor), logo=logo(b"bonjour"), acronym="ALB"))
    assert "Ce fichier n’est pas une image PNG, JPEG, WebP ou GIF" in shown(response)
    assert 'value="ALB"' in response.text
    assert not media.exists()


def test_a_deleted_actor_takes_its_logo_along(desk, make_actor, media, django_capture_on_commit_callbacks):
    actor = make_actor("Alliance")
    desk.post(page_of(actor), form(seen=seen(desk, actor), logo=logo(picture())))
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(LIST, {"action": "delete_selected", "_selected_action": [actor.pk], "post": "yes"})
    assert not Actor.objects.exists()
    assert list(media.iterdir()) == []
    assert Entry.objects.filter(verb="supprimer", label="Alliance").exists()


def test_a_hand_made_post_to_the_history_is_no_error(transactional_db, client_of, staff, make_actor):
    actor = make_actor("Alliance")
    assert client_of(staff).post(reverse("admin:actors_actor_history", args=[actor.pk])).status_code == 200
    assert client_of(staff).post(reverse("admin:actors_actor_timeline", args=[actor.pk])).status_code == 200

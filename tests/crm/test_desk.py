"""The team's pages: an exchange from the page of an actor, tasks, segments, officials; and nobody else sees any of it."""

import re
from datetime import date, timedelta
from html import unescape
from io import BytesIO

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from actors.enums import Kind, MembershipState
from actors.models import Contact, Membership
from crm import services
from crm.models import Interaction, Segment, Task
from crm.officials import without_official
from crm.segments import actors_of
from network.audit.models import Entry
from network.taxonomy.enums import College
from network.ui.desk import desk_of

ADD = "/admin/crm/interaction/add/"
TASKS = "/admin/crm/task/"
OFFICIALS = "/admin/crm/election/elus-a-identifier/"


def seen(page):
    """The mark of the version that a page shows."""
    return re.search(r'name="seen" value="([^"]*)"', page.text)[1]


def exchange(actor, **fields):
    today = timezone.localdate().isoformat()
    return {"actors": [actor.pk], "kind": "call", "day": today, "subject": "Point annuel", "notes": "", "next_step": "", **fields}


def rows(response):
    sheet = load_workbook(BytesIO(b"".join(response.streaming_content))).active
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_the_page_of_an_actor_leads_to_an_exchange_and_a_task(desk, actor):
    page = desk.get(reverse("admin:actors_actor_change", args=[actor.pk])).text
    assert f"{ADD}?actors={actor.pk}" in page
    assert f"{TASKS}add/?actor={actor.pk}" in page


def test_an_exchange_is_written_from_there(desk, actor, contact, staff):
    form = desk.get(ADD, {"actors": actor.pk})
    assert "Camille Exemple" in form.text
    due = timezone.localdate() + timedelta(days=7)
    posted = exchange(actor, contacts=[contact.pk], team=[staff.pk], next_step="Envoyer le modèle", next_due=due.isoformat())
    response = desk.post(ADD, posted, follow=True)
    assert response.redirect_chain[-1][0] == reverse("admin:actors_actor_timeline", args=[actor.pk])
    titles = [moment.title for moment in response.context["moments"]]
    assert titles[0] == "Envoyer le modèle", "what is due later comes first"
    assert set(titles) == {"Envoyer le modèle", "Point annuel", "Camille Exemple"}
    assert "Avec Camille Exemple" in unescape(response.text)
    done = Interaction.objects.get()
    assert (done.by, list(done.contacts.all()), list(done.team.all())) == (staff, [contact], [staff])


def test_what_is_refused_stands_beside_its_field_and_nothing_typed_is_lost(desk, actor):
    page = desk.post(ADD, exchange(actor, notes="Un long récit", next_step="Rappeler"))
    assert page.status_code == 200
    assert "Donnez une échéance à la suite" in unescape(page.text)
    assert "Un long récit" in page.text
    assert not Interaction.objects.exists()


@pytest.mark.parametrize(
    "posted", [{}, {"actors": ["x", "9" * 40]}, {"contacts": ["²"]}, {"subject": "\x00"}, {"day": "hier"}, {"done": "-1"}]
)
def test_what_no_browser_sends_is_answered(desk, actor, posted):
    assert desk.post(ADD, {**exchange(actor), **posted} if posted else {}).status_code in {200, 302}


@pytest.mark.parametrize("query", [{"actors": "x,1,²"}, {"tache": "9" * 30}, {"actors": "\x00"}])
def test_an_odd_address_shows_the_form(desk, query, db):
    assert desk.get(ADD, query).status_code == 200


def test_an_extra_field_that_is_posted_changes_nothing(desk, actor, colleague, staff):
    desk.post(ADD, exchange(actor, by=colleague.pk, created_at="2000-01-01"))
    assert Interaction.objects.get().by == staff


def test_what_was_said_is_not_copied_into_the_trail(desk, talk, actor, contact):
    done = talk(notes="Secret")
    address = reverse("admin:crm_interaction_change", args=[done.pk])
    desk.post(address, exchange(actor, subject="Autre", notes="Autre secret", contacts=[contact.pk], seen=seen(desk.get(address))))
    changes = Entry.objects.about(done).first().changes
    assert changes["subject"] == ["Point annuel", "Autre"]
    assert "ecret" not in str(changes)
    assert "Camille" not in str(changes)


def test_one_edit_does_not_silently_undo_another(desk, talk, promise, actor, colleague, staff):
    """Of an exchange, a task, a segment: what somebody saved meanwhile is said, and nothing typed is lost."""
    done, task = talk(), promise(actor=actor)
    segment = services.save_segment(segment=Segment(name="Tout"), by=staff)
    pages = [
        (done, "subject", exchange(actor)),
        (task, "title", {"title": "Rappeler", "due": "2026-11-24", "actor": actor.pk}),
        (segment, "name", {"name": "Tout"}),
    ]
    for thing, field, posted in pages:
        address = reverse(f"admin:crm_{thing._meta.model_name}_change", args=[thing.pk])
        mark = seen(desk.get(address))
        assert desk.post(address, {**posted, field: "La leur", "seen": mark}).status_code == 302, thing
        page = desk.post(address, {**posted, field: "La mienne", "seen": mark})
        assert "pendant que vous écriviez" in page.text, thing
        assert 'value="La mienne"' in page.text
        thing.refresh_from_db()
        assert str(thing) == "La leur"
        assert desk.post(address, {**posted, field: "La mienne", "seen": seen(page)}).status_code == 302
        thing.refresh_from_db()
        assert str(thing) == "La mienne"


def test_a_task_is_found_done_and_settled_by_an_exchange(desk, promise, actor, staff):
    task = promise("Rappeler", -4, actor=actor)
    assert "Rappeler" in desk.get(reverse("admin:index")).text
    page = desk.get(reverse("admin:crm_task_change", args=[task.pk]))
    assert f"{ADD}?tache={task.pk}" in page.text
    form = desk.get(ADD, {"tache": task.pk})
    assert form.context["adminform"].form.initial["done"] == task.pk
    desk.post(ADD, exchange(actor, done=task.pk))
    task.refresh_from_db()
    assert task.is_done
    desk.post(reverse("admin:crm_task_reopen", args=[task.pk]))
    task.refresh_from_db()
    assert not task.is_done
    desk.post(reverse("admin:crm_task_complete", args=[task.pk]))
    assert "déjà faite" in desk.post(reverse("admin:crm_task_complete", args=[task.pk]), follow=True).text
    assert desk.get(reverse("admin:crm_task_complete", args=[task.pk])).status_code == 405
    assert desk.post(reverse("admin:crm_task_complete", args=[999])).status_code == 404


def test_tasks_are_narrowed_by_day_and_by_person(desk, promise, colleague, staff):
    promise("En retard", -1)
    promise("Ce mois", 20)
    promise("À elle", owner=colleague)
    promise("À personne", owner=None)
    services.complete(task=promise("Faite"), by=staff)

    def found(**query):
        return {task.title for task in desk.get(TASKS, query).context["cl"].result_list}

    assert found() == {"En retard", "Ce mois", "À elle", "À personne"}
    assert found(echeance="retard") == {"En retard"}
    assert found(echeance="semaine", qui="moi") == {"En retard", "À personne"}
    assert found(echeance="faites") == {"Faite"}
    assert found(qui="personne") == {"À personne"}
    assert found(echeance="inconnue") == found()


def test_several_tasks_are_done_at_once(desk, promise):
    tasks = [promise("Une"), promise("Deux")]
    response = desk.post(TASKS, {"action": "complete_selected", "_selected_action": [task.pk for task in tasks]}, follow=True)
    assert "2\u00a0tâches faites." in response.text
    assert not Task.objects.open().exists()


def test_the_desk_shows_my_tasks_with_their_delay(promise, staff, colleague):
    promise("En retard", -4)
    promise("Aujourd’hui", 0)
    promise("Loin", 30)
    promise("À elle", owner=colleague)
    promise("À personne", 2, owner=None)
    card = next(shown for shown in desk_of(staff)[0] if shown.card.name == "crm_tasks")
    assert card.count == 3
    assert [(row.label, row.tag, row.level) for row in card.rows] == [
        ("En retard", "4\u00a0jours de retard", "late"),
        ("Aujourd’hui", "aujourd’hui", "soon"),
        ("À personne", "dans 2\u00a0jours", ""),
    ]


@pytest.fixture
def authorities(make_actor, world):
    """Communes and an intercommunality; each with what is known of its officials."""

    def make(name, *, kind=Kind.MUNICIPALITY, **official):
        actor = make_actor(name, college=College.LOCAL_AUTHORITY, kind=kind, municipality=world["nantes"])
        if official:
            known = {"delegation": "Relations internationales", **official}
            Contact.objects.create(actor=actor, name=f"Élue de {name}", is_elected=True, **known)
        return actor

    return make


def test_authorities_without_a_known_official_since_the_elections(authorities, election, make_actor, actor):
    on = date(2026, 11, 24)
    authorities("Connue", mandate_start=date(2026, 3, 28))
    authorities("Coopération", mandate_start=date(2026, 3, 28), delegation="Cooperation décentralisée, jumelages")
    nobody = authorities("Personne")
    before = authorities("Avant", mandate_start=date(2020, 7, 1), mandate_end=date(2026, 3, 22))
    other = authorities("Voirie", mandate_start=date(2026, 3, 28), delegation="Voirie")
    gone = authorities("Partie", mandate_start=date(2026, 3, 28), mandate_end=date(2026, 6, 1))
    undated = authorities("Sans date", mandate_start=None)
    authorities("Département", kind=Kind.DEPARTMENT)
    authorities("Archivée").__class__.objects.filter(name="Archivée").update(state="archived")
    found = {found.name: found for found in without_official(election, on)}
    assert set(found) == {a.name for a in (nobody, before, other, gone, undated)}
    assert found["Avant"].before == "Élue de Avant"
    assert (found["Sans date"].undated, found["Avant"].undated) == (True, False)


def test_the_list_of_officials_is_shown_narrowed_and_exported(desk, authorities, talk, election, staff):
    actor = authorities("=Formule")
    authorities("Avant", mandate_start=date(2020, 7, 1))
    talk(actors=[actor])
    page = desk.get(OFFICIALS)
    assert "2\u00a0collectivités" in page.text
    assert "2025-848" in page.text
    assert desk.get(OFFICIALS, {"departement": "53"}).context["page"].paginator.count == 0
    assert desk.get(OFFICIALS, {"departement": "\x00", "page": "x"}).status_code == 200
    exported = rows(desk.post(reverse("admin:crm_election_officials_export")))
    assert exported[0][0] == "Collectivité"
    assert {row[0] for row in exported[1:]} == {"=Formule", "Avant"}
    assert Entry.objects.about(election).get().verb == "exporter"
    card = next(shown for shown in desk_of(staff)[0] if shown.card.name == "crm_officials")
    assert card.count == 2
    assert [(row.label, row.tag) for row in card.rows] == [("Loire-Atlantique", "2")]


def test_a_segment_joins_its_criteria(make_actor, world, staff):
    ours = make_actor("Ours", municipality=world["nantes"], countries=[world["benin"]], themes=[world["wells"]])
    make_actor("Ailleurs", municipality=world["laval"], countries=[world["benin"]], themes=[world["water"]])
    member = make_actor("Membre", municipality=world["nantes"], countries=[world["mali"], world["benin"]], themes=[world["water"]])
    make_actor("Archivée", municipality=world["nantes"], state="archived")
    Membership.objects.create(actor=member, year=timezone.localdate().year, state=MembershipState.PAID)
    segment = services.save_segment(segment=Segment(name="Eau au Bénin", colleges=[College.NON_PROFIT], freshness=["never"]), by=staff)
    segment.departments.set(["44"])
    segment.countries.set([world["benin"], world["mali"]])
    segment.themes.set([world["water"]])
    assert list(actors_of(segment)) == [member, ours]
    segment.belonging = "members"
    assert list(actors_of(segment)) == [member]
    segment.belonging = "others"
    assert list(actors_of(segment)) == [ours]
    segment.freshness = ["fresh"]
    assert list(actors_of(segment)) == []


def test_a_segment_is_exported_with_its_people_and_leaves_a_trace(desk, actor, contact, make_actor, staff):
    make_actor("@Sans personne", college=College.BUSINESS, kind=Kind.COMPANY)
    Contact.objects.create(actor=actor, name="=HYPERLINK(1)", phone="+33 2 00 00 00 00")
    segment = services.save_segment(segment=Segment(name="Tout"), by=staff)
    assert "2\u00a0acteurs" in desk.get(reverse("admin:crm_segment_actors", args=[segment.pk])).text
    address = reverse("admin:crm_segment_export", args=[segment.pk])
    assert desk.get(address).status_code == 405
    response = desk.post(address)
    assert "no-store" in response["Cache-Control"]
    book = load_workbook(BytesIO(b"".join(response.streaming_content))).active
    assert {row[12].value for row in book.iter_rows(min_row=2)} == {"Camille Exemple", "=HYPERLINK(1)", None}
    assert all(cell.data_type != "f" for row in book.iter_rows() for cell in row), "no cell is a formula"
    assert Entry.objects.about(segment).first().changes == {"lignes": [None, 3]}


def test_a_segment_costs_the_same_for_one_actor_and_for_many(desk, make_actor, staff, world):
    segment, counts = services.save_segment(segment=Segment(name="Tout"), by=staff), []
    for more in (1, 4):
        for n in range(more):
            Contact.objects.create(actor=make_actor(f"{more} {n}", municipality=world["nantes"]), name="X")
        with CaptureQueriesContext(connection) as queries:
            desk.get(reverse("admin:crm_segment_actors", args=[segment.pk]))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_segments_are_written_in_the_admin(desk, world):
    posted = {"name": "Eau", "colleges": ["associations"], "themes": [world["water"].pk], "belonging": "members", "freshness": ["stale"]}
    desk.post("/admin/crm/segment/add/", posted)
    segment = Segment.objects.get()
    assert (segment.colleges, segment.belonging, list(segment.themes.all())) == (["associations"], "members", [world["water"]])


def everything(talk, promise, actor, contact, staff):
    """Each address of the team's memory, with something behind it."""
    done = talk("Un échange très privé", notes="Notes très privées", contacts=[contact])
    task = promise("Une tâche très privée", actor=actor)
    segment = services.save_segment(segment=Segment(name="Segment très privé"), by=staff)
    names = [("interaction", done), ("task", task), ("segment", segment)]
    addresses = [reverse(f"admin:crm_{name}_{page}") for name, _ in names for page in ("changelist", "add")]
    addresses += [reverse(f"admin:crm_{name}_{page}", args=[thing.pk]) for name, thing in names for page in ("change", "delete", "history")]
    addresses += [
        reverse("admin:crm_segment_actors", args=[segment.pk]),
        OFFICIALS,
        reverse("admin:actors_actor_timeline", args=[actor.pk]),
    ]
    posts = [
        reverse("admin:crm_segment_export", args=[segment.pk]),
        reverse("admin:crm_election_officials_export"),
        reverse("admin:crm_task_complete", args=[task.pk]),
    ]
    return addresses, posts


@pytest.mark.parametrize("who", ["visitor", "account", "member", "board"])
def test_nobody_else_sees_the_team_s_memory(who, request, client_of, talk, promise, actor, contact, staff, member, represent, settings):
    settings.REQUIRE_SECOND_FACTOR = False
    represent(member, actor)
    addresses, posts = everything(talk, promise, actor, contact, staff)
    client = client_of(None if who == "visitor" else request.getfixturevalue(who))
    for address in addresses:
        assert client.get(address).status_code in {302, 403}, address
    for address in posts:
        assert client.post(address).status_code in {302, 403}, address
    assert Task.objects.open().exists()
    pages = [
        actor.get_absolute_url(),
        "/annuaire/",
        "/annuaire/?format=csv",
        "/recherche/?q=prive",
        "/mon-espace/",
        "/documents/",
        "/courriels/",
    ]
    for page in pages:
        response = client.get(page, follow=True)
        text = b"".join(response.streaming_content).decode() if response.streaming else response.text
        assert "très privé" not in text, page


def test_staff_without_the_permission_do_not_see_it_either(client_of, talk, promise, actor, contact, staff, colleague):
    addresses, posts = everything(talk, promise, actor, contact, staff)
    client = client_of(colleague)
    for address in addresses:
        assert client.get(address).status_code == 403, address
    for address in posts:
        assert client.post(address).status_code == 403, address
    colleague.user_permissions.add(*Permission.objects.filter(codename__in=["view_segment", "view_actor"]))
    segment = Segment.objects.get()
    client = client_of(type(colleague).objects.get(pk=colleague.pk))
    assert client.get(reverse("admin:crm_segment_actors", args=[segment.pk])).status_code == 200
    assert client.post(reverse("admin:crm_segment_export", args=[segment.pk])).status_code == 403, "the people there are another matter"
    timeline = client.get(reverse("admin:actors_actor_timeline", args=[actor.pk]))
    assert "très privé" not in timeline.text


def test_a_script_typed_anywhere_runs_nowhere(desk, talk, promise, actor, staff):
    script = "<script>alert(1)</script>"
    talk(script, notes=script)
    promise(script, actor=actor, notes=script)
    services.save_segment(segment=Segment(name=script, description=script), by=staff)
    pages = ["/admin/", "/admin/crm/interaction/", TASKS, "/admin/crm/segment/", reverse("admin:actors_actor_timeline", args=[actor.pk])]
    for page in pages:
        assert "<script>alert" not in desk.get(page).text, page


@pytest.mark.parametrize("model", ["interaction", "task", "segment", "election"])
def test_lists_cost_the_same_for_one_and_for_many(desk, talk, promise, actor, staff, model, make_actor):
    counts = []
    for more in (1, 4):
        for n in range(more):
            talk(f"{more} {n}", actors=[actor, make_actor(f"{more} {n}")], team=[staff])
            promise(f"{more} {n}", actor=actor)
            services.save_segment(segment=Segment(name=f"{more} {n}"), by=staff)
        desk.get(f"/admin/crm/{model}/")
        with CaptureQueriesContext(connection) as queries:
            desk.get(f"/admin/crm/{model}/")
        counts.append(len(queries))
    assert counts[0] == counts[1]

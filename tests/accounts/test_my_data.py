"""My data: read, taken away, erased. Somebody erased shows nowhere, in no table, page, file or cache; the figures stay."""

import json
import re
import zlib
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.cache import caches
from django.db import connection
from django.http import QueryDict
from django.utils import timezone

from actors.enums import RepresentationStatus, Role
from actors.models import Actor, Contact, ContactMessage, Invitation, Merge, Representation
from actors.models.imported import ImportedLine
from actors.services import claims, contacts, messages, people, publication
from crm.models import Interaction, Task
from events.models import GroupMembership, Registration, WorkingGroup
from events.services import announcing
from events.services.enrolment import enrol
from memberships.models import JoinRequest
from network.accounts.erasing import erase, refusals
from network.accounts.holdings import holdings
from network.accounts.models import User
from network.accounts.services import AccountError
from network.audit.models import Entry
from network.audit.services import record
from network.documents import services as documents
from network.imports.models import Import
from network.moderation.enums import State
from network.moderation.services import archive
from network.notifications import delivery
from network.notifications.enums import Status
from network.notifications.models import Email
from projects.models import Project
from tests.accounts.conftest import PASSWORD
from trainings.models import Certificate, Module, Session
from trainings.services import evaluations

NAME, ADDRESS = "Quelvennec", "zephyrine.quelvennec@exemple.fr"
WORDS = ("quelvennec", "zephyrine", "zéphyrine", "02 99 12 34 56")


@pytest.fixture
def someone(db):
    user = User.objects.create_user(ADDRESS, PASSWORD, first_name="Zéphyrine", last_name=NAME)
    EmailAddress.objects.create(user=user, email=ADDRESS, primary=True, verified=True)
    return user


@pytest.fixture
def traces(someone, member, neighbour, staff, make_actor, make_event, represent, log_in, settings, tmp_path):
    """Everything a person may leave: a role, a public contact, messages, e-mails, documents, acts, sessions, pages in a cache."""
    actor = make_actor("Organisation", slug="organisation", public_email=ADDRESS.title(), presentation="Des puits.")
    represent(member, actor)
    link = represent(someone, actor)
    asked, refused = make_actor("Demandée"), make_actor("Refusée", presentation="Des puits.", municipality=None, place="Rennes")
    represent(member, asked)
    claims.ask(actor=asked, by=someone, role=Role.MANAGER, message="C’est Zéphyrine Quelvennec.")
    assert claims.remind(now=timezone.now() + timedelta(days=8)) == 1
    claim = claims.ask(actor=refused, by=someone, role=Role.MANAGER, message="C’est Zéphyrine Quelvennec.")
    claims.refuse(claim=claim, by=staff, reason="Madame Quelvennec, nous ne vous connaissons pas.")
    draft = make_actor("Brouillon", state=State.DRAFT, presentation="Des puits.", place="Rennes")
    represent(member, draft)
    represent(someone, draft, Role.CONTRIBUTOR)
    publication.propose(actor=draft, by=someone)
    contact = Contact.objects.create(
        actor=actor,
        name=f"Zéphyrine {NAME}",
        email=ADDRESS.title(),
        phone="02 99 12 34 56",
        function="présidente",
        notes=f"Appeler Mme {NAME}.",
    )
    contacts.agree(contact=contact, by=someone, shows_phone=True)
    messages.write(
        actor=actor, contact=None, name=f"Zéphyrine {NAME}", email=ADDRESS.title(), body=f"Signé : {NAME}", form_key="cle", by=someone
    )
    people.invite(actor=make_actor("Invitante"), email=ADDRESS, role=Role.MANAGER, by=neighbour)
    people.invite(actor=actor, email="autre@exemple.fr", role=Role.CONTRIBUTOR, by=someone)
    people.change_role(representation=represent(neighbour, actor, Role.CONTRIBUTOR), role=Role.MANAGER, by=someone)
    documents.request_document(kind="fiche-acteur", data=QueryDict("acteur=organisation"), by=someone)
    record(by=staff, verb="corriger l’adresse", target=someone, changes={"email": ["x", ADDRESS], "nom": [None, f"Zéphyrine {NAME}"]})
    record(by=someone, verb="modifier", target=link, changes={"public_email": ["", ADDRESS]})
    LogEntry.objects.create(
        user=staff, content_type=ContentType.objects.get_for_model(User), object_id=someone.pk, object_repr=str(someone),
        action_flag=CHANGE, change_message=f"{ADDRESS} modifiée",
    )  # fmt: skip
    Merge.objects.create(winner=actor, loser=make_actor("Perdue"), before={"loser": {"public_email": ADDRESS}})
    met = Interaction.objects.create(subject=f"Appel de Mme {NAME}", notes=f"Zéphyrine rappellera, {ADDRESS}.")
    met.contacts.add(contact)
    Task.objects.create(title=f"Rappeler Mme {NAME}", due="2026-01-01", interaction=met, by=someone, actor=actor)
    JoinRequest.objects.create(actor=actor, asked_by=someone, message=f"Appelez Zéphyrine {NAME}.")
    project = Project.objects.create(title="Puits", slug="puits", lead=make_actor("Porteuse"))
    project.partnerships.create(actor=actor, status="refused", answered_by=someone, answered_at=timezone.now(), reason=f"Dit {NAME}.")
    event = make_event("Rencontre", kind="formation")
    question = event.questions.create(label="Pourquoi venir ?")
    come = {"event": event, "presence": "presentiel", "by": someone}
    mine = enrol(**come, name=f"Zéphyrine {NAME}", email=ADDRESS, needs=f"Appeler {NAME}.", answers={question: f"Signé {NAME}."})
    enrol(**come, name="Collègue", email="collegue@exemple.fr")
    training = Session.objects.create(module=Module.objects.create(title="Puits", slug="puits"), event=event)
    evaluations.ask(session=training, moment="avant", registration=mine)
    attested = {"name": f"Zéphyrine {NAME}", "organisation": "", "title": "Puits", "slots": []}
    Certificate.objects.create(registration=mine, year=2026, number=1, code="TRACE", minutes=90, shown=attested)
    announcing.message(event=event, to=["confirmed"], subject="Accueil", text=f"Par Zéphyrine {NAME}.", by=staff)
    event.invitees.create(email=ADDRESS.title(), name=f"Zéphyrine {NAME}")
    WorkingGroup.objects.create(name="Bénin", slug="benin", nature="geographique").memberships.create(user=someone)
    settings.MEDIA_ROOT = tmp_path
    file = tmp_path / "liste"
    file.write_text(ADDRESS)
    batch = Import.objects.create(kind="acteurs", name="liste.csv", checksum="x", size=1, state="done", file="liste")
    ImportedLine.objects.create(batch=batch, line=2, status="valid", name="Organisation", public_email=ADDRESS.title())
    log_in(someone)
    return actor


PAGES = (
    "/annuaire/organisation/", "/annuaire/", "/annuaire/?q=organisation", "/annuaire/?q=quelvennec", "/recherche/?q=quelvennec",
    "/annuaire/?format=csv", "/annuaire/?format=geojson", "/annuaire/organisation/ecrire/",
)  # fmt: skip


def tables_that_speak_of(words):
    """The tables of the database one row of which, as text, holds one of the words."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            for word in words:
                cursor.execute(f'SELECT t::text FROM "{table}" t WHERE t::text ILIKE %s LIMIT 1', [f"%{word}%"])
                if row := cursor.fetchone():
                    found.append((table, word, row[0][:300]))
    return found


def words_of(response):
    """What an answer says, streamed or not."""
    return (b"".join(response) if response.streaming else response.content).decode()


def figures():
    """How many rows each table of ours holds that figures are counted from."""
    counted = (Actor, Representation, Contact, ContactMessage, Invitation, User, Email, Merge, Interaction, Task, JoinRequest)
    counted += (Registration, GroupMembership, Certificate)
    return {model.__name__: model.objects.count() for model in counted}


def test_the_traces_are_where_they_are_looked_for(traces):
    where = {table for table, *_ in tables_that_speak_of(WORDS)}
    assert where >= {
        "accounts_user", "account_emailaddress", "actors_actor", "actors_contact", "actors_contactmessage", "actors_invitation",
        "actors_merge", "actors_representation", "crm_interaction", "crm_task", "audit_entry", "django_admin_log", "notifications_email",
        "memberships_joinrequest", "events_registration", "events_answer", "events_announcement", "events_invitee",
        "trainings_certificate",
    }  # fmt: skip


def test_somebody_erased_shows_nowhere_and_the_figures_stay(traces, someone, client, member):
    before, acts, waiting = figures(), Entry.objects.filter(by=someone).count(), Email.objects.filter(to=ADDRESS, status=Status.QUEUED)
    assert waiting.exists()
    for page in PAGES:
        words_of(client.get(page))  # some are kept
    erase(user=someone, by=someone)
    connection.check_constraints()
    last = Email.objects.get(kind="account_erased")
    assert last.to == ADDRESS
    delivery.deliver(pk=last.pk)
    assert tables_that_speak_of(WORDS) == []
    assert figures() == {**before, "Email": before["Email"] + 1}
    assert Entry.objects.filter(by=someone).count() == acts, "who did what is still counted"
    for page in PAGES:
        text = words_of(client.get(page)).lower().replace("q=quelvennec", "").replace('value="quelvennec"', "")
        for word in ("02 99 12 34 56", "zéphyrine", ADDRESS):
            assert word not in text, page
    assert "Organisation" in client.get("/annuaire/organisation/").text


def test_what_is_kept_in_redis_speaks_of_nobody(traces, client):
    for page in PAGES:
        words_of(client.get(page))
    cache = caches["pages"]
    server = cache._cache.get_client()
    kept = {
        key: zlib.decompress(value) if (value := server.get(key)).startswith(b"x") else value
        for key in server.scan_iter(f"{cache.key_prefix}*")
    }
    assert any(b"Organisation" in value for value in kept.values()), "what is kept is read here"
    for key, value in kept.items():
        for word in (ADDRESS, "02 99 12 34 56", "Zéphyrine"):
            assert word.encode() not in value, key


def test_no_file_speaks_of_somebody_erased(traces, someone, tmp_path, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        erase(user=someone, by=someone)
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and ADDRESS.encode() in path.read_bytes()]
    assert ImportedLine.objects.get().name == "Organisation"


def test_no_letter_leaves_for_somebody_erased(traces, someone):
    erase(user=someone, by=someone)
    waiting = Email.objects.filter(status__in=[Status.QUEUED, Status.FAILED], next_try_at__isnull=False)
    assert not waiting.filter(to=delivery.NOBODY).exists()
    assert {email.kind for email in waiting.filter(to__startswith="zephyrine")} == {"account_erased"}
    assert not someone.document_requests.filter(wants_mail=True).exists()
    for email in waiting:
        assert email.text, f"{email.kind} would leave empty"


def test_the_account_is_closed_and_its_sessions_with_it(traces, someone, log_in, client):
    browser = log_in(someone)
    assert browser.get("/mon-espace/").status_code == 200
    erase(user=someone, by=someone)
    assert browser.get("/mon-espace/").status_code == 302
    assert not someone.usersession_set.exists(), "they say from where and with what"
    assert client.login(email=ADDRESS, password=PASSWORD) is False
    someone.refresh_from_db()
    assert (str(someone), someone.is_active, someone.has_usable_password()) == ("Personne effacée", False, False)


def test_the_last_manager_is_told_whom_to_name_first(traces, someone, member, log_in, ask):
    traces.representations.exclude(user=someone).update(status=RepresentationStatus.ENDED)
    before = figures()
    with pytest.raises(AccountError, match=r"dernière personne responsable de .*Organisation"):
        erase(user=someone, by=someone)
    assert figures() == before
    browser = log_in(someone)
    assert "dernière personne responsable" in browser.get("/mon-espace/mes-donnees/effacer/").text
    ask("account_reauthenticate", browser, password=PASSWORD)
    browser.post("/mon-espace/mes-donnees/effacer/")
    someone.refresh_from_db()
    assert (someone.email, someone.erased_at) == (ADDRESS, None)
    archive(thing=traces, by=member)
    assert refusals(someone) == [], "nobody need manage an archived sheet"


def test_a_person_of_the_team_is_told_to_leave_it_first(staff):
    assert "équipe" in refusals(staff)[0]


def test_erasing_asks_who_one_is_and_reading_the_page_erases_nothing(traces, someone, log_in, ask):
    browser, path = log_in(someone), "/mon-espace/mes-donnees/effacer/"
    assert "Cela ne se défait pas" in browser.get(path).text
    assert browser.post(path)["Location"].startswith("/compte/reauthenticate/")
    assert User.objects.filter(email=ADDRESS).exists()
    answer = ask("account_reauthenticate", browser, query=f"?next={path}", password=PASSWORD)
    assert "sont effacés" in answer.text
    assert not User.objects.filter(email=ADDRESS).exists()
    assert browser.get("/mon-espace/").status_code == 302


def test_the_file_and_the_page_hold_everything_and_nothing_of_anybody_else(traces, someone, member, neighbour, log_in, client_of):
    browser = log_in(someone)
    response = browser.get("/mon-espace/mes-donnees/telecharger/")
    assert response["Content-Disposition"].startswith('attachment; filename="mes-donnees-')
    assert "no-store" in response["Cache-Control"]
    found = json.loads(response.content)["rubriques"]
    assert set(found) == {holding.key for holding in holdings()}
    empty = [key for key, section in found.items() if not section["lignes"]]
    assert empty == []
    words = json.dumps(found, ensure_ascii=False)
    for held in (ADDRESS, "présidente", "02 99 12 34 56", f"Appeler Mme {NAME}.", f"Signé : {NAME}", "Fiche de Organisation"):
        assert held in words, held
    assert "/lien/" not in words, "no link that opens something"
    page = browser.get("/mon-espace/mes-donnees/").text
    assert "présidente" in page
    other = client_of(member).get("/mon-espace/mes-donnees/telecharger/").content.decode()
    assert NAME not in re.sub(r'"Objet": "[^"]*"|"Texte": "[^"]*"', "", other), "only letters to the member speak of another"


def test_the_page_takes_the_same_number_of_statements_whatever_it_shows(someone, make_actor, represent, log_in):
    browser = log_in(someone)
    represent(someone, make_actor("Une"), Role.CONTRIBUTOR)
    browser.get("/mon-espace/mes-donnees/")

    def statements():
        with connection.execute_wrapper(lambda execute, *args: (seen.append(1), execute(*args))[1]):
            browser.get("/mon-espace/mes-donnees/")
        count = len(seen)
        seen.clear()
        return count

    seen = []
    one = statements()
    for name in ("Deux", "Trois"):
        actor = make_actor(name)
        represent(someone, actor, Role.CONTRIBUTOR)
        Contact.objects.create(actor=actor, name="X", email=ADDRESS)
        ContactMessage.objects.create(actor=actor, sender=someone, name="X", email=ADDRESS, body="…", form_key=name)
        record(by=someone, verb="modifier", target=actor)
    assert statements() == one


def test_each_holding_says_how_it_forgets():
    nothing = {"account", "sessions"}  # the service closes these itself
    for holding in holdings():
        if holding.key not in nothing:
            assert holding.erase.__name__ != "<lambda>", holding.key


def test_a_name_of_one_part_goes_where_it_stands_alone(someone, staff, make_actor, represent):
    User.objects.filter(pk=someone.pk).update(first_name="Jean", last_name="")
    someone.refresh_from_db()
    actor = make_actor("Lycée Jean Monnet")
    link = represent(someone, actor, Role.CONTRIBUTOR)
    record(by=staff, verb="accepter une demande", target=actor, changes={"personne": [None, "Jean"], "nom": ["x", "Lycée Jean Monnet"]})
    record(by=staff, verb="modifier", target=link)
    erase(user=someone, by=someone)
    assert Entry.objects.about(actor).get().changes == {"personne": [None, "Personne effacée"], "nom": ["x", "Lycée Jean Monnet"]}
    assert Entry.objects.about(link).get().label == "Personne effacée pour Lycée Jean Monnet"


def test_the_team_erases_who_asks_by_letter_once_it_is_confirmed(someone, staff, member, make_actor, represent, client_of):
    represent(member, make_actor("Seule"))
    desk, chosen = client_of(staff), {"action": "erase_selected", "_selected_action": [someone.pk, member.pk]}
    page = desk.post("/admin/accounts/user/", chosen)
    assert "dernière personne responsable" in page.text
    assert User.objects.filter(email=ADDRESS).exists(), "asking changes nothing"
    desk.post("/admin/accounts/user/", {**chosen, "confirmed": "1"})
    assert not User.objects.filter(email=ADDRESS).exists()
    assert User.objects.filter(email=member.email).exists()
    assert Entry.objects.about(someone).get(verb="effacer un compte").by == staff
    assert desk.post(f"/admin/accounts/user/{someone.pk}/change/", {"email": ADDRESS, "is_active": "on"}).status_code == 403

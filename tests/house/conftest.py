"""The cast and the things of the access matrix."""

from decimal import Decimal
from io import BytesIO

import pytest
from django.conf import settings as portal
from django.core.files.base import ContentFile
from django.db import transaction
from django.http import QueryDict
from django.test import Client, override_settings
from django.utils import timezone
from PIL import Image

from actors.enums import RepresentationStatus, Role
from actors.models import Actor, Contact
from actors.services.contacts import ask_consent
from actors.services.freshness import link_token
from actors.services.people import invite
from events.models import Event, WorkingGroup
from events.services.calendar_keys import give as give_calendar
from events.services.enrolment import enrol
from events.services.letters import token as registration_link
from memberships.models import FeeScale
from memberships.services.calling import call_one
from memberships.services.payments import record_payment
from network.accounts.models import User
from network.documents import filing
from network.documents import services as documents
from network.moderation.enums import State
from network.notifications.models import Email
from network.notifications.services import send
from observatory.services.snapshots import take
from projects.models import Scheme
from projects.services.partners import add_actor
from projects.services.partners import link_token as partner_link
from tests import cast
from trainings.models import Certificate, Module, Session
from trainings.services.evaluations import ask
from trainings.services.evaluations import token as ballot_token


@pytest.fixture(scope="module")
def stage(django_db_setup, django_db_blocker, tmp_path_factory):
    """(people, things, folder of the files): made once for the tests of a file, and taken back after them."""
    folder = tmp_path_factory.mktemp("media")
    with django_db_blocker.unblock(), transaction.atomic():
        people = {
            "account": cast.make_user("visiteur"),
            "member": cast.make_user("membre"),
            "neighbour": cast.make_user("voisine"),
            "staff": cast.make_staff(),
            "board": cast.make_board(),
        }
        with override_settings(MEDIA_ROOT=folder, THROTTLE={}):
            made = make_things(people)
        yield people, made, folder
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def sessions(stage, django_db_blocker):
    """`{role: key of a session}`: each person of the stage logged in once for the tests of a file."""
    keys = {}
    with django_db_blocker.unblock():
        for role, person in stage[0].items():
            client = Client()
            client.force_login(person)
            keys[role] = client.cookies[portal.SESSION_COOKIE_NAME].value
    return keys


@pytest.fixture
def browse(sessions, people):
    """A fresh test client of a role of the matrix, logged in."""

    def come(role, **options):
        client = Client(**options)
        if role != "visitor":
            client.cookies[portal.SESSION_COOKIE_NAME] = sessions[role]
        return client

    return come


@pytest.fixture
def people(stage, db, settings):
    """Each role of the matrix with its person, fresh. The second factor has its own tests."""
    settings.REQUIRE_SECOND_FACTOR = False
    settings.THROTTLE = {}
    known = User.objects.in_bulk([person.pk for person in stage[0].values()])
    return {"visitor": None, **{role: known[person.pk] for role, person in stage[0].items()}}


@pytest.fixture
def things(stage, people, settings):
    """What the matrix names: `{thing: arguments of its address}`. The member manages them all, the neighbour another actor."""
    settings.MEDIA_ROOT = stage[2]
    return stage[1]


def ready_sheet(slug, by):
    """The sheet of an actor as a document, ready."""
    return ready_document("fiche-acteur", f"acteur={slug}", by)


def ready_document(kind, query, by):
    """A document, ready."""
    document = documents.request_document(kind=kind, data=QueryDict(query), by=by)
    held, draft = documents.claim(document_id=document.pk), filing.new_draft()
    draft.write_bytes(b"%PDF-1.7")
    size, checksum = filing.measure(draft)
    documents.complete(document=held, file=filing.settle(draft), size=size, checksum=checksum, pages=1, subjects=[])
    return document


def called(staff, actor):
    """The fee of an actor, called and half paid."""
    year = timezone.localdate().year
    FeeScale.objects.create(year=year, college=actor.college, amount=30)
    call = call_one(actor=actor, year=year, by=staff)
    record_payment(call=call, amount=Decimal(15), received_on=timezone.localdate(), means="virement", by=staff)
    return call


def make_things(people):
    """`{thing: arguments of its address}`."""
    make_actor, represent, world = cast.actor_maker(), cast.link, cast.make_world()
    make_project = cast.project_maker(make_actor)
    drawing = BytesIO()
    Image.new("RGB", (8, 8)).save(drawing, "WEBP")
    made = {}
    for state in State:
        published_at = timezone.now() if state == State.PUBLISHED else None
        actor = make_actor(f"Acteur {state}", slug=f"acteur-{state}", state=state, published_at=published_at, municipality=world["nantes"])
        link = represent(people["member"], actor, Role.MANAGER)
        if state == State.PUBLISHED:
            made["representation"] = {"slug": actor.slug, "pk": link.pk}
            made["link of a sheet"] = {"token": link_token(actor=actor, user=people["member"])}
            contact = ask_consent(contact=Contact.objects.create(actor=actor, name="Awa", email="awa@demo.example"), by=people["member"])
            made["contact"], made["contact of one's own"] = {"slug": actor.slug, "pk": contact.pk}, {"pk": contact.pk}
            letter = Email.objects.get(kind="consent_asked").text
            made["link of a contact"] = {"token": letter.partition("/lien/accord/")[2].partition("/")[0]}
            invitation = invite(actor=actor, email="invitee@demo.example", role=Role.CONTRIBUTOR, by=people["member"])
            made["invitation"], made["invitation to answer"] = {"slug": actor.slug, "pk": invitation.pk}, {"pk": invitation.pk}
            letter = Email.objects.get(kind="invitation").text
            made["link of an invitation"] = {"token": letter.partition("/lien/invitation/")[2].partition("/")[0]}
        made[str(state)] = {"slug": actor.slug}
        project = make_project(f"Projet {state}", slug=f"projet-{state}", lead=actor, state=state, published_at=published_at)
        shown = project.pictures.create(image=ContentFile(drawing.getvalue(), "a.webp"), alternative="Un puits", credit="Awa")
        made[f"picture of the {state}"] = {"slug": project.slug, "pk": shown.pk}
        for words, is_public in ((f"paper of the {state}", True), ("paper kept for its people", False)):
            kept = {"filename": "bilan.pdf", "content_type": "application/pdf", "is_public": is_public}
            paper = project.papers.create(title="Bilan", file=ContentFile(b"%PDF-1.7", "a.pdf"), **kept)
            if is_public or state == State.PUBLISHED:
                made[words] = {"slug": project.slug, "pk": paper.pk}
        made[f"{state} project"] = {"slug": f"projet-{state}"}
        actor.logo.save("logo.webp", ContentFile(drawing.getvalue()))
    represent(people["neighbour"], make_actor("Voisine", slug="voisine"), Role.MANAGER)
    made["directory as a document"], made["unknown document"] = {"kind": "annuaire"}, {"kind": "inconnu"}
    made["report of the observatory"] = {"kind": "rapport-observatoire"}
    for state in ("published", "draft"):
        made[f"{state} sheet"] = {"pk": ready_sheet(f"acteur-{state}", people["member"]).pk}
    made["step of the published"] = {"slug": "acteur-published", "step": "activite"}
    made["step of the draft"] = {"slug": "acteur-draft", "step": "contact"}
    made["unknown step"] = {"slug": "acteur-published", "step": "inconnue"}
    made["table of figures"] = {"name": "pays"}
    made["unknown table"] = {"name": "inconnu"}
    taken = take(by=None, reason="Essai")
    made["snapshot"] = {"number": taken.number}
    made["snapshot that was not taken"] = {"number": taken.number + 1}
    made["table of a snapshot"] = {"number": taken.number, "name": "pays"}
    made["sheets of a snapshot"] = {"number": taken.number, "what": "acteurs"}
    asker = User.objects.create_user("demande@demo.example", "demonstration")
    claim = represent(asker, Actor.objects.get(slug="acteur-published"), status=RepresentationStatus.REQUESTED)
    made["claim"] = {"pk": claim.pk}
    call = called(people["staff"], Actor.objects.get(slug="acteur-published"))
    receipt = call.payments.get().receipt
    made["fee call"], made["roll as csv"] = {"number": call.number}, {"kind": "csv"}
    made["roll as a document"], made["fee call as a document"] = {"kind": "membres-a-jour"}, {"kind": "appel-cotisation"}
    made["fee call document"] = {"pk": ready_document("appel-cotisation", f"appel={call.number}", people["member"]).pk}
    made["receipt document"] = {"pk": ready_document("recu-cotisation", f"recu={receipt.code}", people["member"]).pk}
    made["roll document"] = {"pk": ready_document("membres-a-jour", "", people["board"]).pk}
    for slug, state in (("publie", State.PUBLISHED), ("brouillon", State.DRAFT)):
        Scheme.objects.create(name=f"Dispositif {slug}", slug=slug, state=state, published_at=timezone.now())
    made["scheme"], made["draft scheme"] = {"slug": "publie"}, {"slug": "brouillon"}
    asked_of = Actor.objects.get(slug="acteur-published")
    for state, name in ((State.SUBMITTED, "asked partnership"), (State.DRAFT, "partnership of a draft")):
        project = make_project(f"Avec {state}", slug=f"avec-{state}", state=state, published_at=None)
        asked = add_actor(project=project, actor=asked_of, role="autre", by=people["staff"])
        made[name] = {"pk": asked.pk}
        if state == State.SUBMITTED:
            made["link of a partnership"] = {"token": partner_link(partnership=asked, user=people["member"])}
    make_event = cast.event_maker()
    events = {
        "published event": {},
        "cancelled event": {"state": "cancelled", "cancelled_at": timezone.now()},
        "event in preparation": {"state": "draft", "published_at": None},
        "event of the board": {"audience": "ca"},
    }
    for name, fields in events.items():
        made[name] = {"slug": make_event(name.capitalize(), slug=name.replace(" ", "-"), **fields).slug}
    for slug, state in (("module", State.PUBLISHED), ("module-en-preparation", State.DRAFT)):
        Module.objects.create(title=slug, slug=slug, state=state, published_at=timezone.now())
    made["module"], made["module in preparation"] = {"slug": "module"}, {"slug": "module-en-preparation"}
    registration = enrol(event=Event.objects.get(slug="published-event"), presence="presentiel", name="Awa", email="awa@demo.example")
    made["link of a registration"], made["wrong link of a registration"] = {"token": registration_link(registration)}, {"token": "faux"}
    for name, readers in (("paper of an event", "public"), ("paper for those registered", "inscrits")):
        kept = {"file": ContentFile(b"%PDF-1.7", "a.pdf"), "filename": "a.pdf", "content_type": "application/pdf"}
        paper = Event.objects.get(slug="published-event").papers.create(title=name, readers=readers, **kept)
        made[name] = {"slug": "published-event", "pk": paper.pk}
    made["month"], made["no month"] = {"month": "2031-03"}, {"month": "2031-13"}
    key = give_calendar(by=people["member"])
    made["link of a calendar"] = {"secret": key.signer().sign(key.number)}
    made["link of a calendar that was closed"] = {"secret": key.signer().sign("fermee")}
    attested = {"name": "Awa", "organisation": "", "title": "Écrire", "slots": [["", "3 mars 2026", 90, True]]}
    Certificate.objects.create(registration=registration, year=2026, number=1, code="VRAI", minutes=90, shown=attested)
    made["certificate"], made["unknown certificate"] = {"code": "VRAI"}, {"code": "FAUX"}
    paper = registration.event.papers.create(
        title="Programme", file=ContentFile(b"x", "x.pdf"), filename="programme.pdf", content_type="application/pdf", readers="inscrits"
    )
    made["paper of a registration"] = {"token": registration_link(registration), "pk": paper.pk}
    training = Session.objects.create(module=Module.objects.get(slug="module"), event=make_event(slug="formation", kind="formation"))
    learner = enrol(event=training.event, presence="presentiel", name="Awa", email="awa@demo.example")
    ballot = ask(session=training, moment="avant", registration=learner)
    made["link of a questionnaire"] = {"token": ballot_token(ballot)}
    made["wrong link of a questionnaire"] = {"token": "faux"}
    made["group"] = {"slug": WorkingGroup.objects.create(name="Bénin", slug="benin", nature="geographique").slug}
    for name, is_public in (("paper of a group", True), ("paper that a group keeps", False)):
        kept = {"file": ContentFile(b"%PDF-1.7", "a.pdf"), "filename": "a.pdf", "content_type": "application/pdf"}
        paper = WorkingGroup.objects.get(slug="benin").papers.create(title=name, is_public=is_public, **kept)
        made[name] = {"slug": "benin", "pk": paper.pk}
    made["step of the project"] = {"slug": "projet-draft", "step": "partenaires"}
    made["unknown step of the project"] = {"slug": "projet-draft", "step": "inconnue"}
    make_project("Puits", slug="puits", lead=Actor.objects.get(slug="acteur-published"), places=[world["benin"]], themes=[world["water"]])
    made["country"], made["country where nobody works"] = {"slug": world["benin"].slug}, {"slug": world["mali"].slug}
    made["theme"] = {"slug": world["water"].slug}
    made["open table"] = {"name": "pays"}
    made["open list"], made["list that is not open"] = {"name": "acteurs"}, {"name": "comptes"}
    opened = {
        "published actor": ("acteurs", "acteur-published"),
        "draft actor": ("acteurs", "acteur-draft"),
        "draft project": ("projets", "projet-draft"),
        "draft scheme": ("dispositifs", "brouillon"),
    }
    made |= {f"{words} for programs": {"name": name, "slug": slug} for words, (name, slug) in opened.items()}
    made["sitemap"] = {"section": "acteurs"}
    made["letter"] = {"pk": send(kind="password_changed", to=people["member"], context={"ip": "192.0.2.1", "timestamp": timezone.now()}).pk}
    made["wrong link"] = {"token": "abc"}
    made["wrong reset key"] = {"uidb36": "1", "key": "set-password"}
    made["wrong confirmation key"] = {"key": "abc"}
    return made

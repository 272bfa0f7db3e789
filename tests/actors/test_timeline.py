"""Everything about one actor in one list: all its sources, in order, paged, at a constant cost, for those who may read them."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from actors import timeline
from actors.models import Contact
from actors.timeline import PAGE, Timeline
from network.accounts.models import User
from network.audit.models import Entry
from network.audit.services import record
from network.documents.models import Document
from network.moderation import services as moderation
from network.notifications.services import send


@pytest.fixture
def actor(make_actor):
    return make_actor("Alliance", state="draft", published_at=None)


@pytest.fixture
def full(actor, member, staff, represent):
    """Makes one more moment of each source that actors have."""
    represent(member, actor)
    moderation.submit(thing=actor, by=member)
    made = []

    def fill(times=1):
        for _ in range(times):
            made.append(n := len(made))
            Contact.objects.create(actor=actor, name=f"Personne {n}", email=f"p{n}@demo.example")
            Document.objects.create(kind="fiche-acteur", title=f"Fiche {n}", fingerprint=f"{n}", params={"actor": actor.pk})
            record(by=staff, verb="modifier", target=actor, changes={"name": ["a", "b"]})
            send(kind="document_ready", to=member, context={"title": "Annuaire", "pages": 1, "size": 1, "url": "http://x.example"})

    return fill


def address(actor):
    return reverse("admin:actors_actor_timeline", args=[actor.pk])


def test_every_source_is_there_latest_first(full, actor, staff, client_of):
    full()
    Entry.objects.about(actor).filter(verb="proposer").update(at=timezone.now() + timedelta(days=1))
    page = client_of(staff).get(address(actor))
    titles = [moment.title for moment in page.context["moments"]]
    assert titles[0] == "Proposer"
    assert {"Personne 0", "Fiche 0", "Modifier", "Votre document est prêt : Annuaire"} <= set(titles)
    moments = page.context["moments"]
    assert [m.when for m in moments] == sorted((m.when for m in moments), reverse=True)
    assert {m.source.name for m in moments} == {"publication", "personnes", "contacts", "documents", "courriels", "journal"}


def test_what_concerns_another_actor_is_not_there(full, actor, staff, make_actor, neighbour, represent):
    full()
    other = make_actor("Autre")
    represent(neighbour, other)
    send(kind="document_ready", to=neighbour, context={"title": "Secret", "pages": 1, "size": 1, "url": "http://x.example"})
    assert "Votre document est prêt : Secret" not in [m.title for m in Timeline.of(actor, staff).page(1)]
    assert [m.source.name for m in Timeline.of(other, staff).page(1)] == ["courriels", "personnes"]


def test_log_ins_of_its_people_are_nobody_s_business(full, actor, member, staff):
    full()
    send(kind="login_code", to=member, context={"code": "ABC-123"})
    send(kind="password_changed", to=member, context={"ip": "192.0.2.1", "timestamp": timezone.now()})
    titles = {m.title for m in Timeline.of(actor, staff, ["courriels"]).page(1)}
    assert "Votre document est prêt : Annuaire" in titles
    assert not [title for title in titles if "connexion" in title or "mot de passe" in title]


def test_it_is_narrowed_to_kinds_and_paged(full, actor, staff, client_of):
    full(PAGE)
    client = client_of(staff)
    whole = client.get(address(actor))
    first = client.get(address(actor), {"sorte": ["journal", "contacts"]})
    second = client.get(address(actor), {"sorte": ["journal", "contacts"], "page": 2})
    assert whole.context["page"].paginator.count > first.context["page"].paginator.count == 2 * PAGE
    seen = [*first.context["moments"], *second.context["moments"]]
    assert {m.source.name for m in seen} == {"journal", "contacts"}
    assert sorted(m.title for m in seen if m.source.name == "contacts") == sorted(f"Personne {n}" for n in range(PAGE))
    assert "&amp;sorte=contacts&amp;sorte=journal" in first.text or "&sorte=contacts&sorte=journal" in first.text


@pytest.mark.parametrize("query", [{"page": "x"}, {"page": "999"}, {"sorte": "inconnue"}, {"sorte": "journal\x00"}])
def test_what_nobody_would_ask_is_answered(full, actor, staff, client_of, query):
    full()
    assert client_of(staff).get(address(actor), query).status_code == 200


def test_it_costs_the_same_whatever_happened(full, actor, staff, client_of):
    client, counts = client_of(staff), []
    for more in (1, 4):
        full(more)
        with CaptureQueriesContext(connection) as queries:
            client.get(address(actor))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_each_source_is_for_those_who_may_read_it(full, actor, client_of, db):
    full()
    reader = User.objects.create_user("lecture@demo.example", "demonstration", is_staff=True)
    assert client_of(reader).get(address(actor)).status_code == 403
    reader.user_permissions.add(Permission.objects.get(codename="view_actor"))
    reader = User.objects.get(pk=reader.pk)
    page = client_of(reader).get(address(actor))
    assert {source.name for source, *_ in page.context["choices"]} == {"publication", "journal"}
    assert "Personne 0" not in page.text


def test_the_page_of_the_actor_leads_there(actor, staff, client_of):
    page = client_of(staff).get(reverse("admin:actors_actor_change", args=[actor.pk]))
    assert f'href="{address(actor)}"' in page.text


def test_a_name_is_taken_once(db):
    taken = timeline._sources["journal"]
    with pytest.raises(ValueError, match="twice"):
        timeline.register(timeline.Source(**{**taken.__dict__, "label": "Autre"}))

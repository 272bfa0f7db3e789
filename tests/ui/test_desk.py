"""The desk opens on what is to do: each app's cards, for those who may act on them, at a constant cost."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from actors.enums import RepresentationStatus
from network.accounts.models import User
from network.documents.enums import State as DocumentState
from network.documents.models import Document
from network.imports.enums import State as ImportState
from network.imports.models import Import
from network.moderation.enums import State
from network.notifications.enums import Status
from network.notifications.models import Email
from network.ui.desk import ROWS, DeskCard, all_cards, desk_of, register
from network.ui.french import plural


@pytest.fixture
def busy(make_actor, represent, account):
    """Something for each card: `busy(3)` makes three of each."""
    made = []

    def fill(count):
        for _ in range(count):
            n = len(made)
            made.append(n)
            make_actor(f"À relire {n}", state=State.SUBMITTED, submitted_at=timezone.now() - timedelta(days=n), published_at=None)
            represent(account, make_actor(f"Vieille {n}", confirmed_at=None), status=RepresentationStatus.REQUESTED)
            Document.objects.create(kind="annuaire", title=f"Annuaire {n}", fingerprint=f"f{n}", state=DocumentState.FAILED)
            Email.objects.create(kind="password_changed", to=f"n{n}@demo.example", status=Status.DOUBTFUL, message_id=f"<{n}>")
            Import.objects.create(kind="acteurs", name=f"liste-{n}.csv", size=1, state=ImportState.PREVIEWED, counts={"new": 1200})

    return fill


def cards(user):
    return {shown.card.name: shown for shown in desk_of(user)[0]}


def test_each_card_counts_what_is_to_do_and_lists_the_most_pressing(busy, staff):
    busy(ROWS + 2)
    found = cards(staff)
    for name in ("actors_to_moderate", "actors_claims", "documents_failed", "emails_in_need", "imports_to_confirm"):
        assert found[name].count == ROWS + 2, name
        assert len(found[name].rows) == ROWS, name
    assert found["actors_to_moderate"].rows[0].label == f"À relire {ROWS + 1}", "the oldest comes first"
    assert found["actors_ageing"].count == ROWS + 2


def test_each_card_leads_to_as_many_as_it_says(busy, staff, client_of):
    busy(2)
    client = client_of(staff)
    for name, shown in cards(staff).items():
        response = client.get(shown.card.url)
        assert response.status_code == 200, name
        if "cl" in (response.context or {}):
            assert response.context["cl"].result_count == shown.count, name
        for row in shown.rows:
            assert client.get(row.url).status_code == 200, row


def test_a_document_made_again_is_no_longer_to_do(busy, staff):
    busy(1)
    Document.objects.create(kind="annuaire", title="Annuaire 0", fingerprint="f0", state=DocumentState.QUEUED)
    assert "documents_failed" not in cards(staff)


def test_imports_are_to_confirm_for_those_who_may(busy, staff, account):
    busy(1)
    assert cards(staff)["imports_to_confirm"].rows[0].note == f"à confirmer, {plural(1200, 'ligne')}"
    account.user_permissions.add(Permission.objects.get(codename="view_import"))
    assert "imports_to_confirm" not in cards(User.objects.get(pk=account.pk)), "the sheets that it makes are not theirs to make"


def test_the_desk_costs_the_same_for_one_thing_and_for_many(busy, staff, client_of):
    client, counts = client_of(staff), []
    for more in (1, 4):
        busy(more)
        client.get(reverse("admin:index"))  # warms what is remembered once a process
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("admin:index"))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_cards_are_for_those_who_may_act(busy, staff, client_of, db):
    busy(1)
    treasurer = User.objects.create_user("tresorerie@demo.example", "demonstration", is_staff=True)
    treasurer.user_permissions.add(Permission.objects.get(codename="view_document"))
    assert set(cards(treasurer)) == {"documents_failed"}
    page = client_of(treasurer).get(reverse("admin:index")).text
    assert "Annuaire 0" in page
    assert "À relire 0" not in page


def test_what_is_done_is_said_in_one_line(staff, client_of):
    page = client_of(staff).get(reverse("admin:index")).text
    assert "Rien n’attend" in page
    assert 'desk-card"' not in page
    assert all(card.title in page for card in all_cards())


def test_a_name_is_taken_once():
    taken = all_cards()[0]
    with pytest.raises(ValueError, match="twice"):
        register(DeskCard(**{**taken.__dict__, "title": "Autre"}))
    assert all_cards()[0] is taken

"""« C’est la mienne »: who asks, who answers, what each is told."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from actors.enums import Provenance, RepresentationStatus, Role
from actors.models import Actor, Representation
from actors.services import claims
from network.audit.models import Entry
from network.moderation.enums import State
from network.notifications.models import Email
from network.ui.desk import desk_of

WORDS = "Je suis trésorière depuis 2024."


def told():
    """Who was written what."""
    return sorted(Email.objects.values_list("to", "kind"))


@pytest.fixture
def actor(make_actor):
    return make_actor("Alliance Loire Bénin", slug="alliance", provenance=Provenance.PUBLIC_RECORD, source="Aides publiques 2014.")


def test_the_first_one_is_answered_by_the_team_and_the_sheet_becomes_the_organisations(actor, account, staff, client_of, settings):
    page = client_of(account).post(reverse("actors:claim", args=["alliance"]), {"role": "contributor", "message": WORDS}, follow=True)
    assert "Votre demande attend une réponse" in page.text
    claim = Representation.objects.get()
    assert (claim.status, claim.message) == (RepresentationStatus.REQUESTED, WORDS)
    assert told() == sorted([(account.email, "claim_received"), (settings.NETWORK["email"], "claim_for_team")])
    assert WORDS in Email.objects.get(kind="claim_for_team").text

    claims.accept(claim=claim, by=staff)
    claim.refresh_from_db()
    actor.refresh_from_db()
    assert (claim.status, claim.role, claim.answered_by) == (RepresentationStatus.ACTIVE, Role.MANAGER, staff)  # somebody must be
    assert (actor.provenance, actor.source) == (Provenance.DECLARED, "Aides publiques 2014.")
    assert (account.email, "claim_accepted") in told()
    assert Entry.objects.about(actor).first().changes["provenance"] == ["public_record", "declared"]


def test_managers_answer_when_there_are_some(actor, account, member, neighbour, represent, client_of):
    represent(member, actor)
    client_of(account).post(reverse("actors:claim", args=["alliance"]), {"role": "contributor", "message": WORDS})
    assert told() == sorted([(account.email, "claim_received"), (member.email, "claim_to_answer")])
    assert Email.objects.get(kind="claim_to_answer").reply_to == account.email
    claim = Representation.objects.get(user=account)
    address = reverse("actors:claim_answer", args=[claim.pk])
    assert address in client_of(member).get(reverse("portal:space")).text
    assert client_of(neighbour).post(address, {"role": "manager", "accept": "1"}).status_code == 404
    assert client_of(account).post(address, {"role": "manager", "accept": "1"}).status_code == 404
    assert WORDS in client_of(member).get(address).text
    client_of(member).post(address, {"role": "contributor", "accept": "1"})
    claim.refresh_from_db()
    assert (claim.status, claim.role, claim.answered_by) == (RepresentationStatus.ACTIVE, Role.CONTRIBUTOR, member)


def test_a_contributor_does_not_answer(actor, account, member, neighbour, represent, client_of):
    represent(member, actor)
    represent(neighbour, actor, Role.CONTRIBUTOR)
    claim = claims.ask(actor=actor, by=account, role=Role.CONTRIBUTOR, message=WORDS)
    assert client_of(neighbour).get(reverse("actors:claim_answer", args=[claim.pk])).status_code == 404


def test_a_refusal_has_a_reason_that_the_person_reads(actor, account, member, represent, client_of):
    represent(member, actor)
    claim = claims.ask(actor=actor, by=account, role=Role.CONTRIBUTOR, message=WORDS)
    address = reverse("actors:claim_answer", args=[claim.pk])
    assert "Écrivez le motif du refus" in client_of(member).post(address, {"reason": "  ", "refuse": "1"}).text
    client_of(member).post(address, {"reason": "Nous ne vous <b>connaissons</b> pas.", "refuse": "1"})
    claim.refresh_from_db()
    assert (claim.status, claim.answered_by) == (RepresentationStatus.ENDED, member)
    assert "&lt;b&gt;connaissons&lt;/b&gt;" in Email.objects.get(kind="claim_refused").html
    space = client_of(account).get(reverse("portal:space")).text
    assert "&lt;b&gt;connaissons&lt;/b&gt;" in space
    again = claims.ask(actor=actor, by=account, role=Role.CONTRIBUTOR, message="Voici mon mandat.")
    assert again.pk != claim.pk  # the refusal stays, one may ask again


def test_one_may_take_it_back(actor, account, client_of):
    claim = claims.ask(actor=actor, by=account, role=Role.MANAGER, message=WORDS)
    client_of(account).post(reverse("actors:claim", args=["alliance"]), {"withdraw": "1"})
    claim.refresh_from_db()
    assert claim.status == RepresentationStatus.ENDED
    with pytest.raises(claims.ClaimError, match="n’attend plus de réponse"):
        claims.accept(claim=claim, by=account)


@pytest.mark.parametrize("state", [State.DRAFT, State.SUBMITTED, State.ARCHIVED])
def test_only_what_is_published_is_claimed(make_actor, account, client_of, state):
    hidden = make_actor("Cachée", slug="cachee", state=state)
    with pytest.raises(claims.ClaimError, match="pas publiée"):
        claims.ask(actor=hidden, by=account, role=Role.MANAGER, message=WORDS)
    assert client_of(account).post(reverse("actors:claim", args=["cachee"]), {"role": "manager", "message": WORDS}).status_code == 404


@pytest.mark.parametrize("message", ["", "  \n"])
def test_one_says_who_one_is(actor, account, client_of, message):
    with pytest.raises(claims.ClaimError, match="qui vous êtes"):
        claims.ask(actor=actor, by=account, role=Role.MANAGER, message=message)
    page = client_of(account).post(reverse("actors:claim", args=["alliance"]), {"role": "contributor", "message": message})
    assert "data-takes-focus" in page.text
    assert 'value="contributor"' in page.text
    assert not Representation.objects.exists()


def test_a_posted_extra_field_changes_nothing(actor, account, staff, client_of):
    extra = {"status": "active", "user": staff.pk, "answered_by": staff.pk, "refusal_reason": "x", "actor": 999, "is_staff": "1"}
    client_of(account).post(reverse("actors:claim", args=["alliance"]), {"role": "manager", "message": WORDS, **extra})
    claim = Representation.objects.get()
    assert (claim.status, claim.user, claim.actor, claim.answered_by) == (RepresentationStatus.REQUESTED, account, actor, None)
    account.refresh_from_db()
    assert not account.is_staff


def test_one_person_has_five_requests_waiting_at_most(make_actor, account):
    for n in range(5):
        claims.ask(actor=make_actor(f"Acteur {n}"), by=account, role=Role.MANAGER, message=WORDS)
    with pytest.raises(claims.ClaimError, match="5 de vos demandes"):
        claims.ask(actor=make_actor("Une de trop"), by=account, role=Role.MANAGER, message=WORDS)


def test_asking_is_limited(make_actor, account, client_of, settings):
    settings.THROTTLE = {"claim": "1/3600"}
    client, answers = client_of(account), []
    for n in range(2):
        slug = make_actor(f"Acteur {n}", slug=f"a{n}").slug
        answers.append(client.post(reverse("actors:claim", args=[slug]), {"role": "manager", "message": WORDS}).status_code)
    assert answers == [302, 429]


def test_postgresql_keeps_one_open_request(actor, account):
    claims.ask(actor=actor, by=account, role=Role.MANAGER, message=WORDS)
    with pytest.raises(claims.ClaimError, match="déjà"):
        claims.ask(actor=actor, by=account, role=Role.MANAGER, message=WORDS)
    with pytest.raises(IntegrityError), transaction.atomic():
        Representation.objects.create(user=account, actor=actor)


def test_of_ten_answers_at_once_one_counts(transactional_db, make_actor, account, staff):
    claim = claims.ask(actor=make_actor("Alliance"), by=account, role=Role.MANAGER, message=WORDS)
    start, done = Barrier(10), []

    def answer(n):
        start.wait()
        try:
            claims.accept(claim=claim, by=staff) if n % 2 else claims.refuse(claim=claim, by=staff, reason="Non.")
            done.append(n)
        except claims.ClaimError:
            pass
        finally:
            connection.close()

    threads = [Thread(target=answer, args=[n]) for n in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(done) == 1
    assert Email.objects.filter(kind__in=["claim_accepted", "claim_refused"]).count() == 1


def test_the_team_accepts_in_its_list(actor, account, staff, client_of, settings):
    settings.REQUIRE_SECOND_FACTOR = False
    claim = claims.ask(actor=actor, by=account, role=Role.MANAGER, message=WORDS)
    client = client_of(staff)
    page = client.get(reverse("admin:actors_representation_change", args=[claim.pk])).text
    assert reverse("actors:claim_answer", args=[claim.pk]) in page
    client.post(reverse("admin:actors_representation_changelist"), {"action": "accept_selected", "_selected_action": [claim.pk]})
    assert Actor.objects.represented_by(account).get() == actor


def test_managers_are_reminded_once_after_a_week(actor, account, member, neighbour, represent):
    represent(member, actor)
    represent(neighbour, actor, Role.CONTRIBUTOR)
    claim = claims.ask(actor=actor, by=account, role=Role.CONTRIBUTOR, message=WORDS)
    now = claim.created_at
    assert claims.remind(now=now + timedelta(days=6, hours=23)) == 0
    for days in (7, 8, 30, 90, 400):
        claims.remind(now=now + timedelta(days=days))
    reminder = Email.objects.get(kind="claim_waiting")
    assert (reminder.to, reminder.reply_to) == (member.email, account.email)
    assert WORDS in reminder.text
    assert "il y a 7 jours" in reminder.text.replace("\xa0", " ")
    assert reverse("actors:claim_answer", args=[claim.pk]) in reminder.text


def test_two_rounds_at_once_remind_once(transactional_db, actor, account, member, represent):
    represent(member, actor)
    claim = claims.ask(actor=actor, by=account, role=Role.CONTRIBUTOR, message=WORDS)
    start = Barrier(4)

    def remind():
        start.wait(10)
        claims.remind(now=claim.created_at + timedelta(days=7))
        connection.close()

    threads = [Thread(target=remind) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert Email.objects.filter(kind="claim_waiting").count() == 1


def test_what_was_answered_or_forgotten_for_long_is_not_reminded_of(actor, account, member, represent):
    represent(member, actor)
    claim = claims.ask(actor=actor, by=account, role=Role.CONTRIBUTOR, message=WORDS)
    assert claims.remind(now=claim.created_at + timedelta(days=400)) == 0, "the e-mail that did it once may be deleted by then"
    claims.withdraw(claim=claim, by=account)
    assert claims.remind(now=claim.created_at + timedelta(days=8)) == 0


@pytest.mark.parametrize(
    ("days", "managed", "tag", "words", "level"),
    [
        (0, True, "aujourd’hui", "ses responsables ont à répondre", ""),
        (6, True, "depuis 6 jours", "ses responsables ont à répondre", ""),
        (9, True, "depuis 9 jours", "ses responsables n’ont pas répondu", "late"),
        (9, False, "depuis 9 jours", "à l’équipe de répondre", "late"),
    ],
)
def test_the_team_reads_how_long_a_request_waits(actor, account, member, staff, represent, days, managed, tag, words, level):
    if managed:
        represent(member, actor)
    claim = claims.ask(actor=actor, by=account, role=Role.CONTRIBUTOR, message=WORDS)
    Representation.objects.filter(pk=claim.pk).update(created_at=timezone.now() - timedelta(days=days))
    (row,) = next(shown for shown in desk_of(staff)[0] if shown.card.name == "actors_claims").rows
    assert (row.tag.replace("\xa0", " "), row.level) == (tag, level)
    assert words in row.note

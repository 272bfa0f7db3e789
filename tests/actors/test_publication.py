"""From a proposal to the publication, and the e-mail of each step."""

import pytest
from django.db import transaction
from django.urls import reverse

from actors.enums import Role
from actors.models import Actor
from actors.services import publication
from network.moderation import services as moderation
from network.moderation.enums import State
from network.notifications.models import Email

SIREN = "503621526"


@pytest.fixture
def draft(make_actor, member, represent, world):
    """A draft of the member's that says enough."""
    actor = make_actor("Soleil d’Anjou", slug="soleil", state=State.DRAFT, published_at=None, municipality=world["nantes"], siren=SIREN)
    Actor.objects.update(presentation="Nous équipons des écoles.")
    represent(member, actor)
    return actor


def told(kind):
    """To whom e-mails of this kind went."""
    return sorted(Email.objects.filter(kind=kind).values_list("to", flat=True))


def test_refused_corrected_published_with_an_email_each_time(draft, member, staff, client_of, settings, make_actor):
    settings.REQUIRE_SECOND_FACTOR = False
    team, desk = settings.NETWORK["email"], client_of(staff)
    make_actor("Soleil d’Anjou 49", state=State.DRAFT, siren=SIREN)  # the team sees every sheet
    publication.propose(actor=draft, by=member)
    assert (told("sheet_to_review"), told("sheet_received")) == ([team], [member.email])
    letter = Email.objects.get(kind="sheet_to_review")
    assert reverse("admin:actors_actor_change", args=[draft.pk]) in letter.text
    assert "Soleil d’Anjou 49 (même numéro SIREN" in letter.text

    desk.post(reverse("admin:actors_actor_refuse", args=[draft.pk]), {"reason": "Dites <i>où</i> vous agissez."})
    assert told("sheet_refused") == [member.email]
    letter = Email.objects.get(kind="sheet_refused")
    assert "Dites <i>où</i> vous agissez." in letter.text
    assert "Dites &lt;i&gt;où&lt;/i&gt; vous agissez." in letter.html
    assert "parce que vous représentez" in letter.text  # the reason of the e-mail is not that of the refusal
    for page in (reverse("actors:detail", args=["soleil"]), reverse("actors:update", args=["soleil"]), reverse("portal:space")):
        assert "Dites &lt;i&gt;où&lt;/i&gt; vous agissez." in client_of(member).get(page).text

    publication.propose(actor=draft, by=member)
    desk.post(reverse("admin:actors_actor_changelist"), {"action": "publish_selected", "_selected_action": [draft.pk]})
    assert told("sheet_published") == [member.email]
    assert (len(told("sheet_to_review")), len(told("sheet_received"))) == (2, 2)
    assert client_of(None).get(reverse("actors:detail", args=["soleil"])).status_code == 200


def test_the_page_of_a_refusal_works_outside_of_a_test_s_transaction(transactional_db, make_actor, staff, client_of, settings):
    settings.REQUIRE_SECOND_FACTOR = False
    actor = make_actor("Soleil d’Anjou", state=State.SUBMITTED)
    client_of(staff).post(reverse("admin:actors_actor_refuse", args=[actor.pk]), {"reason": "Dites où vous agissez."})
    assert Actor.objects.get().refusal_reason == "Dites où vous agissez."


def test_a_sheet_that_says_too_little_is_not_proposed(draft, member):
    Actor.objects.update(presentation=" ", municipality=None)
    with pytest.raises(publication.PublicationError, match="la commune, ou la ville hors de la région, la présentation"):
        publication.propose(actor=draft, by=member)
    assert (Actor.objects.get().state, Email.objects.count()) == (State.DRAFT, 0)


def test_managers_and_the_author_are_told_and_nobody_twice(draft, member, neighbour, account, staff, represent):
    represent(neighbour, draft, Role.CONTRIBUTOR)
    represent(account, draft, Role.MANAGER)
    publication.propose(actor=draft, by=neighbour)
    moderation.publish(thing=draft, by=staff)
    assert told("sheet_published") == sorted([member.email, account.email, neighbour.email])
    moderation.archive(thing=draft, by=member)
    assert told("sheet_archived") == [account.email]  # responsible, and not the one who did it


def test_whoever_left_is_told_nothing(draft, member, neighbour, staff, represent):
    link = represent(neighbour, draft, Role.CONTRIBUTOR)
    publication.propose(actor=draft, by=neighbour)
    link.status = "ended"
    link.save()
    member.is_active = False
    member.save()
    moderation.publish(thing=draft, by=staff)
    assert told("sheet_published") == []


def test_the_team_publishes_what_nobody_represents_without_a_letter(make_actor, staff):
    actor = make_actor("D’après des données publiques", state=State.DRAFT)
    moderation.submit(thing=actor, by=staff)
    moderation.publish(thing=actor, by=staff)
    assert not Email.objects.exists()


def test_the_letters_leave_with_the_act_or_not_at_all(draft, member, staff):
    publication.propose(actor=draft, by=member)
    before = Email.objects.count()

    def fail():
        with transaction.atomic():
            moderation.publish(thing=draft, by=staff)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert Email.objects.count() == before

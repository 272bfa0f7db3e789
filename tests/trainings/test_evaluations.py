"""Questionnaires: sent once, answered once, by nobody in particular."""

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from network.accounts.erasing import erase
from network.accounts.holdings import holdings
from network.notifications.models import Email
from trainings.models import Ballot, Questionnaire, Sheet, SheetAnswer
from trainings.results import results
from trainings.services import evaluations

pytestmark = pytest.mark.django_db
KIND = "training_questionnaire"


def asked(session, moment="apres"):
    return list(Ballot.objects.filter(questionnaire__session=session, questionnaire__moment=moment).order_by("pk"))


def say(ballot, number=4, words="Très utile"):
    first, *_, last = ballot.questionnaire.questions.all()
    return evaluations.answer(ballot=ballot, answers={first: number, last: words})


@pytest.fixture
def over(session, sign_up):
    """A session, three people who came and one who did not; the moment just after it."""
    for name in ("Awa", "Bilal", "Chloe"):
        sign_up(session, name, present=1)
    sign_up(session, "Dina", absent=1)
    sign_up(session, "É", present=1)  # an address that no e-mail reaches stops nobody else
    return session.event.slots.get().ends_at + timedelta(hours=1)


def test_each_is_asked_once_at_each_moment(session, over):
    start = session.event.slots.get().starts_at
    assert evaluations.send_due(now=start - timedelta(days=8)) == 0
    assert evaluations.send_due(now=start - timedelta(days=6)) == 4  # before: all who are confirmed
    assert evaluations.send_due(now=over) == 3  # after: those who came
    assert evaluations.send_due(now=over + timedelta(days=2)) == 0
    assert evaluations.send_due(now=over + timedelta(days=80)) == 0
    assert evaluations.send_due(now=over + timedelta(days=92)) == 3
    assert evaluations.send_due(now=over + timedelta(days=93)) == 0
    assert Email.objects.filter(kind=KIND).count() == 10
    assert not Email.objects.filter(kind=KIND, to="dina@demo.example", subject__contains="juste").exists()


def test_the_questions_are_those_of_the_session_then_of_the_module(session):
    own = Questionnaire.objects.create(module=session.module, moment="apres", introduction="Trois questions.")
    own.questions.create(label="Et la salle ?", kind="oui-non")
    made = evaluations.questionnaire_of(session=session, moment="apres")
    assert (made.introduction, [q.label for q in made.questions.all()]) == ("Trois questions.", ["Et la salle ?"])
    assert evaluations.questionnaire_of(session=session, moment="apres") == made
    assert evaluations.questionnaire_of(session=session, moment="avant").questions.count() == 3


def test_an_answer_is_given_once_and_leads_to_nobody(client, session, over):
    evaluations.send_due(now=over)
    ballot = asked(session)[0]
    url = reverse("trainings:evaluation", args=[evaluations.token(ballot)])
    page = client.get(url).text
    assert "Awa" not in page
    first = ballot.questionnaire.questions.first()
    assert "Répondez à une question au moins" in client.post(url, {}).text
    client.post(url, {f"q{first.pk}": "5"})
    assert client.post(url, {f"q{first.pk}": "1"}).status_code == 200
    assert SheetAnswer.objects.get().value == 5
    assert "Merci de votre avis" in client.get(url).text
    held = {f.name for model in (Sheet, SheetAnswer) for f in model._meta.get_fields()}
    assert held == {"id", "questionnaire", "answers", "sheet", "question", "value", "text"}
    # Not even the transaction that wrote a row tells: all ballots carry that of the last answer.
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT xmin::text) FROM trainings_ballot WHERE questionnaire_id = %s", [ballot.questionnaire_id])
        assert cursor.fetchone() == (1,)


def test_results_wait_for_three_answers(client_of, staff, session, over):
    evaluations.send_due(now=over)
    one, two, three = asked(session)
    desk, page = client_of(staff), reverse("admin:trainings_questionnaire_change", args=[one.questionnaire_id])
    say(one, words="Premier avis")
    say(two, words="Deuxième avis")
    assert results(one.questionnaire).hidden
    shown = desk.get(page).text
    assert "trois réponses" in shown
    assert "Premier avis" not in shown
    say(three, number=1, words="")
    found = results(one.questionnaire)
    assert (found.asked, found.answered, found.hidden) == (3, 3, False)
    first, last = found.questions[0], found.questions[-1]
    assert (dict(first.lines), first.mean) == ({"5": 0, "4": 2, "3": 0, "2": 0, "1": 1}, 3.0)
    assert last.hidden  # two people only wrote something
    shown = desk.get(page).text
    assert 'class="cellbar"' in shown
    assert "Premier avis" not in shown
    with pytest.raises(evaluations.EvaluationError):
        say(three)


def test_what_a_person_is_shown_of_it_says_no_answer(session, sign_up, member):
    sign_up(session, "Awa", present=1, user=member)
    evaluations.send_due(now=timezone.now() + timedelta(days=31))
    say(asked(session)[0], words="Avis secret")
    holding = next(one for one in holdings() if one.key == "training_ballots")
    assert holding.read(member)[0]["Répondu"] == "oui"
    assert "Avis secret" not in str(holding.read(member))
    erase(user=member, by=member)
    assert (Ballot.objects.count(), SheetAnswer.objects.count()) == (0, 2)

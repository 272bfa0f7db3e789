"""Questionnaires: made, sent once to whom they concern, answered once without anybody knowing by whom."""

from datetime import timedelta
from logging import getLogger

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models import BooleanField, Case, Exists, F, OuterRef, Value, When
from django.urls import reverse
from django.utils import timezone

from events.enums import EventState
from events.models import Attendance, Registration
from network.audit.services import record
from network.notifications.services import EmailError, send
from trainings.enums import AskedAs, Moment
from trainings.models import Ballot, EvaluationQuestion, Questionnaire, Session, Sheet, SheetAnswer

logger = getLogger(__name__)
SALT = "trainings.evaluation"
MONTHS_LATER = timedelta(days=91)
STILL_ASKED = timedelta(days=30)  # whoever is marked present late is still asked
ASKED_BEFORE = timedelta(days=7)
DEFAULTS = {
    Moment.BEFORE: [
        ("Je connais déjà le sujet de cette formation.", AskedAs.SCALE),
        ("J’ai un projet en cours auquel elle servira.", AskedAs.YES_NO),
        ("Qu’en attendez-vous\u00a0?", AskedAs.TEXT),
    ],
    Moment.AFTER: [
        ("Les objectifs annoncés sont atteints.", AskedAs.SCALE),
        ("Le contenu répond à mes attentes.", AskedAs.SCALE),
        ("L’animation m’a aidé·e à apprendre.", AskedAs.SCALE),
        ("L’organisation me convient\u00a0: durée, rythme, lieu ou visioconférence.", AskedAs.SCALE),
        ("Je connais maintenant le sujet de cette formation.", AskedAs.SCALE),
        ("Je la recommanderais.", AskedAs.YES_NO),
        ("Qu’est-ce qui vous servira le plus\u00a0?", AskedAs.TEXT),
        ("Que faut-il améliorer\u00a0?", AskedAs.TEXT),
    ],
    Moment.LATER: [
        ("Ce que j’ai appris me sert.", AskedAs.SCALE),
        ("J’ai changé quelque chose dans mon projet ou ma structure.", AskedAs.YES_NO),
        ("Qu’est-ce qui a changé, ou qu’est-ce qui vous a manqué pour le faire\u00a0?", AskedAs.TEXT),
    ],
}


class EvaluationError(Exception):
    """The answer cannot be taken; the message is for the person."""


@transaction.atomic
def save(*, questionnaire, by, changes=None):
    """Save what the team writes of a questionnaire."""
    new = questionnaire.pk is None
    questionnaire.save()
    record(by=by, verb="créer" if new else "modifier", target=questionnaire, changes=changes or {})
    return questionnaire


@transaction.atomic
def questionnaire_of(*, session, moment):
    """The questionnaire of a session at a moment: its own, else made after that of its module, else after the usual questions."""
    Session.objects.select_for_update(of=("self",)).get(pk=session.pk)
    made, new = Questionnaire.objects.get_or_create(session=session, moment=moment)
    if new:
        model = Questionnaire.objects.filter(module=session.module_id, moment=moment).first()
        asked = list(model.questions.values_list("label", "kind")) if model else DEFAULTS[moment]
        if model and model.introduction:
            made.introduction = model.introduction
            made.save()
        EvaluationQuestion.objects.bulk_create(
            EvaluationQuestion(questionnaire=made, label=label, kind=kind, position=rank) for rank, (label, kind) in enumerate(asked)
        )
    return made


def send_due(*, now=None):
    """Ask whoever is to be asked at `now` and was not yet. Returns how many were. A run that stops half-way sends nobody two."""
    now = now or timezone.now()
    came = Attendance.objects.filter(registration=OuterRef("pk"), mark="present")
    windows = {
        Moment.BEFORE: {"starts_at__gt": now, "starts_at__lte": now + ASKED_BEFORE},
        Moment.AFTER: {"ends_at__lte": now, "ends_at__gt": now - STILL_ASKED},
        Moment.LATER: {"ends_at__lte": now - MONTHS_LATER, "ends_at__gt": now - MONTHS_LATER - STILL_ASKED},
    }
    sent = 0
    for moment, window in windows.items():
        events = Registration.event.field.related_model.objects.dated().filter(state=EventState.PUBLISHED, **window).values("pk")
        for session in Session.objects.filter(event__in=events).select_related("event", "module").order_by("pk"):
            people = Registration.objects.confirmed().filter(event=session.event_id, is_erased=False)
            people = people if moment == Moment.BEFORE else people.filter(Exists(came))
            asked = Ballot.objects.filter(questionnaire__session=session, questionnaire__moment=moment, registration=OuterRef("pk"))
            for registration in people.exclude(Exists(asked)).order_by("pk"):
                try:
                    ask(session=session, moment=moment, registration=registration)
                except EmailError:  # an address that is none: the others are asked all the same
                    logger.warning("Registration %s has no address to be asked at.", registration.pk)
                else:
                    sent += 1
    return sent


@transaction.atomic
def ask(*, session, moment, registration):
    """Send one person their questionnaire, once. Returns the ballot."""
    questionnaire = questionnaire_of(session=session, moment=moment)
    ballot, new = Ballot.objects.get_or_create(questionnaire=questionnaire, registration=registration)
    if new:
        context = {
            "name": registration.name,
            "training": session.event.title,
            "moment": questionnaire.get_moment_display(),
            "url": settings.SITE_URL + reverse("trainings:evaluation", args=[token(ballot)]),
        }
        send(kind="training_questionnaire", to=registration.user or registration.email, context=context, dedupe=f"evaluation:{ballot.pk}")
    return ballot


def token(ballot):
    """What the link of an e-mail holds: it opens one questionnaire for one answer."""
    return signing.dumps(ballot.pk, salt=SALT)


@transaction.atomic
def answer(*, ballot, answers):
    """Keep what somebody says: `answers` maps a question to a number or to words. Once, and without a trace of who said what.

    Every ballot of the questionnaire is written again with this one: not even PostgreSQL's own record of which transaction wrote
    a row tells whose the sheet is.
    """
    kept = list(Ballot.objects.select_for_update().filter(questionnaire=ballot.questionnaire_id).order_by("pk"))
    mine = next((one for one in kept if one.pk == ballot.pk), None)
    if mine is None or mine.answered:
        raise EvaluationError("Vous avez déjà répondu à ce questionnaire. Merci\u00a0!")
    said = {question: value for question, value in answers.items() if value not in ("", None)}
    if not said:
        raise EvaluationError("Répondez à une question au moins\u00a0: rien n’est encore envoyé.")
    sheet = Sheet.objects.create(questionnaire_id=ballot.questionnaire_id)
    for question, value in said.items():
        words = {"text": str(value)} if question.kind == AskedAs.TEXT else {"value": int(value)}
        SheetAnswer.objects.create(sheet=sheet, question=question, **words)
    now_answered = Case(When(pk=ballot.pk, then=Value(True)), default=F("answered"), output_field=BooleanField())
    Ballot.objects.filter(questionnaire=ballot.questionnaire_id).update(answered=now_answered)
    return sheet

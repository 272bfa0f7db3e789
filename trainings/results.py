"""What the answers to a questionnaire say, as soon as they are enough not to tell who gave them."""

from dataclasses import dataclass

from trainings.enums import AskedAs
from trainings.models import SheetAnswer

ENOUGH = 3
CHOICES = {AskedAs.SCALE: [(n, f"{n}") for n in range(5, 0, -1)], AskedAs.YES_NO: [(1, "Oui"), (0, "Non")]}


@dataclass(frozen=True)
class Answered:
    """The answers to one question; nothing but their number while they are too few (`hidden`)."""

    question: object
    number: int
    hidden: bool
    lines: list
    most: int
    mean: float | None
    texts: list


@dataclass(frozen=True)
class Results:
    """Those of one questionnaire."""

    questionnaire: object
    asked: int
    answered: int
    hidden: bool
    questions: list


def results(questionnaire):
    """Counts by choice and words in no order of arrival; hidden below three answers, question by question too."""
    number = questionnaire.sheets.count()
    by_question = {}
    for given in SheetAnswer.objects.filter(question__questionnaire=questionnaire).order_by("id"):
        by_question.setdefault(given.question_id, []).append(given)
    shown = [_answered(question, by_question.get(question.pk, [])) for question in questionnaire.questions.all()]
    return Results(questionnaire, questionnaire.ballots.count(), number, number < ENOUGH, shown)


def _answered(question, given):
    if len(given) < ENOUGH:
        return Answered(question, len(given), True, [], 0, None, [])
    values = [one.value for one in given if one.value is not None]
    lines = [(words, values.count(value)) for value, words in CHOICES.get(question.kind, [])]
    mean = sum(values) / len(values) if question.kind == AskedAs.SCALE else None
    most = max((n for _, n in lines), default=0)
    return Answered(question, len(given), False, lines, most, mean, [one.text for one in given if one.text])

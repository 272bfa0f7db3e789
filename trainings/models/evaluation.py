"""Questionnaires about sessions. Who answered is kept apart from what was answered, and nothing leads from one to the other."""

from uuid import uuid4

from django.db import models
from django.db.models import Q

from events.models import Registration
from trainings.enums import AskedAs, Moment
from trainings.models.module import Module, Session


class Questionnaire(models.Model):
    """What is asked at one moment: of one session, or of every session to come of a module."""

    module = models.ForeignKey(Module, models.CASCADE, null=True, blank=True, related_name="questionnaires", verbose_name="module")
    session = models.ForeignKey(Session, models.CASCADE, null=True, blank=True, related_name="questionnaires", verbose_name="session")
    moment = models.CharField("moment", max_length=10, choices=Moment)
    introduction = models.TextField("introduction", blank=True, max_length=1000)
    updated_at = models.DateTimeField("modifié le", auto_now=True)

    class Meta:
        verbose_name = "questionnaire"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(module=None, session__isnull=False) | Q(module__isnull=False, session=None),
                name="trainings_questionnaire_of_one",
                violation_error_message="Un questionnaire va avec un module ou avec une session\u00a0: choisissez l’un des deux.",
            ),
            models.UniqueConstraint(
                fields=["module", "moment"], name="trainings_questionnaire_once_a_module",
                violation_error_message="Ce module a déjà un questionnaire à ce moment\u00a0: modifiez-le.",
            ),
            models.UniqueConstraint(
                fields=["session", "moment"], name="trainings_questionnaire_once_a_session",
                violation_error_message="Cette session a déjà un questionnaire à ce moment\u00a0: modifiez-le.",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.session or self.module}, {self.get_moment_display()}"


class EvaluationQuestion(models.Model):
    """One question of a questionnaire. Once answered, it is kept."""

    questionnaire = models.ForeignKey(Questionnaire, models.CASCADE, related_name="questions", verbose_name="questionnaire")
    label = models.CharField("question", max_length=200)
    kind = models.CharField("réponse", max_length=10, choices=AskedAs, default=AskedAs.SCALE)
    position = models.PositiveSmallIntegerField("rang", default=0)

    class Meta:
        verbose_name = "question"
        ordering = ["questionnaire", "position", "pk"]

    def __str__(self):
        return self.label


class Ballot(models.Model):
    """Somebody who was asked, and whether they answered: so that they answer once. What they said is in no way written here."""

    questionnaire = models.ForeignKey(Questionnaire, models.PROTECT, related_name="ballots", verbose_name="questionnaire")
    registration = models.ForeignKey(Registration, models.CASCADE, related_name="ballots", verbose_name="inscription")
    answered = models.BooleanField("a répondu", default=False)

    class Meta:
        verbose_name = "invitation à répondre"
        verbose_name_plural = "invitations à répondre"
        ordering = ["questionnaire", "registration"]
        constraints = [models.UniqueConstraint(fields=["questionnaire", "registration"], name="trainings_ballot_once")]

    def __str__(self):
        return str(self.registration)


class Sheet(models.Model):
    """The answers of one person, of nobody in particular: no name, no date, a key drawn at random."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    questionnaire = models.ForeignKey(Questionnaire, models.PROTECT, related_name="sheets", verbose_name="questionnaire")

    class Meta:
        verbose_name = "réponse à un questionnaire"
        verbose_name_plural = "réponses aux questionnaires"
        ordering = ["id"]

    def __str__(self):
        return "Réponse anonyme"


class SheetAnswer(models.Model):
    """One answer of a sheet: a number from 1 to 5, 0 or 1 for no or yes, or words."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="answers", verbose_name="réponse")
    question = models.ForeignKey(EvaluationQuestion, models.PROTECT, related_name="answers", verbose_name="question")
    value = models.PositiveSmallIntegerField("valeur", null=True, blank=True)
    text = models.TextField("mots", blank=True, max_length=2000)

    class Meta:
        verbose_name = "réponse à une question"
        verbose_name_plural = "réponses aux questions"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "question"], name="trainings_sheetanswer_once"),
            models.CheckConstraint(condition=Q(value=None) | Q(value__lte=5), name="trainings_sheetanswer_on_the_scale"),
        ]

    def __str__(self):
        return self.text or str(self.value)

"""What an event is made of: who speaks, the talks of a large one, what is asked at registration, its papers."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from actors.models import Actor
from events.enums import PaperMoment, PaperReaders, QuestionKind
from events.models.event import Event, Slot
from events.models.paper import AttachedPaper


class Speaker(models.Model):
    """Somebody who speaks or trains (intervenant·e, formateur·rice). Named on pages only once they agreed (`agreed_on`)."""

    name = models.CharField("nom", max_length=120)
    function = models.CharField("fonction", max_length=160, blank=True)
    actor = models.ForeignKey(Actor, models.SET_NULL, null=True, blank=True, related_name="speakers", verbose_name="structure")
    organisation = models.CharField("autre structure", max_length=160, blank=True)
    biography = models.TextField("biographie", blank=True, max_length=800)
    email = models.EmailField("adresse électronique", blank=True, help_text="Jamais montrée.")
    agreed_on = models.DateField("accord pour être nommé·e, donné le", null=True, blank=True)
    is_demo = models.BooleanField("démonstration", default=False)
    events = models.ManyToManyField(Event, verbose_name="rencontres", related_name="speakers", blank=True)

    class Meta:
        verbose_name = "intervenant·e"
        verbose_name_plural = "intervenant·es"
        ordering = ["name", "pk"]

    def __str__(self):
        return self.name


class Talk(models.Model):
    """A part of the programme of a large event, in a room of its own; people pick among those that run at once."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="talks", verbose_name="rencontre")
    slot = models.ForeignKey(Slot, models.CASCADE, null=True, blank=True, related_name="talks", verbose_name="séance")
    title = models.CharField("titre", max_length=200)
    summary = models.TextField("résumé", blank=True, max_length=1500)
    room = models.CharField("salle", max_length=80, blank=True)
    starts_at = models.DateTimeField("début")
    ends_at = models.DateTimeField("fin")
    speakers = models.ManyToManyField(Speaker, verbose_name="intervenant·es", related_name="talks", blank=True)
    is_chosen = models.BooleanField("à choisir à l’inscription", default=True)
    places = models.PositiveIntegerField("places", null=True, blank=True)
    taken = models.PositiveIntegerField("places prises", default=0, editable=False)

    class Meta:
        verbose_name = "intervention"
        ordering = ["starts_at", "room", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="events_talk_ends_after_start",
                violation_error_message="Une intervention finit après avoir commencé.",
            ),
            models.CheckConstraint(
                condition=Q(places=None) | Q(taken__lte=F("places")),
                name="events_talk_never_too_many",
                violation_error_message="Plus de personnes ont choisi cette intervention que vous ne laissez de places.",
            ),
        ]

    def __str__(self):
        return self.title


class Question(models.Model):
    """Something asked of whoever registers."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="questions", verbose_name="rencontre")
    label = models.CharField("question", max_length=200)
    help = models.CharField("précision", max_length=250, blank=True)
    kind = models.CharField("réponse", max_length=10, choices=QuestionKind, default=QuestionKind.SHORT)
    choices = ArrayField(models.CharField(max_length=120), verbose_name="choix", default=list, blank=True)
    required = models.BooleanField("réponse nécessaire", default=False)
    position = models.PositiveSmallIntegerField("rang", default=0)

    class Meta:
        verbose_name = "question"
        ordering = ["event", "position", "pk"]

    def __str__(self):
        return self.label


class Paper(AttachedPaper):
    """A paper that goes with an event."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="papers", verbose_name="rencontre")
    moment = models.CharField("moment", max_length=6, choices=PaperMoment, default=PaperMoment.BEFORE)
    readers = models.CharField("pour", max_length=10, choices=PaperReaders, default=PaperReaders.PUBLIC)
    is_minutes = models.BooleanField("compte rendu", default=False)

    class Meta(AttachedPaper.Meta):
        verbose_name = "pièce"
        ordering = ["event", "moment", "pk"]

    def get_absolute_url(self):
        return reverse("events:paper", args=[self.event.slug, self.pk])

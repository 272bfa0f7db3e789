"""The call for a year's fee, its payments, their receipts."""

from decimal import Decimal
from functools import cached_property

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from actors.models import Membership
from memberships.enums import Means
from memberships.models.people import person
from memberships.models.scale import FeeScale
from memberships.querysets import FeeCallQuerySet, PaymentQuerySet
from network.ui.french import euros


class NumberSeries(models.Model):
    """The last number given in a series and a year. Whoever takes the next one holds the row until the end of its transaction:
    numbers follow each other without a hole, and what is rolled back gives its number back."""

    name = models.CharField("suite", max_length=20)
    year = models.PositiveSmallIntegerField("année")
    last = models.PositiveIntegerField("dernier numéro", default=0)
    is_demo = models.BooleanField("démonstration", default=False)

    class Meta:
        verbose_name = "suite de numéros"
        verbose_name_plural = "suites de numéros"
        ordering = ["name", "-year", "pk"]
        constraints = [models.UniqueConstraint(fields=["name", "year"], name="memberships_series_once")]

    def __str__(self):
        return f"{self.name} {self.year}"


class FeeCall(models.Model):
    """What is asked of an actor for its membership of a year (appel de cotisation), as the scale was that day."""

    membership = models.OneToOneField(Membership, models.PROTECT, related_name="fee_call", verbose_name="adhésion")
    number = models.CharField("numéro", max_length=24, unique=True)
    scale = models.ForeignKey(FeeScale, models.PROTECT, related_name="calls", verbose_name="ligne du barème")
    scale_words = models.CharField("barème appliqué", max_length=250)
    size = models.PositiveBigIntegerField("taille retenue", null=True, blank=True)
    amount = models.DecimalField("montant", max_digits=10, decimal_places=2, validators=[MinValueValidator(Decimal("0.01"))])
    called_on = models.DateField("appelée le")
    due_on = models.DateField("à régler avant le")
    commitment_number = models.CharField("numéro d’engagement", max_length=50, blank=True)
    reminders_held = models.BooleanField("relances suspendues", default=False)
    held_reason = models.CharField("motif de la suspension", max_length=250, blank=True)
    called_by = person("appelée par")
    is_demo = models.BooleanField("démonstration", default=False)
    created_at = models.DateTimeField("créé le", auto_now_add=True)
    updated_at = models.DateTimeField("modifié le", auto_now=True)

    objects = FeeCallQuerySet.as_manager()

    class Meta:
        verbose_name = "appel de cotisation"
        verbose_name_plural = "appels de cotisation"
        ordering = ["-called_on", "-pk"]
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="memberships_call_costs")]

    def __str__(self):
        return f"{self.number}, {self.membership.actor}"

    def get_absolute_url(self):
        return reverse("memberships:call", args=[self.number])

    @cached_property
    def received(self):
        """What was paid, counter-entries taken off. Free when the call was read `with_sums`."""
        known = self.__dict__.get("received_sum")
        return known if known is not None else self.payments.total()

    @property
    def owed(self):
        """What is still to pay; nothing when too much was paid."""
        return max(self.amount - self.received, Decimal(0))

    @property
    def overpaid(self):
        """What was paid too much."""
        return max(self.received - self.amount, Decimal(0))


class Payment(models.Model):
    """Money received for a call (règlement). It is never changed: a mistake is cancelled by a counter-entry that `reverses` it."""

    call = models.ForeignKey(FeeCall, models.PROTECT, related_name="payments", verbose_name="appel")
    amount = models.DecimalField("montant", max_digits=10, decimal_places=2)
    received_on = models.DateField("reçu le")
    means = models.CharField("moyen", max_length=12, choices=Means)
    payer = models.CharField("payé par", max_length=200, blank=True, help_text="Vide\u00a0: la structure elle-même.")
    reference = models.CharField("référence", max_length=250, blank=True)
    reverses = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="reversed_by", verbose_name="annule le règlement"
    )
    reason = models.CharField("motif de l’annulation", max_length=250, blank=True)
    recorded_by = person("saisi par")
    recorded_at = models.DateTimeField("saisi le", auto_now_add=True)
    is_demo = models.BooleanField("démonstration", default=False)

    objects = PaymentQuerySet.as_manager()

    class Meta:
        verbose_name = "règlement"
        ordering = ["-received_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(reverses=None, amount__gt=0) | Q(reverses__isnull=False, amount__lt=0),
                name="memberships_payment_or_counter_entry",
            )
        ]

    def __str__(self):
        return f"{euros(self.amount)}, {self.get_means_display()}, {self.call}"

    @property
    def is_reversed(self):
        """Whether a counter-entry cancels it."""
        return hasattr(self, "reversed_by")


class Receipt(models.Model):
    """The receipt of a payment (reçu), numbered without a hole in its year and series: PostgreSQL refuses a number whose
    predecessor is not there, and the deletion of one."""

    payment = models.OneToOneField(Payment, models.PROTECT, related_name="receipt", verbose_name="règlement")
    series = models.CharField("suite", max_length=20)
    year = models.PositiveSmallIntegerField("année")
    number = models.PositiveIntegerField("numéro")
    issued_on = models.DateField("établi le")
    is_demo = models.BooleanField("démonstration", default=False)

    class Meta:
        verbose_name = "reçu"
        verbose_name_plural = "reçus"
        ordering = ["-year", "series", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["series", "year", "number"], name="memberships_receipt_number_once"),
            models.CheckConstraint(condition=Q(number__gt=0), name="memberships_receipt_from_one"),
        ]

    def __str__(self):
        return f"Reçu {self.code}"

    @property
    def code(self):
        """« 2026-0042 », with « DEMO- » before those of the demonstration."""
        return f"{'DEMO-' if self.is_demo else ''}{self.year}-{self.number:04d}"


class Reminder(models.Model):
    """A reminder that left for a call (relance): each step once."""

    call = models.ForeignKey(FeeCall, models.CASCADE, related_name="reminders", verbose_name="appel")
    step = models.PositiveSmallIntegerField("étape")
    sent_at = models.DateTimeField("envoyée le", auto_now_add=True)

    class Meta:
        verbose_name = "relance"
        ordering = ["call", "step"]
        constraints = [models.UniqueConstraint(fields=["call", "step"], name="memberships_reminder_once")]

    def __str__(self):
        return f"Relance {self.step}, {self.call}"

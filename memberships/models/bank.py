"""Bank statements: the lines that came in, each matched by a person."""

from django.db import models
from django.db.models import Q

from memberships.enums import LineState
from memberships.models.fee import Payment
from memberships.models.people import person


class BankStatement(models.Model):
    """A file of the bank (relevé), imported once."""

    file_name = models.CharField("fichier", max_length=200)
    checksum = models.CharField("somme SHA-256", max_length=64, unique=True, editable=False)
    imported_by = person("importé par")
    imported_at = models.DateTimeField("importé le", auto_now_add=True)

    class Meta:
        verbose_name = "relevé bancaire"
        verbose_name_plural = "relevés bancaires"
        ordering = ["-imported_at", "-pk"]

    def __str__(self):
        return self.file_name


class BankLine(models.Model):
    """Money that came in. `fingerprint` is the same for the same line of another export, so that it is kept once."""

    statement = models.ForeignKey(BankStatement, models.PROTECT, related_name="lines", verbose_name="relevé")
    fingerprint = models.CharField("empreinte", max_length=64, unique=True, editable=False)
    row = models.PositiveIntegerField("ligne du fichier")
    done_on = models.DateField("date")
    label = models.CharField("libellé", max_length=500)
    amount = models.DecimalField("montant", max_digits=12, decimal_places=2)
    state = models.CharField("état", max_length=10, choices=LineState, default=LineState.WAITING)
    payment = models.OneToOneField(Payment, models.PROTECT, null=True, blank=True, related_name="bank_line", verbose_name="règlement")
    decided_by = person("décidé par")

    class Meta:
        verbose_name = "ligne de relevé"
        verbose_name_plural = "lignes de relevé"
        ordering = ["done_on", "row", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="memberships_line_came_in"),
            models.CheckConstraint(
                condition=Q(state=LineState.MATCHED, payment__isnull=False) | (~Q(state=LineState.MATCHED) & Q(payment=None)),
                name="memberships_line_matched_has_payment",
            ),
        ]

    def __str__(self):
        return self.label

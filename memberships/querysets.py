"""Reads of what is owed and paid."""

from decimal import Decimal

from django.db.models import DecimalField, F, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from actors.enums import MembershipState, RepresentationStatus

ZERO = Value(Decimal(0), output_field=DecimalField(max_digits=12, decimal_places=2))


class FeeCallQuerySet(QuerySet):
    """Calls for fees, read like speech."""

    def visible_to(self, user):
        """For the team, all; for the others, those of the organisations that they represent today."""
        if not user.is_authenticated:
            return self.none()
        if user.is_staff:
            return self
        mine = {"membership__actor__representations__user": user, "membership__actor__representations__status": RepresentationStatus.ACTIVE}
        return self.filter(**mine).distinct()

    def with_sums(self):
        """With what was `received` and what is still `owed`."""
        payments = self.model.payments.field.model.objects.filter(call=OuterRef("pk")).order_by().values("call")
        received = Coalesce(Subquery(payments.annotate(total=Sum("amount")).values("total")), ZERO)
        return self.annotate(received_sum=received, owed_sum=F("amount") - F("received_sum"))

    def open(self):
        """Those that somebody has still to pay."""
        return self.filter(membership__state=MembershipState.CALLED)

    def overdue(self, today):
        """Open ones whose date is past."""
        return self.open().filter(due_on__lt=today)


class ReceiptQuerySet(QuerySet):
    """Receipts, read like speech."""

    def visible_to(self, user):
        """Those of the calls that `user` may see."""
        calls = self.model.payment.field.related_model.call.field.related_model.objects.visible_to(user)
        return self.filter(payment__call__in=calls.values("pk"))

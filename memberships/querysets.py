"""Reads of what was called and received."""

from decimal import Decimal

from django.db.models import DecimalField, OuterRef, QuerySet, Subquery, Sum, Value
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
        """With what was received, so that `received` and `owed` cost nothing more."""
        return self.annotate(received_sum=self.model.payments.field.model.objects.received_for("membership"))

    def open(self):
        """Those that somebody has still to pay."""
        return self.filter(membership__state=MembershipState.CALLED)

    def overdue(self, today):
        """Open ones whose date is past."""
        return self.open().filter(due_on__lt=today)


class PaymentQuerySet(QuerySet):
    """Payments and their counter-entries, read like speech."""

    def total(self):
        """Their sum, counter-entries taken off."""
        return self.aggregate(total=Coalesce(Sum("amount"), ZERO))["total"]

    def received_for(self, membership):
        """An annotation: what was received for the membership that `membership` (a column of the outer query) names."""
        paid = self.filter(call__membership=OuterRef(membership)).order_by().values("call__membership")
        return Coalesce(Subquery(paid.annotate(total=Sum("amount")).values("total")), ZERO)

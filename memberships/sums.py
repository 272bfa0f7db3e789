"""Sums that lists show beside their rows."""

from django.db.models import OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce

from memberships.models import Payment
from memberships.querysets import ZERO


def received_for(membership):
    """What was received for the membership that `membership` (an outer column) names, counter-entries taken off."""
    payments = Payment.objects.filter(call__membership=OuterRef(membership)).order_by().values("call__membership")
    return Coalesce(Subquery(payments.annotate(total=Sum("amount")).values("total")), ZERO)

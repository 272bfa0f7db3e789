"""The demonstration's fees: a scale whose amounts are invented and say so, a fee that is paid, one that is called. All `is_demo`."""

from datetime import timedelta
from decimal import Decimal

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.utils import timezone

from actors.demo.cast import TREASURY_GROUP
from actors.enums import Kind, MembershipState
from actors.models import Actor, Membership
from memberships.enums import Means, Measure
from memberships.models import BillingProfile, FeeCall, FeeScale, Payment, Receipt
from memberships.services import numbering
from memberships.services.scales import Scale
from network.taxonomy.enums import College

# (collège, type, measure, [(from, amount)]): each bracket ends where the next begins.
SCALE = [
    (College.LOCAL_AUTHORITY, "", Measure.FLAT, [(0, 100)]),
    (College.LOCAL_AUTHORITY, Kind.MUNICIPALITY, Measure.POPULATION, [(0, 100), (2_000, 200), (10_000, 400), (50_000, 800)]),
    (College.LOCAL_AUTHORITY, Kind.INTERCOMMUNALITY, Measure.POPULATION, [(0, 300), (50_000, 600), (200_000, 1_200)]),
    (College.LOCAL_AUTHORITY, Kind.DEPARTMENT, Measure.FLAT, [(0, 1_500)]),
    (College.NON_PROFIT, "", Measure.BUDGET, [(0, 20), (20_000, 40), (100_000, 80), (500_000, 160)]),
    (College.EDUCATION, "", Measure.FLAT, [(0, 50)]),
    (College.BUSINESS, "", Measure.FLAT, [(0, 150)]),
]
MODELS = (
    *("feescale", "billingprofile", "feecall", "payment", "receipt"),
    *("joinrequest", "departure", "bankstatement", "bankline"),
)
TREASURY = {
    "actors": ["view_actor", "view_membership", "add_membership", "change_membership"],
    "memberships": [f"{verb}_{model}" for model in MODELS for verb in ("view", "add", "change")],
}


def load():
    """Bring what is missing; asked again, it changes nothing. Returns lines to show."""
    year = timezone.localdate().year
    made = sum(load_scale(asked) for asked in (year - 1, year))
    for label, codenames in TREASURY.items():
        for group in Group.objects.filter(name=TREASURY_GROUP):
            group.permissions.add(*Permission.objects.filter(content_type__app_label=label, codename__in=codenames))
    for actor in Actor.objects.filter(is_demo=True, college=College.NON_PROFIT):
        BillingProfile.objects.get_or_create(actor=actor, defaults={"budget": 45_000, "budget_year": year - 1})
    waiting = Membership.objects.filter(is_demo=True, fee_call=None).exclude(state=MembershipState.CANCELLED).order_by("year", "pk")
    calls = sum(load_call(membership) for membership in waiting.select_related("actor__billing", "actor__municipality"))
    return [f"Barème de démonstration\u00a0: {made} lignes nouvelles", f"Appels de cotisation de démonstration\u00a0: {calls} nouveaux"]


def load_scale(year):
    """The invented scale of a year that has none; how many lines."""
    if FeeScale.objects.filter(year=year).exists():
        return 0
    lines = []
    for college, kind, measure, brackets in SCALE:
        ends = [*(start for start, _ in brackets[1:]), None]
        lines += [
            FeeScale(year=year, college=college, kind=kind, measure=measure, size_from=start, size_to=end, amount=amount, is_demo=True)
            for (start, amount), end in zip(brackets, ends, strict=True)
        ]
    return len(FeeScale.objects.bulk_create(lines))


def load_call(membership):
    """The call of a membership of the cast, and its payment when it is paid; nobody is written to. 1, or 0 without a scale."""
    quote = Scale(membership.year).quote(membership.actor)
    if quote.problem or not quote.scale.is_demo:
        return 0
    today = timezone.localdate()
    called_on = today - timedelta(days=30) if membership.year == today.year else today.replace(year=membership.year, month=2, day=1)
    _, number = numbering.take(series=numbering.CALLS, year=membership.year, demo=True)
    call = FeeCall.objects.create(
        membership=membership,
        number=f"DEMO-{membership.year}-{number:04d}",
        scale=quote.scale,
        scale_words=quote.scale.words,
        size=quote.size,
        amount=quote.scale.amount,
        called_on=called_on,
        due_on=called_on + timedelta(days=settings.MEMBERSHIPS["due_days"]),
        is_demo=True,
    )
    if membership.state == MembershipState.PAID:
        received_on = called_on + timedelta(days=12)
        payment = Payment.objects.create(
            call=call, amount=Decimal(call.amount), received_on=received_on, means=Means.TRANSFER, reference=call.number, is_demo=True
        )
        series, number = numbering.take(series=numbering.RECEIPTS, year=received_on.year, demo=True)
        Receipt.objects.create(payment=payment, series=series, year=received_on.year, number=number, issued_on=received_on, is_demo=True)
        Membership.objects.filter(pk=membership.pk).update(settled_on=received_on)
    return 1

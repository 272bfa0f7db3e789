"""What the team narrows its list of memberships by."""

from django.contrib import admin
from django.db.models import F
from django.utils import timezone

from actors.enums import MembershipState
from network.taxonomy.enums import College


class CollegeFilter(admin.SimpleListFilter):
    """The collège of the actor."""

    title, parameter_name = "collège", "college"

    def lookups(self, request, model_admin):
        """The four of them."""
        return College.choices

    def queryset(self, request, queryset):
        """Memberships of the chosen collège."""
        return queryset.filter(actor__college=self.value()) if self.value() in College.values else queryset


class MoneyFilter(admin.SimpleListFilter):
    """Where the money stands."""

    title, parameter_name = "règlement", "reglement"

    def lookups(self, request, model_admin):
        """What one looks for."""
        return [
            ("retard", "En retard"),
            ("partiel", "Réglée en partie"),
            ("trop", "Trop-perçu"),
            ("suspendue", "Relances suspendues"),
            ("sans-appel", "Sans appel"),
        ]

    def queryset(self, request, queryset):
        """Memberships in the chosen case (read with `received`)."""
        called = queryset.filter(state=MembershipState.CALLED)
        return {
            "retard": called.filter(fee_call__due_on__lt=timezone.localdate()),
            "partiel": called.filter(received__gt=0),
            "trop": queryset.filter(received__gt=F("fee_call__amount")),
            "suspendue": called.filter(fee_call__reminders_held=True),
            "sans-appel": queryset.filter(fee_call=None),
        }.get(self.value(), queryset)

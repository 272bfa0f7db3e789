"""What the team narrows its list of organisations by."""

from django.contrib import admin
from django.db.models import Q
from django.utils import timezone

from actors.freshness import Freshness, period, stale_before

AGEING = "vieillit"  # whatever is not fresh, as the desk counts it


class FreshnessFilter(admin.SimpleListFilter):
    """How recently somebody confirmed the sheet."""

    title, parameter_name = "fraîcheur", "fraicheur"

    def lookups(self, request, model_admin):
        """The words of each choice; all that somebody should look at again."""
        return [*Freshness.choices, (AGEING, "à confirmer, de toute sorte")]

    def queryset(self, request, queryset):
        """The sheets of the chosen freshness; all of them for an unknown value."""
        stale, outdated = stale_before(), timezone.now() - period("outdated_after_days")
        conditions = {
            Freshness.FRESH: Q(confirmed_at__gte=stale),
            Freshness.STALE: Q(confirmed_at__lt=stale, confirmed_at__gte=outdated),
            Freshness.OUTDATED: Q(confirmed_at__lt=outdated),
            Freshness.NEVER: Q(confirmed_at=None),
            AGEING: Q(confirmed_at=None) | Q(confirmed_at__lt=stale),
        }
        return queryset.filter(conditions.get(self.value(), Q()))


class MemberFilter(admin.SimpleListFilter):
    """Whether a paid or waived membership covers today."""

    title, parameter_name = "adhésion de l’année", "membre"

    def lookups(self, request, model_admin):
        """Yes or no."""
        return [("oui", "Membres"), ("non", "Non-membres")]

    def queryset(self, request, queryset):
        """Members, the others, or all."""
        members = queryset.model.objects.members(timezone.localdate()).values("pk")
        return {"oui": queryset.filter(pk__in=members), "non": queryset.exclude(pk__in=members)}.get(self.value(), queryset)


class MergedFilter(admin.SimpleListFilter):
    """Sheets that were merged into another are left out, unless they are asked for."""

    title, parameter_name = "fusion", "fusion"

    def lookups(self, request, model_admin):
        """What may be asked for."""
        return [("oui", "Fusionnées avec une autre")]

    def choices(self, changelist):
        """The first choice is not all of them."""
        first, *others = super().choices(changelist)
        return [{**first, "display": "Fiches qui vivent"}, *others]

    def queryset(self, request, queryset):
        """The ones or the others."""
        return queryset.exclude(merged_into=None) if self.value() == "oui" else queryset.filter(merged_into=None)

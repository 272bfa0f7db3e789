"""Schemes, as the team keeps them."""

from django.contrib import admin

from network.audit.editing import GuardedForm, changes_of
from network.audit.history import LockedAdmin
from network.moderation.admin import ModeratedAdmin
from projects.models import Scheme, SchemePeriod
from projects.services import schemes as services


class SchemeForm(GuardedForm):
    """What the team writes of a scheme; two people who write at once are told."""

    class Meta:
        model = Scheme
        exclude = ["slug"]


class PeriodInline(admin.TabularInline):
    """When one may apply, and what else runs between two days."""

    model = SchemePeriod
    extra = 0


@admin.register(Scheme)
class SchemeAdmin(ModeratedAdmin, LockedAdmin):
    """The network's own schemes and those that it points to."""

    form = SchemeForm
    nouns = "fiche", "fiches"
    list_display = ["name", "acronym", "is_own", "carrier", "state", "edited"]
    list_filter = ["is_own", "state", "is_demo"]
    search_fields = ["name", "acronym", "carrier", "funders"]
    ordering = ["-is_own", "name", "pk"]
    filter_horizontal = ["countries"]
    readonly_fields = ["state", "edited", "submitted_at", "submitted_by", "published_at", "published_by", "refusal_reason"]
    inlines = [PeriodInline]

    def save_model(self, request, obj, form, change):
        """Through the service: the address of a new scheme, the trail."""
        services.save(scheme=obj, by=request.user, changes=changes_of(form))

"""Projects, as the team reads them over and publishes them."""

from django.contrib import admin

from network.audit.editing import GuardedForm, changes_of
from network.audit.history import LockedAdmin
from network.moderation.admin import ModeratedAdmin
from projects.models import Project
from projects.services import sheets


class ProjectForm(GuardedForm):
    """What the team corrects of a sheet; places, partners and money are written on the pages of the site."""

    class Meta:
        model = Project
        exclude = ["slug"]


@admin.register(Project)
class ProjectAdmin(ModeratedAdmin, LockedAdmin):
    """Sheets of projects: edited as the pages of the site do, published by the services."""

    form = ProjectForm
    list_display = ["title", "lead", "state", "progress", "updated_at"]
    list_filter = ["state", "progress", "provenance", "is_demo"]
    list_select_related = ["lead"]
    search_fields = ["title", "slug", "lead__name"]
    ordering = ["title", "pk"]
    autocomplete_fields = ["lead"]
    filter_horizontal = ["themes", "goals", "sectors"]
    readonly_fields = [
        *("state", "submitted_at", "submitted_by", "published_at", "published_by", "refusal_reason"),
        *("slug", "previous", "confirmed_at", "created_at", "updated_at", "is_demo"),
    ]

    def save_model(self, request, obj, form, change):
        """Through the services, for the address of a new sheet and for the trail."""
        if change:
            sheets.update(project=obj, by=request.user, changes=changes_of(form))
        else:
            sheets.create(project=obj, by=request.user)

"""Working groups on the team's desk."""

from django.contrib import admin
from django.db.models import Count, Q

from events.admin.filters import SemesterFilter
from events.admin.lines import GroupMemberInline, GroupPaperInline
from events.forms.desk import GroupForm
from events.models import WorkingGroup
from events.services import planning
from network.audit.editing import changes_of
from network.audit.history import LockedAdmin


@admin.register(WorkingGroup)
class WorkingGroupAdmin(LockedAdmin):
    """Groups, who is in them, what they share."""

    form, inlines = GroupForm, [GroupMemberInline, GroupPaperInline]
    list_display = ["name", "nature", "people", "meetings", "is_ended"]
    list_filter = [SemesterFilter, "is_ended", "nature", "is_demo"]
    search_fields = ["name", "presentation", "countries__name"]
    ordering = ["is_ended", "name", "pk"]
    filter_horizontal = ["countries", "themes", "replaced_by"]
    readonly_fields = ["slug", "updated_at", "is_demo"]

    def get_queryset(self, request):
        """With how many are in it and how often it met."""
        rows = super().get_queryset(request)
        if request.method == "POST":
            return rows
        members = Count("memberships", filter=Q(memberships__left_at=None), distinct=True)
        return rows.annotate(member_count=members, meeting_count=Count("events", distinct=True))

    @admin.display(description="membres", ordering="member_count")
    def people(self, group):
        """How many."""
        return group.member_count

    @admin.display(description="réunions", ordering="meeting_count")
    def meetings(self, group):
        """How many."""
        return group.meeting_count

    def save_model(self, request, obj, form, change):
        """Through the service, for its address and the trail."""
        planning.save_named(thing=obj, name=obj.name, by=request.user, changes=changes_of(form) if change else None)

    def save_formset(self, request, form, formset, change):
        """Papers know who added them."""
        formset.save(commit=False)
        for thing in [*formset.new_objects, *(thing for thing, _ in formset.changed_objects)]:
            if hasattr(thing, "added_by_id") and not thing.pk:
                thing.added_by = request.user
            thing.save()
        for thing in formset.deleted_objects:
            thing.delete()
        formset.save_m2m()

"""Tasks: whose, for when, done by whom."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.http import Http404
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from crm import services
from crm.admin.forms import TaskForm
from crm.models import Task
from network.audit.editing import changes_of
from network.audit.history import LockedAdmin
from network.ui.french import day, plural, since


class DueFilter(admin.SimpleListFilter):
    """By the day; what is done is hidden unless asked for."""

    title, parameter_name = "échéance", "echeance"

    def lookups(self, request, model_admin):
        """Words of each choice; « to do » is what one sees without choosing."""
        return [("retard", "en retard"), ("semaine", "d’ici une semaine"), ("faites", "faites"), ("toutes", "toutes")]

    def choices(self, changelist):
        """The first choice is « to do », not « all »."""
        first, *others = super().choices(changelist)
        return [{**first, "display": "à faire"}, *others]

    def queryset(self, request, queryset):
        """Those of the choice; those to do for an unknown one."""
        today = timezone.localdate()
        match self.value():
            case "retard":
                return queryset.overdue(today)
            case "semaine":
                return queryset.soon(today)
            case "faites":
                return queryset.exclude(done_at=None)
            case "toutes":
                return queryset
        return queryset.open()


class OwnerFilter(admin.SimpleListFilter):
    """Mine, or nobody's."""

    title, parameter_name = "mes tâches", "qui"

    def lookups(self, request, model_admin):
        """Me and nobody."""
        return [("moi", "moi, ou personne encore"), ("personne", "personne encore")]

    def queryset(self, request, queryset):
        """Those of the choice."""
        if self.value() == "moi":
            return queryset.of(request.user)
        return queryset.filter(owner=None) if self.value() == "personne" else queryset


@admin.register(Task)
class TaskAdmin(LockedAdmin):
    """What the team has to do."""

    form = TaskForm
    list_display = ["title", "deadline", "owner", "actor", "state"]
    list_filter = [DueFilter, OwnerFilter, ("owner", admin.RelatedOnlyFieldListFilter), "is_demo"]
    list_select_related = ["owner", "actor", "done_by"]
    search_fields = ["title", "notes", "actor__name", "actor__acronym"]
    search_help_text = "Ce qu’il faut faire, précisions ou acteur."
    ordering = [F("done_at").desc(nulls_first=True), "due", "pk"]
    autocomplete_fields = ["actor"]
    actions = ["complete_selected"]
    change_form_template = "crm/admin/task.html"
    readonly_fields = ["interaction", "state", "by", "created_at"]
    fieldsets = [
        (None, {"fields": ["title", ("due", "owner"), "actor", "typed", "notes"]}),
        ("Suivi", {"fields": ["state", "interaction", "by", "created_at"]}),
    ]

    def get_urls(self):
        """Done, and not done after all."""
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/faite/", require_POST(wrap(self.complete_view)), name="crm_task_complete"),
            path("<int:pk>/rouvrir/", require_POST(wrap(self.reopen_view)), name="crm_task_reopen"),
            *super().get_urls(),
        ]

    def get_fieldsets(self, request, obj=None):
        """A new one has no past."""
        return self.fieldsets if obj else self.fieldsets[:1]

    def get_changeform_initial_data(self, request):
        """Mine, unless said otherwise; for the actor whose page one comes from."""
        return {"owner": request.user.pk, **super().get_changeform_initial_data(request)}

    @admin.display(description="échéance", ordering="due")
    def deadline(self, task):
        """« 24 novembre 2026, demain »"""
        return f"{day(task.due)}, {since(task.due)}"

    @admin.display(description="état")
    def state(self, task):
        """Done by whom and when, late by how much, or to do."""
        if task.is_done:
            return f"faite {since(task.done_at)}{f' par {task.done_by}' if task.done_by else ''}"
        late = task.days_late(timezone.localdate())
        return f"{plural(late, 'jour')} de retard" if late > 0 else "à faire"

    def save_model(self, request, obj, form, change):
        """Through the service."""
        services.save_task(task=obj, by=request.user, changes=changes_of(form) if change else None)

    def delete_model(self, request, obj):
        """Through the service."""
        services.remove_task(task=obj, by=request.user)

    def delete_queryset(self, request, queryset):
        """One by one, each with its line in the trail."""
        for task in queryset:
            services.remove_task(task=task, by=request.user)

    @admin.action(description="Marquer comme faites", permissions=["change"])
    def complete_selected(self, request, queryset):
        """Done by whoever asks, now."""
        done = sum(self._do(request, services.complete, task) for task in queryset)
        if done:
            messages.success(request, f"{plural(done, 'tâche faite|tâches faites')}.")

    def complete_view(self, request, pk):
        """One task is done."""
        return self._one(request, pk, services.complete, "Tâche faite.")

    def reopen_view(self, request, pk):
        """One task is to do again."""
        return self._one(request, pk, services.reopen, "Tâche de nouveau à faire.")

    def _one(self, request, pk, verb, words):
        task = self.get_queryset(request).filter(pk=pk).first()
        if task is None:
            raise Http404
        if not self.has_change_permission(request, task):
            raise PermissionDenied
        if self._do(request, verb, task):
            messages.success(request, words)
        return redirect(reverse("admin:crm_task_change", args=[pk]))

    def _do(self, request, verb, task):
        try:
            verb(task=task, by=request.user)
        except services.CrmError as error:
            messages.error(request, str(error))
            return 0
        return 1

"""Modules, as the team keeps them."""

from django.contrib import admin
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST

from network.audit.editing import GuardedForm, changes_of
from network.audit.history import LockedAdmin
from network.moderation.admin import ModeratedAdmin
from trainings.models import Module, Session
from trainings.services import sessions as services


class ModuleForm(GuardedForm):
    """What the team writes of a module; two people who write at once are told."""

    class Meta:
        model = Module
        exclude = ["slug"]


class SessionInline(admin.TabularInline):
    """The sessions of a module, each one click away."""

    model = Session
    fields = readonly_fields = ["event", "fee", "hours"]
    extra = 0
    can_delete = False
    show_change_link = True

    def has_add_permission(self, request, obj=None):
        """A session is planned with its event: the button above."""
        return False


@admin.register(Module)
class ModuleAdmin(ModeratedAdmin, LockedAdmin):
    """What the network teaches."""

    form = ModuleForm
    change_form_template = "trainings/admin/module.html"
    nouns = "fiche", "fiches"
    list_display = ["title", "nature", "hours", "state"]
    list_filter = ["nature", "state", "is_demo"]
    search_fields = ["title", "other_partners"]
    ordering = ["title", "pk"]
    filter_horizontal = ["themes"]
    autocomplete_fields = ["partners"]
    readonly_fields = ["state", "submitted_at", "submitted_by", "published_at", "published_by", "refusal_reason"]
    inlines = [SessionInline]

    def save_model(self, request, obj, form, change):
        """Through the service: the address of a new module, the trail."""
        services.save_module(module=obj, by=request.user, changes=changes_of(form))

    def get_urls(self):
        """Adds the button that plans a session."""
        view = self.admin_site.admin_view(require_POST(self.plan_view))
        return [path("<int:pk>/planifier/", view, name="trainings_module_plan"), *super().get_urls()]

    @method_decorator(transaction.atomic)
    def plan_view(self, request, pk):
        """A session in preparation, then its page."""
        module = Module.objects.filter(pk=pk).first()
        if module is None or not self.has_change_permission(request, module):
            raise Http404
        session = services.plan(module=module, by=request.user)
        self.message_user(request, "Une session est en préparation : indiquez ses dates et ses places sur la page de sa rencontre.")
        return redirect(reverse("admin:trainings_session_change", args=[session.pk]))

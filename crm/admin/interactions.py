"""Exchanges: written from the page of an actor in a minute, found again by actor, person or word."""

from django.contrib import admin, messages
from django.shortcuts import redirect
from django.urls import reverse

from crm import services
from crm.admin.forms import InteractionForm
from crm.models import Interaction, Task
from network.audit.editing import changes_of
from network.audit.history import LockedAdmin

EXTRA = ("next_step", "next_due", "next_owner", "done")


@admin.register(Interaction)
class InteractionAdmin(LockedAdmin):
    """Every exchange of the team."""

    form = InteractionForm
    list_display = ["day", "subject", "with_whom", "kind", "who"]
    list_display_links = ["subject"]
    list_filter = ["kind", "actors__college", "actors__municipality__department", ("team", admin.RelatedOnlyFieldListFilter), "is_demo"]
    date_hierarchy = "day"
    search_fields = ["subject", "notes", "actors__name", "actors__acronym", "contacts__name"]
    search_help_text = "Sujet, notes, acteur ou personne rencontrée."
    ordering = ["-day", "-pk"]
    list_per_page = 50
    autocomplete_fields = ["actors"]
    readonly_fields = ["by", "created_at"]
    fieldsets = [
        (None, {"fields": ["actors", "typed", ("kind", "day"), "subject", "contacts", "team", "notes"]}),
        ("La suite", {"fields": ["next_step", ("next_due", "next_owner"), "done"]}),
        ("Consigné", {"fields": ["by", "created_at"]}),
    ]

    @admin.display(description="acteurs")
    def with_whom(self, interaction):
        """The organisations."""
        return ", ".join(actor.name for actor in interaction.actors.all())

    @admin.display(description="équipe")
    def who(self, interaction):
        """Who of the team was there, else who wrote it down."""
        return ", ".join(str(person) for person in interaction.team.all()) or interaction.by or ""

    def get_queryset(self, request):
        """With what the columns read."""
        return super().get_queryset(request).select_related("by").prefetch_related("actors", "team")

    def get_fieldsets(self, request, obj=None):
        """What nobody wrote yet has no author."""
        return self.fieldsets if obj else self.fieldsets[:-1]

    def get_changeform_initial_data(self, request):
        """From the page of an actor or of a task; the person who writes was there."""
        initial = super().get_changeform_initial_data(request)
        task = Task.objects.open().filter(pk=_key(request.GET.get("tache"))).first()
        actors = [_key(value) for value in request.GET.get("actors", "").split(",")]
        if task is not None:
            initial |= {"done": task.pk, "subject": task.title}
            actors = [task.actor_id] if task.actor_id else actors
        return {**initial, "actors": [actor for actor in actors if actor], "team": [request.user.pk]}

    def save_model(self, request, obj, form, change):
        """Through the service, in one act."""
        given = form.cleaned_data
        services.record_interaction(
            interaction=obj,
            by=request.user,
            changes=_trail(form) if change else None,
            **{name: given[name] for name in ("actors", "contacts", "team", *EXTRA)},
        )

    def save_related(self, request, form, formsets, change):
        """Done by the service."""

    def delete_model(self, request, obj):
        """Through the service."""
        services.remove_interaction(interaction=obj, by=request.user)

    def delete_queryset(self, request, queryset):
        """One by one, each with its line in the trail."""
        for interaction in queryset:
            services.remove_interaction(interaction=interaction, by=request.user)

    def response_add(self, request, obj, post_url_continue=None):
        """To the timeline of the actor, where it now stands first."""
        if "_continue" in request.POST or "_addanother" in request.POST or not request.user.has_perm("actors.view_actor"):
            return super().response_add(request, obj, post_url_continue)
        messages.success(request, "Échange consigné.")
        return redirect(reverse("admin:actors_actor_timeline", args=[obj.actors.order_by("pk").first().pk]))


def _trail(form):
    """What changed; of what was said and of people met, only that it changed."""
    changes = {name: value for name, value in changes_of(form).items() if name not in EXTRA}
    return changes | {name: [None, "modifié"] for name in ("notes", "contacts") if name in changes}


def _key(value):
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 19 else 0

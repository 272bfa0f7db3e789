"""What hangs on an organisation: its people, its memberships, its public grants, its partner towns."""

from functools import partial

from django.contrib import admin
from django.db.models import TextField
from django.forms import Textarea
from django.urls import reverse
from django.utils.html import format_html

from actors.enums import RepresentationStatus, Role
from actors.forms.contacts import DeskContactForm
from actors.models import Contact, Invitation, Membership, PublicGrant, Representation, Twinning
from actors.services import claims, people
from network.audit.history import read_to_write
from network.audit.posted import PostedForm
from network.ui.bulk import each
from network.ui.read_only import ReadOnly

ACCEPTED, REMOVED = "demande acceptée|demandes acceptées", "personne retirée|personnes retirées"
NAMED = "personne nommée responsable|personnes nommées responsables"


class RepresentationInline(admin.TabularInline):
    """Who acts for it; roles change and end by the actions of their own list, which keep a manager."""

    model, form = Representation, PostedForm
    raw_id_fields = ["user"]
    extra = 0

    def has_change_permission(self, request, obj=None):
        """By the services alone."""
        return False

    def has_delete_permission(self, request, obj=None):
        """They end; what was stays."""
        return False


class ContactInline(admin.StackedInline):
    """Who is who there; publishing somebody is that person's own gesture. Each line remembers what it showed."""

    model, form = Contact, DeskContactForm
    fields = [
        ("name", "function", "preferred"),
        ("email", "phone"),
        ("is_elected", "delegation", "mandate_start", "mandate_end"),
        "notes",
        ("is_public", "shows_phone", "consent_at", "consent_how"),
        "seen",
    ]
    readonly_fields = ["is_public", "shows_phone", "consent_at", "consent_how"]
    formfield_overrides = {TextField: {"widget": Textarea(attrs={"rows": 3, "cols": 80})}}
    extra = 0

    def get_queryset(self, request):
        """Those that still say who they are; locked when they are about to be written."""
        return read_to_write(request, super().get_queryset(request).known())


class MembershipInline(ReadOnly, admin.TabularInline):
    """Year by year, to read: memberships are called, paid and ended on their own page."""

    model = Membership
    fields = readonly_fields = ["year", "state", "starts_on", "ended_on", "settled_on"]
    show_change_link = True
    extra = 0


class TwinningInline(admin.TabularInline):
    """Partner towns, found in public pages."""

    model, form = Twinning, PostedForm
    extra = 0


class PublicGrantInline(admin.TabularInline):
    """Facts of a public source: they are loaded, not typed."""

    model = PublicGrant
    fields = readonly_fields = ["year", "funder", "purpose", "amount", "source"]
    ordering = ["-year", "pk"]
    extra = 0

    def has_add_permission(self, request, obj=None):
        """They come from the source."""
        return False

    def has_change_permission(self, request, obj=None):
        """They say what the source says."""
        return False


@admin.register(Representation)
class RepresentationAdmin(admin.ModelAdmin):
    """Who represents whom."""

    form = PostedForm
    list_display = ["user", "actor", "role", "status", "created_at"]
    list_filter = ["status", "role"]
    list_select_related = ["user", "actor"]
    search_fields = ["user__email", "user__last_name", "actor__name", "actor__acronym"]
    raw_id_fields = ["user", "actor"]
    ordering = ["-created_at", "-pk"]
    actions = ["accept_selected", "name_manager", "end_selected", "release_selected"]

    def get_readonly_fields(self, request, obj=None):
        """What exists changes by the actions, which lock, check and tell the person."""
        return self.get_fields(request, obj) if obj else []

    def get_fields(self, request, obj=None):
        """Nothing is asked or answered yet when the team adds one."""
        link = ["user", "actor", "role", "status"]
        return [*link, "message", "answer", "answered_at", "answered_by", "refusal_reason"] if obj else link

    @admin.display(description="réponse")
    def answer(self, representation):
        """The page where one accepts or refuses, with a reason."""
        if representation.status != RepresentationStatus.REQUESTED:
            return "–"
        return format_html('<a href="{}">Accepter ou refuser la demande</a>', reverse("actors:claim_answer", args=[representation.pk]))

    @admin.action(description="Accepter la demande", permissions=["change"])
    def accept_selected(self, request, queryset):
        """Requested → active; refusing needs a reason, and has its page."""
        self._each(
            request, queryset, lambda representation, by: claims.accept(claim=representation, by=by), "demande acceptée|demandes acceptées"
        )

    def has_delete_permission(self, request, obj=None):
        """They end; what was stays."""
        return False

    @admin.action(description="Nommer responsable", permissions=["change"])
    def name_manager(self, request, queryset):
        """→ manager."""
        self._each(
            request, queryset, partial(people.change_role, role=Role.MANAGER), "personne nommée responsable|personnes nommées responsables"
        )

    @admin.action(description="Retirer de la structure", permissions=["change"])
    def end_selected(self, request, queryset):
        """→ ended, if somebody still manages the organisation."""
        self._each(request, queryset, people.end, REMOVED)

    @admin.action(description="Retirer, même s’il ne reste aucune personne responsable", permissions=["change"])
    def release_selected(self, request, queryset):
        """→ ended, whoever remains."""
        self._each(request, queryset, people.release, REMOVED)

    def _each(self, request, queryset, verb, words):
        links = queryset.select_related("user", "actor")
        errors = (people.PeopleError, claims.ClaimError)
        each(request, links, lambda link: verb(representation=link, by=request.user), words=words, errors=errors)


@admin.register(Invitation)
class InvitationAdmin(ReadOnly, admin.ModelAdmin):
    """Who was invited by whom, and what came of it: to read, and to take back."""

    list_display = ["email", "actor", "role", "invited_by", "created_at", "expires_at", "outcome"]
    list_filter = ["outcome", "role"]
    list_select_related = ["actor", "invited_by"]
    search_fields = ["email", "actor__name", "actor__acronym"]
    date_hierarchy = "created_at"
    ordering = ["-created_at", "-pk"]
    fields = readonly_fields = ["actor", "email", "role", "invited_by", "created_at", "expires_at", "closed_at", "outcome", "answered_by"]
    actions = ["cancel_selected"]

    def has_cancel_permission(self, request):
        """Whoever may change an invitation."""
        return request.user.has_perm("actors.change_invitation")

    @admin.action(description="Annuler les invitations sans réponse", permissions=["cancel"])
    def cancel_selected(self, request, queryset):
        """Their links open nothing any longer."""
        each(
            request, queryset, lambda invitation: people.cancel_invitation(invitation=invitation, by=request.user),
            words="invitation annulée|invitations annulées", errors=people.PeopleError,
        )  # fmt: skip

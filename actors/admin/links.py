"""What hangs on an organisation: its people, its memberships, its public grants, its partner towns."""

from django.contrib import admin

from actors.models import Contact, Membership, PublicGrant, Representation, Twinning
from network.audit.posted import PostedForm


class RepresentationInline(admin.TabularInline):
    """Who acts for it."""

    model, form = Representation, PostedForm
    raw_id_fields = ["user"]
    extra = 0


class ContactInline(admin.StackedInline):
    """Who is who there; publishing somebody is that person's own gesture."""

    model, form = Contact, PostedForm
    fields = [
        ("name", "function", "preferred"),
        ("email", "phone"),
        ("is_elected", "delegation", "mandate_start", "mandate_end"),
        "notes",
        ("is_public", "shows_phone", "consent_at", "consent_how"),
    ]
    readonly_fields = ["is_public", "shows_phone", "consent_at", "consent_how"]
    extra = 0


class MembershipInline(admin.TabularInline):
    """Year by year."""

    model, form = Membership, PostedForm
    fields = ["year", "state"]
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


@admin.register(Membership)
class MembershipAdmin(admin.ModelAdmin):
    """Memberships, year by year."""

    form = PostedForm
    list_display = ["actor", "year", "state", "is_demo"]
    list_filter = ["year", "state", "is_demo"]
    list_select_related = ["actor"]
    search_fields = ["actor__name", "actor__acronym"]
    raw_id_fields = ["actor"]
    readonly_fields = ["is_demo"]

"""The people known at organisations, and what visitors write to these."""

from django.contrib import admin

from actors.forms.contacts import DeskContactForm
from actors.models import Contact, ContactMessage
from actors.services import contacts as services
from network.audit.history import LockedAdmin
from network.ui.bulk import each
from network.ui.french import day


@admin.register(Contact)
class ContactAdmin(LockedAdmin):
    """Who is who, across organisations. Nobody publishes a person here: one asks, and that person decides."""

    form = DeskContactForm
    list_display = ["name", "function", "actor", "mandate", "is_public"]
    list_filter = ["is_elected", "is_public", "actor__college"]
    list_select_related = ["actor"]
    search_fields = ["name", "function", "email", "delegation", "actor__name", "actor__acronym"]
    search_help_text = "Nom, fonction, adresse, délégation, structure."
    raw_id_fields = ["actor", "user"]
    readonly_fields = ["is_public", "shows_phone", "consent_asked_at", "consent_at", "consent_how", "consent_by"]
    actions = ["ask_consent", "hide"]
    fieldsets = [
        (None, {"fields": ["actor", "name", "function", "preferred", "email", "phone", "user"]}),
        ("Mandat", {"fields": ["is_elected", "delegation", "mandate_start", "mandate_end"]}),
        ("Équipe", {"fields": ["notes"]}),
        ("Publication", {"fields": readonly_fields}),
    ]

    @admin.display(description="mandat", ordering="mandate_end")
    def mandate(self, contact):
        """« relations internationales, jusqu’au 15 mars 2026 »"""
        until = contact.mandate_end and f"jusqu’au {day(contact.mandate_end)}"
        return ", ".join(filter(None, [contact.delegation or "délégation inconnue", until])) if contact.is_elected else "—"

    def get_queryset(self, request):
        """Those that still say who they are."""
        return super().get_queryset(request).known()

    def save_model(self, request, obj, form, change):
        """Through the service, which leaves a line in the organisation's trail."""
        services.save(contact=obj, by=request.user)

    def delete_model(self, request, obj):
        """Through the service."""
        services.remove(contact=obj, by=request.user)

    def delete_queryset(self, request, queryset):
        """One by one."""
        for contact in queryset.select_related("actor"):
            services.remove(contact=contact, by=request.user)

    @admin.action(description="Demander l’accord de publication", permissions=["change"])
    def ask_consent(self, request, queryset):
        """Writes to each person."""
        self._each(request, queryset, services.ask_consent, "courriel parti|courriels partis")

    @admin.action(description="Retirer de la page publique", permissions=["change"])
    def hide(self, request, queryset):
        """Takes them off the public pages."""
        self._each(request, queryset, services.withdraw, "contact n’est plus public|contacts ne sont plus publics")

    def _each(self, request, queryset, verb, words):
        each(
            request, queryset.select_related("actor"), lambda contact: verb(contact=contact, by=request.user),
            words=words, errors=services.ContactError,
        )  # fmt: skip


@admin.register(ContactMessage)
class ContactMessageAdmin(admin.ModelAdmin):
    """What visitors wrote by the form, to read."""

    list_display = ["created_at", "actor", "name", "contact", "to_team"]
    list_filter = ["to_team"]
    list_select_related = ["actor", "contact"]
    search_fields = ["name", "email", "actor__name", "actor__acronym"]
    date_hierarchy = "created_at"
    ordering = ["-created_at", "-pk"]
    fields = readonly_fields = ["created_at", "actor", "contact", "name", "email", "sender", "to_team", "body"]

    def has_add_permission(self, request):
        """They are written on the site."""
        return False

    def has_change_permission(self, request, obj=None):
        """What was written stays."""
        return False

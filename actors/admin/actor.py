"""The organisations."""

from django.contrib import admin
from django.contrib.postgres.search import SearchQuery
from django.utils import timezone
from import_export.admin import ExportMixin
from import_export.forms import ExportForm

from actors import services
from actors.admin.bulk import BulkActs
from actors.admin.export import FORMATS, ActorResource
from actors.admin.filters import FreshnessFilter, MemberFilter, MergedFilter
from actors.admin.forms import ActorForm
from actors.admin.links import ContactInline, MembershipInline, PublicGrantInline, RepresentationInline, TwinningInline
from actors.admin.merging import MergingAdmin
from actors.admin.timeline import TimelineAdmin
from actors.completeness import completeness
from actors.freshness import freshness
from actors.models import Actor, Contact, SearchEntry
from network.audit.editing import changes_of
from network.audit.history import LockedAdmin
from network.audit.services import record
from network.directory.search import tsquery
from network.moderation.admin import ModeratedAdmin


@admin.register(Actor)
class ActorAdmin(BulkActs, ExportMixin, MergingAdmin, TimelineAdmin, ModeratedAdmin, LockedAdmin):
    """Sheets: searched as the directory is, edited as the page shows them, published by the services."""

    form = ActorForm
    resource_classes = [ActorResource]
    formats = FORMATS
    export_form_class = ExportForm
    export_template_name = "actors/admin/export.html"
    change_list_template = "actors/admin/change_list.html"
    list_display = ["name", "kind", "town", "state", "fresh", "filled"]
    list_filter = [
        "state",
        "college",
        FreshnessFilter,
        MemberFilter,
        "provenance",
        "kind",
        "municipality__department",
        "is_demo",
        MergedFilter,
    ]
    list_select_related = ["municipality", "department"]
    list_per_page = 50
    actions = [*ModeratedAdmin.actions, "merge_selected"]
    ordering = ["name", "pk"]
    search_fields = ["name", "acronym", "other_names", "slug", "siren", "rna"]
    search_help_text = "Nom, sigle, commune, pays, numéro : comme dans l’annuaire, fiches non publiées comprises."
    filter_horizontal = ["countries", "themes"]
    readonly_fields = [
        *("state", "submitted_at", "submitted_by", "published_at", "published_by", "refusal_reason"),
        *("slug", "confirmed_at", "created_at", "updated_at", "missing", "is_demo"),
    ]
    inlines = [ContactInline, RepresentationInline, MembershipInline, TwinningInline, PublicGrantInline]
    fieldsets = [
        (None, {"fields": ["state", "refusal_reason", "missing", "name", "acronym", "other_names", "slug"]}),
        ("Nature", {"fields": ["college", "kind", "sole_trader", "founded"]}),
        ("Numéros", {"fields": ["siren", "siret", "rna", "uai"]}),
        ("Activité", {"fields": ["presentation", "countries", "themes", "ways", "languages"]}),
        ("Siège", {"fields": ["street", "postcode", "municipality", "place", "department"]}),
        ("Contact public", {"fields": ["website", "public_email", "public_phone", "logo"]}),
        ("Origine", {"fields": ["provenance", "source", "is_demo"]}),
        ("Dates", {"fields": ["created_at", "updated_at", "confirmed_at", "submitted_at", "submitted_by", "published_at", "published_by"]}),
    ]

    @admin.display(description="commune", ordering="municipality__name")
    def town(self, actor):
        """The commune, or the town outside the region."""
        return actor.municipality or actor.place or "–"

    @admin.display(description="fraîcheur", ordering="confirmed_at")
    def fresh(self, actor):
        """What the date of confirmation says today."""
        return freshness(actor.confirmed_at).label

    @admin.display(description="complétude")
    def filled(self, actor):
        """« 5 sur 12 »"""
        found = completeness(actor)
        return f"{found.filled} sur {found.total}"

    @admin.display(description="il manque")
    def missing(self, actor):
        """What the sheet does not say yet."""
        return ", ".join(completeness(actor).missing) or "rien" if actor.pk else "tout"

    def get_queryset(self, request):
        """With what the columns read."""
        return super().get_queryset(request).prefetch_related("countries", "themes")

    def get_search_results(self, request, queryset, search_term):
        """What the directory finds, and sheets that it does not hold, by name and number."""
        term = search_term.replace("\x00", " ").strip()
        found, distinct = super().get_search_results(request, queryset, term)
        words = tsquery("actors", term)[0] if term else ""
        if words:
            entries = SearchEntry.objects.filter(vector=SearchQuery(words, config="french_plain", search_type="raw"))
            found = found | queryset.filter(pk__in=entries.values("pk"))
        return found, distinct

    def save_model(self, request, obj, form, change):
        """Through the services: the address of a new sheet, the trail, the logo that is replaced."""
        if change:
            services.update(actor=obj, by=request.user, changes=changes_of(form))
        else:
            services.create(actor=obj, by=request.user)

    def save_formset(self, request, form, formset, change):
        """Leaves a line in the trail for what hangs on the sheet."""
        super().save_formset(request, form, formset, change)
        touched = [*formset.new_objects, *(thing for thing, _ in formset.changed_objects), *formset.deleted_objects]
        if touched:
            what = str(formset.model._meta.verbose_name_plural)
            record(by=request.user, verb="modifier", target=form.instance, changes={what: [None, _touched(formset.model, touched)]})

    def delete_model(self, request, obj):
        """With its logo."""
        services.remove(actor=obj, by=request.user)

    def delete_queryset(self, request, queryset):
        """One by one, each with its logo and its line in the trail."""
        for actor in queryset:
            services.remove(actor=actor, by=request.user)

    def has_export_permission(self, request):
        """Those who may read the list."""
        return self.has_view_permission(request)

    def get_export_filename(self, request, queryset, file_format):
        """« annuaire-equipe-2026-11-24.csv »"""
        return f"annuaire-equipe-{timezone.localdate():%Y-%m-%d}.{file_format.get_extension()}"


def _touched(model, things):
    """What the trail says of the lines below a sheet: people known there are counted, not named."""
    return len(things) if model is Contact else [str(thing) for thing in things]

"""The reference tables at the staff's desk: to read, but for the themes, which are the network's own."""

from django.contrib import admin
from django.db.models import Count

from network.audit.editing import changes_of
from network.audit.history import LockedAdmin
from network.audit.parts import PartForm
from network.taxonomy import services
from network.taxonomy.loading.sync import in_use
from network.taxonomy.models import Country, Department, Goal, Intercommunality, Municipality, Sector, Target, Theme
from network.taxonomy.spelling import key
from network.ui.read_only import ReadOnly


class LoadedAdmin(ReadOnly, admin.ModelAdmin):
    """A table that `load_reference` fills: nobody writes it here."""


@admin.register(Department)
class DepartmentAdmin(LoadedAdmin):
    """The départements."""

    list_display = ["name", "code", "seat", "population"]


@admin.register(Intercommunality)
class IntercommunalityAdmin(LoadedAdmin):
    """The EPCI."""

    list_display = ["name", "kind", "siren", "population"]
    list_filter = ["kind"]
    search_fields = ["name", "siren"]


@admin.register(Municipality)
class MunicipalityAdmin(LoadedAdmin):
    """The communes, found as on the site."""

    list_display = ["name", "code", "department", "intercommunality", "postal", "population"]
    list_filter = ["department", "intercommunality"]
    list_select_related = ["department", "intercommunality"]
    search_fields = ["name"]
    search_help_text = "Nom, ancien nom ou code postal."

    @admin.display(description="codes postaux")
    def postal(self, municipality):
        """The postcodes, side by side."""
        return ", ".join(municipality.postcodes)

    def get_search_results(self, request, queryset, search_term):
        """Names as people write them, old names, postcodes and INSEE codes."""
        if not search_term.strip():
            return queryset, False
        found = Municipality.objects.matching(search_term).values("pk") if key(search_term) else []
        return queryset.filter(pk__in=[search_term.replace("\0", "")]) or queryset.filter(pk__in=found), False


@admin.register(Country)
class CountryAdmin(LoadedAdmin):
    """The countries, their region and their eligibility."""

    list_display = ["name", "iso3", "region", "aid_eligible", "least_developed", "income_group"]
    list_filter = ["aid_eligible", "least_developed", "region", "income_group"]
    search_fields = ["name__unaccent", "name_en", "iso3"]


@admin.register(Goal)
class GoalAdmin(LoadedAdmin):
    """The goals."""

    list_display = ["number", "short_name", "name"]
    search_fields = ["short_name", "name"]


@admin.register(Target)
class TargetAdmin(LoadedAdmin):
    """The targets."""

    list_display = ["code", "goal", "name"]
    list_filter = ["goal"]
    list_select_related = ["goal"]
    search_fields = ["code", "name"]


@admin.register(Sector)
class SectorAdmin(LoadedAdmin):
    """The OECD sectors."""

    list_display = ["code", "name", "language", "category_name", "active"]
    list_filter = ["active", "language", "category_name"]
    search_fields = ["code", "name", "name_en"]


class LevelFilter(admin.SimpleListFilter):
    """First or second level."""

    title, parameter_name = "niveau", "niveau"

    def lookups(self, request, model_admin):
        """Both levels."""
        return [("1", "premier niveau"), ("2", "second niveau")]

    def queryset(self, request, queryset):
        """The themes of the chosen level."""
        return queryset.filter(parent__isnull=self.value() == "1") if self.value() else queryset


@admin.register(Theme)
class ThemeAdmin(LockedAdmin):
    """The themes: what is saved here is no longer changed by `load_reference`."""

    form = PartForm
    list_display = ["name", "parent", "goal_numbers", "uses", "by_team"]
    list_filter = [LevelFilter, "edited", ("parent", admin.RelatedOnlyFieldListFilter), "goals"]
    list_select_related = ["parent"]
    search_fields = ["name__unaccent", "slug"]
    readonly_fields = ["edited"]
    filter_horizontal = ["goals", "sectors"]
    fields = ["name", "slug", "parent", "position", "goals", "sectors", "edited"]
    actions = None

    @admin.display(description="ODD")
    def goal_numbers(self, theme):
        """The numbers of the goals."""
        return ", ".join(str(goal.number) for goal in theme.goals.all())

    @admin.display(description="équipe", ordering="edited")
    def by_team(self, theme):
        """Whether the team edited it."""
        return "modifiée" if theme.edited else "–"

    @admin.display(description="acteurs", ordering="actor_count")
    def uses(self, theme):
        """How many actors chose it."""
        return theme.actor_count

    def get_queryset(self, request):
        """With what the columns read, in one query each."""
        return super().get_queryset(request).prefetch_related("goals").annotate(actor_count=Count("actors"))

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """Only a theme of the first level can hold others."""
        if db_field.name == "parent":
            kwargs["queryset"] = Theme.objects.top_level()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        """Only sectors in force."""
        if db_field.name == "sectors":
            kwargs["queryset"] = Sector.objects.filter(active=True)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def get_readonly_fields(self, request, obj=None):
        """The address of a theme stays: pages and links carry it."""
        return [*super().get_readonly_fields(request, obj), *(["slug"] if obj else [])]

    def has_delete_permission(self, request, obj=None):
        """Only a theme that nothing uses can go: deleting another would take it off the sheets that chose it."""
        allowed = super().has_delete_permission(request, obj) and obj is not None
        return allowed and not Theme.objects.filter(in_use(Theme), pk=obj.pk).exists()

    def save_model(self, request, obj, form, change):
        """Through the service."""
        services.save_theme(theme=obj, by=request.user, changes=changes_of(form) if change else None)

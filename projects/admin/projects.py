"""Projects, as the team reads them over, writes them and publishes them: all that a member can, through the same services."""

from functools import partial

from django.contrib import admin
from django.contrib.postgres.search import SearchQuery
from django.db.models import OuterRef, Subquery, Sum

from network.audit.editing import changes_of
from network.audit.history import LockedAdmin
from network.directory.search import tsquery
from network.moderation.admin import ModeratedAdmin
from network.ui.bulk import each
from network.ui.french import euros
from projects.admin.filters import CountryFilter, ToDoFilter
from projects.admin.lines import LINES
from projects.enums import FigureKind, Progress
from projects.forms.desk import ProjectForm
from projects.models import FundingFigure, Partnership, Project, SearchEntry
from projects.periods import period
from projects.services import partners, publication, sheets

RETAINED = FundingFigure.objects.filter(funding__project=OuterRef("pk"), kind=FigureKind.GRANTED, retained=True).order_by()
GRANTED = Subquery(RETAINED.values("funding__project").annotate(sum=Sum("amount")).values("sum"))


@admin.register(Project)
class ProjectAdmin(ModeratedAdmin, LockedAdmin):
    """Sheets of projects with all that hangs on them."""

    form, inlines = ProjectForm, LINES
    list_display = ["title", "lead", "where", "standing", "support", "state"]
    list_filter = [
        *("state", "progress", ToDoFilter, CountryFilter, "fundings__scheme", ("themes", admin.RelatedOnlyFieldListFilter)),
        *("lead__college", "seeks_partners", "provenance", "is_demo"),
    ]
    list_select_related = ["lead"]
    list_per_page = 50
    search_fields = ["title", "slug", "lead__name"]
    search_help_text = "Titre, porteur, partenaire, ville, financeur : comme dans la liste des projets, fiches non publiées comprises."
    ordering = ["title", "pk"]
    autocomplete_fields = ["lead", "sectors"]
    filter_horizontal = ["themes", "goals"]
    readonly_fields = [
        *("state", "submitted_at", "submitted_by", "published_at", "published_by", "refusal_reason"),
        *("slug", "previous", "confirmed_at", "created_at", "updated_at", "is_demo"),
    ]
    fieldsets = [
        (None, {"fields": ["state", "refusal_reason", "title", "lead", "summary", "description", "slug"]}),
        ("Sujets", {"fields": ["themes", "goals", "sectors"]}),
        ("Quand", {"fields": ["starts_on", "ends_on", "progress", "progress_note"]}),
        ("Moyens et partenaires recherchés", {"fields": ["budget", "seeks_partners", "partners_sought"]}),
        ("En anglais", {"fields": ["title_en", "summary_en"]}),
        ("Origine", {"fields": ["provenance", "source", "previous", "is_demo"]}),
        ("Dates", {"fields": ["created_at", "updated_at", "confirmed_at", "submitted_at", "submitted_by", "published_at", "published_by"]}),
    ]
    actions = [*ModeratedAdmin.actions, "set_under_way", "set_completed"]

    def get_queryset(self, request):
        """With what the columns read."""
        return super().get_queryset(request).prefetch_related("places__country", "fundings").annotate(granted_sum=GRANTED)

    def get_search_results(self, request, queryset, search_term):
        """What the directory finds, and sheets that it does not hold."""
        term = search_term.replace("\x00", " ").strip()
        found, distinct = super().get_search_results(request, queryset, term)
        words = tsquery("projects", term)[0] if term else ""
        if words:
            entries = SearchEntry.objects.filter(vector=SearchQuery(words, config="french_plain", search_type="raw"))
            found = found | queryset.filter(pk__in=entries.values("pk"))
        return found, distinct

    @admin.display(description="pays")
    def where(self, project):
        """« Bénin, Togo »"""
        return ", ".join(dict.fromkeys(place.country.name for place in project.places.all())) or "–"

    @admin.display(description="avancement", ordering="starts_on")
    def standing(self, project):
        """« terminé, 2020-2022 »"""
        return ", ".join(filter(None, [project.get_progress_display(), period(project)])) or "–"

    @admin.display(description="soutiens", ordering="granted_sum")
    def support(self, project):
        """The sum of what is granted and known."""
        return "–" if project.granted_sum is None else euros(project.granted_sum, 0)

    def save_model(self, request, obj, form, change):
        """Through the services, for the address of a new sheet and for the trail."""
        if change:
            sheets.update(project=obj, by=request.user, changes=changes_of(form))
        else:
            sheets.create(project=obj, by=request.user)

    def save_formset(self, request, form, formset, change):
        """The lines below, as the pages of the site save them: partners are asked, amounts declared, files tidied away."""
        project, by = form.instance, request.user
        formset.save(commit=False)
        new = formset.new_objects if formset.model is Partnership else []
        touched = [*formset.new_objects, *(thing for thing, _ in formset.changed_objects)]
        amounts = {id(one.instance): one.amounts() for one in formset.forms if hasattr(one, "amounts") and one.is_valid()}
        kept = [(thing, amounts.get(id(thing))) for thing in touched if thing not in new]
        removed = [(thing, None) for thing in formset.deleted_objects]
        if kept or removed:
            publication.edit(project=project, by=by, changes={}, kept=kept, removed=removed)
        for partnership in new:
            if partnership.actor:
                partners.add_actor(project=project, actor=partnership.actor, role=partnership.role, by=by)
            else:
                partners.add_organisation(project=project, organisation=partnership.organisation, role=partnership.role, by=by)

    def delete_model(self, request, obj):
        """With its files."""
        sheets.remove(project=obj, by=request.user)

    def delete_queryset(self, request, queryset):
        """One by one, each with its files and its line in the trail."""
        for project in queryset:
            sheets.remove(project=project, by=request.user)

    @admin.action(description="Dire en cours", permissions=["change"])
    def set_under_way(self, request, queryset):
        """→ under way."""
        self._set(request, queryset, Progress.UNDER_WAY, "projet dit en cours|projets dits en cours")

    @admin.action(description="Dire terminé", permissions=["change"])
    def set_completed(self, request, queryset):
        """→ completed."""
        self._set(request, queryset, Progress.COMPLETED, "projet dit terminé|projets dits terminés")

    def _set(self, request, queryset, progress, words):
        act = partial(sheets.set_progress, progress=progress, by=request.user)
        each(request, queryset, lambda one: act(project=one), words=words, errors=sheets.SheetError)

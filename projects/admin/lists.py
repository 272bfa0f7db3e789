"""Funders' lists on the team's desk: the lists, the rows to be placed, the amounts to be settled."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from actors.models import Actor
from network.audit.editing import GuardedForm, changes_of
from network.audit.history import AuditedAdmin, LockedAdmin
from network.audit.services import record
from network.ui.french import euros
from projects.enums import FigureKind, RowState
from projects.forms.desk import FigureForm
from projects.importing.columns import COLUMNS
from projects.importing.proposals import actors_for, countries_of, proposals, search
from projects.models import Funding, FundingFigure, FundingRow, FundingSource, Project
from projects.services import figures, lists
from projects.services.figures import in_words
from projects.titles import whole_words

NOTED = {
    figures.FIRST: "Le montant est noté et compté.",
    figures.SAME: "Le montant est noté\u00a0: il confirme celui qui compte.",
    figures.DIFFERS: "Le montant est noté\u00a0; il en contredit un autre, et aucun ne compte tant que vous n’avez pas tranché.",
}
LEADS = 3  # structures that may lead a new project


class SourceForm(GuardedForm):
    """A list; two people who write at once are told."""

    class Meta:
        model = FundingSource
        fields = ["name", "funder", "funder_actor", "scheme"]


@admin.register(FundingSource)
class FundingSourceAdmin(LockedAdmin):
    """The lists that come again, and how their columns were matched."""

    form = SourceForm
    change_list_template = "projects/admin/source_list.html"
    list_display = ["name", "funder", "scheme", "used_at"]
    list_select_related = ["scheme"]
    search_fields = ["name", "funder"]
    ordering = ["name", "pk"]
    autocomplete_fields = ["funder_actor"]
    readonly_fields = ["columns_kept", "used_at"]

    @admin.display(description="colonnes retenues")
    def columns_kept(self, source):
        """« Bénéficiaire : raison sociale »."""
        labels = {column.name: column.label for column in COLUMNS}
        kept = [f"{labels.get(name, name)}\u00a0: «\u00a0{heading}\u00a0»" for heading, name in source.mapping.items()]
        return " · ".join(kept) or "aucune encore\u00a0: elles sont retenues au premier import"

    def has_delete_permission(self, request, obj=None):
        """Not while rows came from it: they say what was decided."""
        return super().has_delete_permission(request, obj) and not (obj and obj.rows.exists())

    def save_model(self, request, obj, form, change):
        """With its line in the trail."""
        super().save_model(request, obj, form, change)
        record(by=request.user, verb="modifier" if change else "créer", target=obj, changes=changes_of(form) if change else None)


class Decided(AuditedAdmin):
    """Rows that a page of ours decides: nothing is typed, nothing is deleted."""

    def has_add_permission(self, request):
        """They come from elsewhere."""
        return False

    def has_delete_permission(self, request, obj=None):
        """They are the memory of what was decided."""
        return False

    def answer(self, request, template, **context):
        """One of our pages, in the admin's frame."""
        return TemplateResponse(request, template, {**self.admin_site.each_context(request), "opts": self.opts, **context})

    def to_decide(self, request, object_id):
        """The object of the page; posting needs the permission to change it."""
        thing = self.get_object(request, object_id)
        if thing is None:
            raise Http404
        if not (self.has_change_permission if request.method == "POST" else self.has_view_permission)(request, thing):
            raise PermissionDenied
        return thing


@admin.register(FundingRow)
class FundingRowAdmin(Decided):
    """The rows of which somebody must say whose project they are."""

    list_display = ["beneficiary", "year", "short_purpose", "shown_amounts", "why", "state", "source"]
    list_filter = ["state", "source", "year"]
    list_select_related = ["source"]
    search_fields = ["beneficiary", "purpose", "funder"]
    ordering = ["-state", "created_at", "line", "pk"]

    @admin.display(description="objet")
    def short_purpose(self, row):
        """Its first words."""
        return whole_words(row.purpose, 80)

    @admin.display(description="montants")
    def shown_amounts(self, row):
        """« 3 000,00 € accordé »."""
        return words_of(row)

    @admin.display(description="pourquoi")
    def why(self, row):
        """Why it waits."""
        return ", ".join(row.reasons)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """The row beside the projects that it may be of; posted, what was said of it."""
        row = self.to_decide(request, object_id)
        if request.method == "POST":
            return self._decide(request, row)
        actors, term = actors_for(row), request.GET.get("q", "").strip()[:80]
        following = FundingRow.objects.waiting().exclude(pk=row.pk).order_by("created_at", "line", "pk").first()
        return self.answer(
            request,
            "projects/admin/row.html",
            title="Rapprocher une ligne",
            row=row,
            amounts=words_of(row),
            countries=countries_of(row),
            waits=row.state == RowState.WAITING,
            proposals=proposals(row, actors),
            found=search(row, term),
            term=term,
            leads=actors[:LEADS],
            following=following,
        )

    def _decide(self, request, row):
        sent, by = request.POST, request.user
        try:
            if sent.get("project"):
                project = chosen(Project.objects.all(), sent["project"])
                lists.join(row=row, project=project, by=by)
                said = f"La ligne est rattachée à «\u00a0{project}\u00a0»."
            elif sent.get("lead"):
                project = lists.create(row=row, lead=chosen(Actor.objects.standing(), sent["lead"]), by=by)
                said = f"Une fiche en brouillon est créée\u00a0: «\u00a0{project}\u00a0»."
            elif "again" in sent:
                lists.take_up_again(row=row, by=by)
                said = "La ligne attend à nouveau."
            else:
                lists.ignore(row=row, by=by)
                said = "La ligne est ignorée\u00a0: le prochain fichier qui la répète n’en parlera plus."
        except lists.RowError as error:
            self.message_user(request, str(error), messages.ERROR)
            return redirect(row)
        self.message_user(request, said, messages.SUCCESS)
        following = FundingRow.objects.waiting().order_by("created_at", "line", "pk").first()
        return redirect(following or "admin:projects_fundingrow_changelist")


class DisputedFilter(admin.SimpleListFilter):
    """Those to settle, unless one asks for all."""

    title, parameter_name = "montant", "a-trancher"

    def lookups(self, request, model_admin):
        """All of them, besides what is shown first."""
        return [("tous", "tous les financements")]

    def choices(self, changelist):
        """Those to settle come first."""
        shown = self.value()
        to_settle = changelist.get_query_string(remove=[self.parameter_name])
        yield {"selected": shown is None, "query_string": to_settle, "display": "à trancher"}
        everything = changelist.get_query_string({self.parameter_name: "tous"})
        yield {"selected": shown == "tous", "query_string": everything, "display": "tous"}

    def queryset(self, request, queryset):
        """Disputed ones."""
        return queryset if self.value() == "tous" else queryset.disputed()


@admin.register(Funding)
class FundingAdmin(Decided):
    """The supports of which an amount is to be settled."""

    list_display = ["project", "funder", "year", "scheme", "stated"]
    list_filter = [DisputedFilter]
    list_select_related = ["project", "scheme"]
    search_fields = ["project__title", "project__lead__name", "funder"]
    ordering = ["-year", "project__title", "pk"]

    def get_queryset(self, request):
        """With what is stated."""
        return super().get_queryset(request).prefetch_related("figures")

    @admin.display(description="montants connus")
    def stated(self, funding):
        """« accordé : 4 000,00 € ou 3 500,00 € »."""
        return " · ".join(f"{kind.label}\u00a0: {in_words(some)}" for kind, some, _ in by_kind(funding))

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """The amounts side by side; posted, the one that is retained."""
        funding = self.to_decide(request, object_id)
        form = FigureForm(request.POST if "state" in request.POST else None)
        if "state" in request.POST and form.is_valid():
            try:
                came = figures.state_by_hand(funding=funding, by=request.user, **form.cleaned_data)
            except figures.FigureError as error:
                self.message_user(request, str(error), messages.ERROR)
            else:
                self.message_user(request, NOTED[came], messages.SUCCESS)
            return redirect("admin:projects_funding_change", funding.pk)
        if request.method == "POST" and "state" not in request.POST:
            figure = chosen(FundingFigure.objects.filter(funding=funding), request.POST.get("figure"))
            try:
                figures.settle(figure=figure, by=request.user)
            except figures.FigureError as error:
                self.message_user(request, str(error), messages.ERROR)
            else:
                kept = f"{euros(figure.amount)} ({figure.get_kind_display()}) est le montant retenu"
                self.message_user(request, f"{kept}\u00a0; les autres restent à côté, pour mémoire.", messages.SUCCESS)
            return redirect("admin:projects_funding_change", funding.pk)
        following = Funding.objects.disputed().exclude(pk=funding.pk).order_by("-year", "pk").first()
        kinds = by_kind(funding)
        return self.answer(
            request,
            "projects/admin/settle.html",
            title="Trancher un montant" if any(open_ for _, _, open_ in kinds) else "Montants d’un financement",
            funding=funding,
            kinds=kinds,
            following=following,
            form=form,
            has_change=self.has_change_permission(request, funding),
        )


def by_kind(funding):
    """[(kind, its figures, whether none is retained)] of a funding."""
    found = []
    for kind in FigureKind:
        some = [figure for figure in funding.figures.all() if figure.kind == kind]
        if some:
            found.append((kind, some, not any(figure.retained for figure in some)))
    return found


def words_of(row):
    """The amounts of a row, in words."""
    return ", ".join(f"{euros(amount)} {FigureKind(kind).label}" for kind, amount in lists.amounts_of(row).items())


def chosen(queryset, pk):
    """The one of these rows that was posted; 404 when it is none of them."""
    thing = queryset.filter(pk=pk).first() if pk and pk.isascii() and pk.isdigit() and len(pk) < 19 else None
    if thing is None:
        raise Http404
    return thing

"""Partner organisations from elsewhere, on the team's desk: found again, corrected, merged when two are one."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.views.decorators.http import require_POST

from actors.admin.filters import MergedFilter
from network.audit.editing import GuardedForm, changes_of
from network.audit.history import LockedAdmin
from network.taxonomy.choices import COUNTRIES, region_of
from network.ui.bulk import each
from network.ui.choices import GroupedChoice
from projects.doubles import better_first, possible_pairs
from projects.finding import near_organisations
from projects.models import PartnerOrganisation, Partnership, Project
from projects.services import organisations as services

PER_PAGE, FOUND = 20, 12


class OrganisationForm(GuardedForm):
    """What the team corrects; two people who write at once are told."""

    country = GroupedChoice(COUNTRIES, group_of=region_of, label="Pays", required=False, empty_label="Inconnu")

    class Meta:
        model = PartnerOrganisation
        fields = ["name", "country", "town", "website"]


class UseFilter(admin.SimpleListFilter):
    """Whether some project names it."""

    title, parameter_name = "projets", "projets"

    def lookups(self, request, model_admin):
        """Of none, of one, of several."""
        return [("0", "Aucun"), ("1", "Un seul"), ("2", "Plusieurs")]

    def queryset(self, request, queryset):
        """Those of the chosen number."""
        wanted = {"0": Q(projects_count=0), "1": Q(projects_count=1), "2": Q(projects_count__gt=1)}
        return queryset.filter(wanted.get(self.value(), Q()))


@admin.register(PartnerOrganisation)
class PartnerOrganisationAdmin(LockedAdmin):
    """Partners abroad; those that were merged are read, and lead to the one that stayed."""

    form = OrganisationForm
    change_list_template = "projects/admin/organisations/list.html"
    change_form_template = "projects/admin/organisations/change.html"
    list_display = ["name", "country", "town", "projects_count"]
    list_filter = [MergedFilter, UseFilter, ("country", admin.RelatedOnlyFieldListFilter), "is_demo"]
    list_select_related = ["country"]
    search_fields = ["name", "town", "country__name", "website"]
    search_help_text = "Nom (même à peu près, ou d’avant une fusion), ville, pays."
    ordering = ["name", "pk"]
    readonly_fields = ["projects", "became", "is_demo", "created_at", "updated_at"]
    fields = ["name", "country", "town", "website", *readonly_fields]
    actions = ["merge_selected"]

    def get_queryset(self, request):
        """With the number of their projects."""
        return super().get_queryset(request).with_projects()

    def get_search_results(self, request, queryset, search_term):
        """Those called nearly so besides."""
        term = " ".join(search_term.replace("\x00", " ").split())[:120]
        found, distinct = super().get_search_results(request, queryset, term)
        return (found | queryset.filter(pk__in=near_organisations(term).values("pk")) if term else found), distinct

    @admin.display(description="projets", ordering="projects_count")
    def projects_count(self, organisation):
        """In how many projects it takes part."""
        return organisation.projects_count

    @admin.display(description="projets")
    def projects(self, organisation):
        """Those in which it takes part."""
        found = Project.objects.filter(partnerships__organisation=organisation.pk).order_by("title", "pk") if organisation.pk else []
        links = [format_html('<a href="{}">{}</a>', reverse("admin:projects_project_change", args=[one.pk]), one) for one in found]
        return format_html("{}" + ", {}" * (len(links) - 1), *links) if links else "aucun"

    @admin.display(description="fusionnée avec")
    def became(self, organisation):
        """The one that stayed."""
        stays = organisation.merged_into
        if stays is None:
            return "–"
        return format_html('<a href="{}">{}</a>', reverse("admin:projects_partnerorganisation_change", args=[stays.pk]), stays)

    def has_change_permission(self, request, obj=None):
        """One that was merged is read."""
        return super().has_change_permission(request, obj) and not (obj and obj.merged_into_id)

    def has_delete_permission(self, request, obj=None):
        """Not while a project names it, nor when others were merged into it."""
        used = obj and obj.pk and (obj.partnerships.exists() or obj.absorbed.exists())
        return super().has_delete_permission(request, obj) and not used

    def save_model(self, request, obj, form, change):
        """Through the service."""
        services.save(organisation=obj, by=request.user, changes=changes_of(form) if change else None)

    def delete_model(self, request, obj):
        """Through the service."""
        services.remove(organisation=obj, by=request.user)

    def delete_queryset(self, request, queryset):
        """One by one, those that no project names."""
        one = lambda organisation: services.remove(organisation=organisation, by=request.user)  # noqa: E731
        each(request, queryset, one, words="organisation supprimée|organisations supprimées", errors=services.OrganisationError)

    @admin.action(description="Fusionner les deux organisations cochées…", permissions=["change"])
    def merge_selected(self, request, queryset):
        """To the comparison of two, the one that had better stay first."""
        chosen = list(queryset.standing()[:3])
        if len(chosen) != 2:
            self.message_user(request, "Cochez exactement deux organisations qui ne sont pas déjà fusionnées.", messages.ERROR)
            return None
        return redirect("admin:projects_partnerorganisation_merge", *(one.pk for one in better_first(*chosen)))

    def get_urls(self):
        """Adds the pages of merging."""
        view, name = self.admin_site.admin_view, "projects_partnerorganisation_{}".format
        mine = [
            path("doublons/", view(self.pairs_view), name=name("pairs")),
            path("<int:pk>/fusionner/", view(self.choose_view), name=name("merge_with")),
            path("<int:pk>/fusionner/<int:other_pk>/", view(self.compare_view), name=name("merge")),
            path("<int:pk>/distinguer/<int:other_pk>/", view(require_POST(self.apart_view)), name=name("tell_apart")),
        ]
        return [*mine, *super().get_urls()]

    def pairs_view(self, request):
        """/admin/…/doublons/: those that may be one, the most probable first."""
        self._check(request)
        asked = request.GET.get("page", "")
        number = max(1, int(asked)) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1
        pairs, total = possible_pairs(limit=PER_PAGE, offset=(number - 1) * PER_PAGE)
        page = Paginator(range(total), PER_PAGE).get_page(number)
        return self._answer(
            request, "projects/admin/organisations/pairs.html", title="Doublons possibles", pairs=pairs, total=total, page=page
        )

    def choose_view(self, request, pk):
        """/admin/…/fusionner/: with which other? Those that look alike, and those that one looks for."""
        one = self._standing(request, pk)
        term = " ".join(request.GET.get("q", "").replace("\x00", " ").split())[:120]
        alike = [(pair.other if pair.one == one else pair.one, pair.reasons) for pair in possible_pairs(about=one, limit=FOUND)[0]]
        others = self.get_queryset(request).standing().exclude(pk=one.pk).select_related("country")
        found = self.get_search_results(request, others, term)[0].order_by("name", "pk")[:FOUND] if term else []
        return self._answer(
            request,
            "projects/admin/organisations/merge_with.html",
            title=f"Fusionner «\u00a0{one}\u00a0» avec…",
            one=one,
            alike=alike,
            found=found,
            term=term,
        )

    def compare_view(self, request, pk, other_pk):
        """/admin/…/fusionner/<other>/: the two side by side; posted, they are merged, or change places."""
        winner, loser = self._standing(request, pk), self._standing(request, other_pk)
        if winner == loser:
            raise Http404
        both = {str(one.pk): one for one in (winner, loser)}
        posted = {name: request.POST.get(f"choice-{name}") for name in services.FIELDS}
        chosen = {name: both[key] for name, key in posted.items() if key in both}
        if "_swap" in request.POST:
            return self._compared(request, loser, winner, chosen)
        if request.method != "POST":
            return self._compared(request, winner, loser, chosen)
        seen = {one.pk: request.POST.get(f"seen-{one.pk}", "") for one in both.values()}
        try:
            services.merge(winner=winner, loser=loser, by=request.user, chosen=chosen, seen=seen)
        except services.OrganisationError as error:
            return self._compared(request, *(PartnerOrganisation.objects.get(pk=one.pk) for one in (winner, loser)), chosen, error)
        self.message_user(request, f"«\u00a0{loser}\u00a0» est fusionnée avec «\u00a0{winner}\u00a0».", messages.SUCCESS)
        return redirect("admin:projects_partnerorganisation_change", winner.pk)

    def apart_view(self, request, pk, other_pk):
        """Posted: these are two organisations, and are not proposed again."""
        one, other = self._standing(request, pk), self._standing(request, other_pk)
        if one == other:
            raise Http404
        services.tell_apart(one=one, other=other, by=request.user)
        said = f"«\u00a0{one}\u00a0» et «\u00a0{other}\u00a0» sont deux organisations\u00a0: elles ne seront plus proposées."
        self.message_user(request, said, messages.SUCCESS)
        return redirect("admin:projects_partnerorganisation_pairs")

    def _compared(self, request, winner, loser, chosen, error=None):
        chosen = {**services.proposed(winner, loser), **chosen}
        sides = [(one, list(Project.objects.filter(partnerships__organisation=one).order_by("title", "pk"))) for one in (winner, loser)]
        theirs = Partnership.objects.filter(organisation=loser)
        met = theirs.filter(project__partnerships__organisation=winner).count()
        differing = [_line(name, winner, loser, chosen) for name in services.FIELDS if getattr(winner, name) != getattr(loser, name)]
        stamps = [(one.pk, services.stamp(one)) for one in (winner, loser)]
        context = {"winner": winner, "loser": loser, "sides": sides, "differing": differing, "stamps": stamps, "error": error}
        context |= {"title": "Fusionner deux organisations", "moving": theirs.count() - met, "meeting": met}
        return self._answer(request, "projects/admin/organisations/merge.html", **context)

    def _standing(self, request, pk):
        self._check(request)
        one = PartnerOrganisation.objects.standing().select_related("country").filter(pk=pk).first() if pk < 2**63 else None
        if one is None:
            raise Http404
        return one

    def _check(self, request):
        if not self.has_change_permission(request):
            raise PermissionDenied

    def _answer(self, request, template, **context):
        context |= {**self.admin_site.each_context(request), "opts": self.opts}
        return TemplateResponse(request, template, context)


def _line(name, winner, loser, chosen):
    options = [
        {
            "side": side,
            "value": str(one.pk),
            "chosen": chosen[name].pk == one.pk,
            "lines": [str(value)] if (value := getattr(one, name)) else [],
        }
        for side, one in (("winner", winner), ("loser", loser))
    ]
    label = PartnerOrganisation._meta.get_field(name).verbose_name
    return {"name": name, "label": label[0].upper() + label[1:], "options": options}

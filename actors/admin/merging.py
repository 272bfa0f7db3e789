"""Merging on the team's desk: the pairs to look at, the choice of the other sheet, the comparison."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.views.decorators.http import require_POST

from actors.admin.timeline import Tool, add_tool
from actors.merging.fields import BOTH, HEADINGS, MINE, THEIRS
from actors.merging.preview import Preview, better_first
from actors.models import Actor
from actors.pairs import possible_pairs
from actors.services.merging import MergeError, Outdated, merge, stamp, tell_apart

PER_PAGE = 20
FOUND = 12  # sheets that a search proposes


class MergingAdmin(admin.ModelAdmin):
    """Mix into the admin of actors: « Fusionner avec… », two ticked rows, « Doublons possibles »."""

    @admin.action(description="Fusionner les deux fiches cochées…", permissions=["change"])
    def merge_selected(self, request, queryset):
        """To the comparison of two sheets, the one that had better stay first."""
        chosen = list(queryset.filter(merged_into=None)[:3])
        if len(chosen) != 2:
            self.message_user(request, "Cochez exactement deux fiches qui ne sont pas déjà fusionnées.", messages.ERROR)
            return None
        return redirect(_compare(*better_first(*chosen)))

    def get_urls(self):
        """Adds the pages of merging."""
        view = self.admin_site.admin_view
        mine = [
            path("doublons/", view(self.pairs_view), name="actors_actor_pairs"),
            path("<int:object_id>/fusionner/", view(self.choose_view), name="actors_actor_merge_with"),
            path("<int:object_id>/fusionner/<int:other_id>/", view(self.compare_view), name="actors_actor_merge"),
            path("<int:object_id>/distinguer/<int:other_id>/", view(require_POST(self.apart_view)), name="actors_actor_tell_apart"),
        ]
        return [*mine, *super().get_urls()]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """A sheet that was merged shows its merge instead."""
        if request.method == "GET" and object_id.isdecimal() and len(object_id) < 19:
            done = (
                Actor.objects.filter(pk=object_id)
                .exclude(merged_into=None)
                .values_list("merged_by", flat=True)
                .order_by("-merged_by")
                .first()
            )
            if done:
                return redirect("admin:actors_merge_change", done)
        return super().change_view(request, object_id, form_url, extra_context)

    def pairs_view(self, request):
        """/admin/…/doublons/: the pairs that may be of one organisation, the most probable first."""
        self._check(request)
        number = _page(request.GET.get("page"))
        pairs, total = possible_pairs(limit=PER_PAGE, offset=(number - 1) * PER_PAGE)
        shown = [(pair, *better_first(pair.one, pair.other)) for pair in pairs]
        context = {
            "title": "Doublons possibles",
            "pairs": shown,
            "total": total,
            "page": Paginator(range(total), PER_PAGE).get_page(number),
        }
        return self._answer(request, "actors/admin/pairs.html", context)

    def choose_view(self, request, object_id):
        """/admin/…/fusionner/: with which other sheet? Those that look alike, and those that one looks for."""
        actor = self._standing(request, object_id)
        term = request.GET.get("q", "").strip()
        alike = [(pair.other if pair.one == actor else pair.one, pair.reasons) for pair in possible_pairs(about=actor, limit=FOUND)[0]]
        found = self.get_queryset(request).filter(merged_into=None).exclude(pk=actor.pk)
        found = self.get_search_results(request, found, term)[0].select_related("municipality").distinct()[:FOUND] if term else []
        context = {"title": f"Fusionner « {actor} » avec…", "actor": actor, "alike": alike, "found": found, "term": term}
        return self._answer(request, "actors/admin/merge_with.html", context)

    def compare_view(self, request, object_id, other_id):
        """/admin/…/fusionner/<other>/: the two side by side; posted, they are merged, or change places."""
        winner, loser = self._standing(request, object_id), self._standing(request, other_id)
        if winner == loser:
            raise Http404
        if request.method != "POST":
            return self._compared(request, Preview(winner, loser))
        if "_swap" in request.POST:
            return self._compared(request, Preview(loser, winner, _choices(request.POST, loser, winner), request.POST.get("other_names")))
        choices, names = _choices(request.POST, winner, loser), request.POST.get("other_names", "")
        seen = {actor.pk: request.POST.get(f"seen-{actor.pk}", "") for actor in (winner, loser)}
        try:
            done = merge(winner=winner, loser=loser, by=request.user, choices=choices, names=names, seen=seen)
        except Outdated as error:
            winner.refresh_from_db(), loser.refresh_from_db()
            return self._compared(request, Preview(winner, loser, choices, names), error)
        except MergeError as error:
            return self._compared(request, Preview(winner, loser, choices, names), error)
        self.message_user(request, f"« {done.loser} » est fusionnée avec « {done.winner} ».", messages.SUCCESS)
        return redirect("admin:actors_merge_change", done.pk)

    def apart_view(self, request, object_id, other_id):
        """Posted: these are two organisations, and are not proposed again."""
        one, other = self._standing(request, object_id), self._standing(request, other_id)
        if one == other:
            raise Http404
        tell_apart(one=one, other=other, by=request.user)
        self.message_user(request, f"« {one} » et « {other} » sont deux structures : elles ne seront plus proposées.", messages.SUCCESS)
        return redirect("admin:actors_actor_pairs")

    def _compared(self, request, preview, error=None):
        context = {
            "title": "Fusionner deux fiches",
            "preview": preview,
            "error": error,
            "action": _compare(preview.winner, preview.loser),
            "stamps": [(actor.pk, stamp(actor)) for actor in (preview.winner, preview.loser)],
        }
        return self._answer(request, "actors/admin/merge.html", context)

    def _standing(self, request, pk):
        self._check(request)
        actor = (
            Actor.objects.standing().select_related("municipality__department", "department").filter(pk=pk).first() if pk < 2**63 else None
        )
        if actor is None:
            raise Http404
        if not self.has_change_permission(request, actor):
            raise PermissionDenied
        return actor

    def _check(self, request):
        if not self.has_change_permission(request):
            raise PermissionDenied

    def _answer(self, request, template, context):
        return TemplateResponse(request, template, {**self.admin_site.each_context(request), "opts": self.opts, **context})


def _compare(winner, loser):
    return reverse("admin:actors_actor_merge", args=[winner.pk, loser.pk])


def _page(text):
    return int(text) if text and text.isascii() and text.isdigit() and 0 < len(text) < 6 and int(text) else 1


def _choices(posted, winner, loser):
    """{heading: side} of what was posted by the key of a sheet; what no page offers is passed on, and refused there."""
    sides = {str(winner.pk): MINE, str(loser.pk): THEIRS, BOTH: BOTH}
    given = {heading.name: posted.get(f"choice-{heading.name}", "") for heading in HEADINGS}
    return {name: sides.get(value, "?") for name, value in given.items() if value}


add_tool(Tool("Fusionner avec…", 30, "actors.change_actor", lambda actor: reverse("admin:actors_actor_merge_with", args=[actor.pk])))

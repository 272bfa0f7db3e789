"""The merges that were made: what each did, and its way back."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone

from actors.merging.fields import BOTH, HEADINGS, MINE
from actors.merging.relations import relations
from actors.merging.rules import called
from actors.models import Distinct, Merge
from actors.services.merging import MergeError
from actors.services.parting import changed_since, refusal, undo
from network.ui.french import day, plural
from network.ui.read_only import ReadOnly


@admin.register(Merge)
class MergeAdmin(ReadOnly, admin.ModelAdmin):
    """Merges, to read and to undo; they are made from the sheets."""

    list_display = ["loser", "winner", "at", "by", "standing"]
    list_display_links = ["loser", "winner"]
    list_select_related = ["winner", "loser", "by"]
    search_fields = ["winner__name", "loser__name"]
    date_hierarchy = "at"
    ordering = ["-at", "-pk"]

    @admin.display(description="état")
    def standing(self, done):
        """Whether it can still be undone."""
        if done.undone_at:
            return f"annulée le {day(done.undone_at)}"
        return "définitive" if done.is_over else f"annulable jusqu’au {day(done.undoable_until)}"

    def get_urls(self):
        """Adds the way back."""
        return [path("<int:object_id>/annuler/", self.admin_site.admin_view(self.undo_view), name="actors_merge_undo"), *super().get_urls()]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """What this merge did."""
        done = self.get_object(request, object_id)
        if done is None:
            raise Http404
        if not self.has_view_permission(request, done):
            raise PermissionDenied
        context = {
            "title": "Fusion de deux fiches",
            **_told(done),
            "may_undo": request.user.has_perm("actors.change_actor") and not refusal(done),
        }
        return self._answer(request, "actors/admin/merge_done.html", context)

    def undo_view(self, request, object_id):
        """Says what would come back; posted, it does."""
        done = self.get_object(request, str(object_id))
        if done is None:
            raise Http404
        if not request.user.has_perm("actors.change_actor"):
            raise PermissionDenied
        error = refusal(done)
        if request.method == "POST" and not error:
            try:
                undo(merge=done, by=request.user)
            except MergeError as refused:
                error = str(refused)
            else:
                self.message_user(request, f"« {done.loser} » et « {done.winner} » sont de nouveau deux fiches.", messages.SUCCESS)
                return redirect("admin:actors_merge_change", done.pk)
        labels = {name: heading.label for heading in HEADINGS for name in heading.columns} | {"other_names": "Autres noms"}
        later = [] if error else list(dict.fromkeys(labels[name] for name in changed_since(done) if name in labels))
        return self._answer(
            request, "actors/admin/merge_undo.html", {"title": "Annuler une fusion", **_told(done), "error": error, "later": later}
        )

    def _answer(self, request, template, context):
        return TemplateResponse(request, template, {**self.admin_site.each_context(request), "opts": self.opts, **context})


def _told(done):
    """What a merge did, in words and numbers."""
    known = {relation.name: called(relation) for relation in relations()}
    counts = {}
    for entry in done.moved:
        if entry["from"] == "loser":
            counts[entry["relation"]] = counts.get(entry["relation"], 0) + len(entry["pks"])
    words = {MINE: str(done.winner), BOTH: "les deux"}
    taken = [(heading.label, words.get(done.choices.get(heading.name), str(done.loser))) for heading in HEADINGS]
    return {
        "done": done,
        "moved": [plural(count, known.get(name, "ligne")) for name, count in counts.items()],
        "taken": [(label, whose) for label, whose in taken if whose != str(done.winner)],
        "is_final": not done.undone_at and timezone.now() > done.undoable_until,
    }


@admin.register(Distinct)
class DistinctAdmin(admin.ModelAdmin):
    """Pairs that were told apart; one deletes a line to have the pair proposed again."""

    list_display = ["first", "second", "at", "by"]
    list_select_related = ["first", "second", "by"]
    search_fields = ["first__name", "second__name"]
    readonly_fields = ["first", "second", "at", "by"]
    ordering = ["-at", "-pk"]

    def has_add_permission(self, request):
        """From the page of pairs."""
        return False

    def has_change_permission(self, request, obj=None):
        """It is said or not."""
        return False

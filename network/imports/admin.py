"""Imports on the team's desk: send a file, match its columns, look at each line, confirm, follow."""

import csv

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, StreamingHttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone

from network.imports import services
from network.imports.enums import State
from network.imports.errors import UnreadableFile
from network.imports.forms import MatchingForm, ReadingForm, UploadForm
from network.imports.kinds import WrongChoice, all_kinds, get_kind
from network.imports.models import Import
from network.ui.cells import guarded
from network.ui.french import number
from network.ui.throttle import check

PER_PAGE = 50
STEPS = ((1, "Fichier"), (2, "Colonnes"), (3, "Lignes"), (4, "Écriture"))


class Echo:
    """A file that hands back what is written to it."""

    def write(self, value):
        """The value."""
        return value


@admin.register(Import)
class ImportAdmin(admin.ModelAdmin):
    """The list of imports; the page of each is one of the steps."""

    list_display = ["name", "what", "state", "shown_lines", "by", "created_at"]
    list_filter = ["state", "kind"]
    list_select_related = ["by"]
    search_fields = ["name", "by__email"]
    ordering = ["-created_at", "-pk"]
    date_hierarchy = "created_at"

    @admin.display(description="sorte", ordering="kind")
    def what(self, batch):
        """What it imports."""
        return get_kind(batch.kind).title

    @admin.display(description="lignes")
    def shown_lines(self, batch):
        """How many lines, once they were counted."""
        return number(batch.lines) if batch.lines else "–"

    def has_add_permission(self, request):
        """Imports begin on the page of what they import."""
        return False

    def has_delete_permission(self, request, obj=None):
        """A periodic job forgets old ones."""
        return False

    def has_change_permission(self, request, obj=None):
        """Those who may import that kind."""
        return self.has_view_permission(request, obj)

    def has_view_permission(self, request, obj=None):
        """The team; of one import, those who may import that kind."""
        if obj is None:
            return any(request.user.has_perm(kind.permission) for kind in all_kinds())
        return request.user.has_perm(get_kind(obj.kind).permission)

    def has_module_permission(self, request):
        """Whoever may import something."""
        return self.has_view_permission(request)

    def get_urls(self):
        """The steps."""
        wrap, pages = self.admin_site.admin_view, []
        for route, view, name in (
            ("nouveau/<slug:kind>/", self.upload_view, "new"),
            ("<uuid:pk>/lecture/", self.reading_view, "reading"),
            ("<uuid:pk>/colonnes/", self.matching_view, "matching"),
            ("<uuid:pk>/avancement/", self.progress_view, "progress"),
            ("<uuid:pk>/choix/", self.decide_view, "decide"),
            ("<uuid:pk>/confirmer/", self.confirm_view, "confirm"),
            ("<uuid:pk>/abandonner/", self.drop_view, "drop"),
            ("<uuid:pk>/defaire/", self.undo_view, "undo"),
            ("<uuid:pk>/lignes-ecartees.csv", self.refused_view, "refused"),
        ):
            pages.append(path(route, wrap(view), name=f"imports_import_{name}"))
        return [*pages, *super().get_urls()]

    # ------------------------------------------------------------------------------------------------------------ sending

    def upload_view(self, request, kind):
        """A file is chosen and sent."""
        definition = self._kind(request, kind)
        form = UploadForm(request.POST or None, request.FILES or None)
        if request.method == "POST":
            check(request, "upload")
            if form.is_valid():
                sent = form.cleaned_data["file"]
                try:
                    return redirect(services.receive(kind=kind, file=sent, name=sent.name, by=request.user))
                except UnreadableFile as error:
                    form.add_error("file", str(error))
        context = {"kind": definition, "form": form, "back": reverse(definition.back)}
        return self._page(request, "imports/upload.html", definition.title, step=1, **context)

    # ------------------------------------------------------------------------------------------------------------- the page

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """The step at which the import stands."""
        batch = self._batch(request, object_id)
        if batch.state == State.READ:
            return self._matching(request, batch)
        if batch.state == State.PREVIEWED:
            return self._preview(request, batch)
        return self._state(request, batch)

    def progress_view(self, request, pk):
        """The part of the page that moves; once the work is over, the page itself is asked for."""
        batch = self._batch(request, pk)
        response = TemplateResponse(request, "imports/progress.html#progress", {"batch": batch})
        if not batch.is_moving:
            response["HX-Redirect"] = batch.get_absolute_url()
        return response

    def _state(self, request, batch):
        kind = get_kind(batch.kind)
        written = batch.options.get("written", {})
        context = {
            "batch": batch,
            "kind": kind,
            "counts": self._counts(kind, batch),
            "written": written,
            "written_url": kind.written_url(batch) if batch.state == State.DONE and any(written.values()) else "",
            "may_be_undone": batch.state == State.DONE and kind.may_be_undone(batch),
        }
        return self._page(request, "imports/progress.html", batch.name, step=3 if batch.state == State.CHECKING else 4, **context)

    # ----------------------------------------------------------------------------------------------------------- the columns

    def matching_view(self, request, pk):
        """The columns, to look at again or to send."""
        batch = self._batch(request, pk)
        if request.method != "POST" and batch.is_moving:
            return redirect(batch)
        return self._matching(request, batch)

    def reading_view(self, request, pk):
        """Read the file in another way."""
        batch = self._batch(request, pk, post=True)
        form = ReadingForm(request.POST)
        if form.is_valid():
            self._try(request, services.read_again, batch=batch, by=request.user, **form.cleaned_data)
        return redirect("admin:imports_import_matching", batch.pk)

    def _matching(self, request, batch):
        kind = get_kind(batch.kind)
        try:
            table = services.table_of(batch)
        except UnreadableFile as error:
            self.message_user(request, str(error), messages.ERROR)
            return self._state(request, batch)
        sent = request.POST if request.method == "POST" else None
        form = MatchingForm(sent, kind=kind, table=table, matching=batch.options.get("matching", {}))
        options = kind.options_form(sent, batch=batch)
        if sent is not None and form.is_valid() and (options is None or options.is_valid()):
            chosen = options.cleaned_data if options else {}
            try:
                return redirect(services.check(batch=batch, matching=form.matching(), chosen=chosen, by=request.user))
            except WrongChoice as error:
                form.add_error(None, str(error))
        reading = ReadingForm(initial={name: batch.options.get(name) for name in services.READING}, table=table)
        context = {"batch": batch, "kind": kind, "table": table, "form": form, "options": options, "reading": reading}
        return self._page(request, "imports/matching.html", "Vérifier les colonnes", step=2, **context)

    # ----------------------------------------------------------------------------------------------------------- the preview

    def _preview(self, request, batch, form=None):
        kind = get_kind(batch.kind)
        names = [status.name for status in kind.statuses]
        shown = request.GET.get("etat") if request.GET.get("etat") in names else ""
        lines = kind.lines.objects.filter(batch=batch).order_by("line")
        page = Paginator(lines.filter(status=shown) if shown else lines, PER_PAGE).get_page(request.GET.get("page"))
        rows = kind.present(page.object_list)
        context = {
            "batch": batch,
            "kind": kind,
            "counts": self._counts(kind, batch),
            "shown": shown,
            "page": page,
            "rows": rows,
            "any_choice": any(getattr(row, "choices", None) for row in rows),
            "form": form or kind.confirm_form(),
            "writable": any(batch.counts.get(status.name) for status in kind.statuses if status.written),
            "refused": sum(batch.counts.get(status.name, 0) for status in kind.statuses if status.aside),
        }
        return self._page(request, "imports/preview.html", "Vérifier les lignes", step=3, **context)

    def decide_view(self, request, pk):
        """What to do with some lines, one by one."""
        batch = self._batch(request, pk, post=True)
        allowed = {decision for choices in get_kind(batch.kind).choices.values() for decision, _ in choices}
        decisions = {}
        for name, value in request.POST.items():
            line = name.removeprefix("ligne-")
            if name.startswith("ligne-") and line.isascii() and line.isdigit() and len(line) < 9 and value in allowed:
                decisions[int(line)] = value
        if self._try(request, services.decide, batch=batch, decisions=decisions, by=request.user):
            self.message_user(request, "Les choix de cette page sont enregistrés.", messages.SUCCESS)
        query = "&".join(f"{name}={request.POST[name]}" for name in ("etat", "page") if request.POST.get(name, "").isalnum())
        return redirect(f"{batch.get_absolute_url()}{'?' if query else ''}{query}")

    def confirm_view(self, request, pk):
        """Have the lines written."""
        batch = self._batch(request, pk, post=True)
        form = get_kind(batch.kind).confirm_form(request.POST)
        if form is not None and not form.is_valid():
            return self._preview(request, batch, form)
        self._try(request, services.confirm, batch=batch, chosen=form.cleaned_data if form else {}, by=request.user)
        return redirect(batch)

    def refused_view(self, request, pk):
        """The lines that are not written, as they are in the file, with the reason: to be corrected and sent again."""
        batch = self._batch(request, pk)
        kind = get_kind(batch.kind)
        try:
            table = services.table_of(batch)
        except UnreadableFile as error:
            self.message_user(request, str(error), messages.ERROR)
            return redirect(batch)
        left = services.left_aside(batch=batch)
        writer = csv.writer(Echo(), delimiter=";")

        def written():
            yield "\ufeff" + writer.writerow(["Ligne", "État", "Raison", *map(guarded, table.headings)])
            for row in table.rows():
                if found := left.get(row.line):
                    status, reasons = found
                    yield writer.writerow([row.line, kind.status(status).label, guarded(" ; ".join(reasons)), *map(guarded, row.cells)])

        response = StreamingHttpResponse(written(), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="lignes-ecartees-{timezone.localdate():%Y-%m-%d}.csv"'
        response["Cache-Control"] = "private, no-store"
        response["X-Content-Type-Options"] = "nosniff"
        return response

    # ---------------------------------------------------------------------------------------------------------------- others

    def drop_view(self, request, pk):
        """Give it up."""
        batch = self._batch(request, pk, post=True)
        if self._try(request, services.drop, batch=batch, by=request.user):
            self.message_user(request, f"L’import de « {batch} » est abandonné : rien n’a été écrit.", messages.SUCCESS)
        return redirect(reverse(get_kind(batch.kind).back))

    def undo_view(self, request, pk):
        """Take it back."""
        batch = self._batch(request, pk, post=True)
        if self._try(request, services.undo, batch=batch, by=request.user):
            self.message_user(request, f"L’import de « {batch} » est défait : ce qu’il avait créé est supprimé.", messages.SUCCESS)
        return redirect(batch)

    def _try(self, request, verb, **arguments):
        """Call a service; says why it refused."""
        try:
            verb(**arguments)
        except (WrongChoice, UnreadableFile) as error:
            self.message_user(request, str(error), messages.ERROR)
            return False
        return True

    def _kind(self, request, name):
        try:
            kind = get_kind(name)
        except KeyError:
            raise Http404 from None
        if not request.user.has_perm(kind.permission):
            raise PermissionDenied
        return kind

    def _batch(self, request, pk, post=False):
        batch = self.get_object(request, str(pk))
        if batch is None or (post and request.method != "POST"):
            raise Http404
        self._kind(request, batch.kind)
        return batch

    def _counts(self, kind, batch):
        return [(status, batch.counts.get(status.name, 0)) for status in kind.statuses if batch.counts.get(status.name)]

    def _page(self, request, template, title, **context):
        return TemplateResponse(
            request, template, {**self.admin_site.each_context(request), "title": title, "opts": self.opts, "steps": STEPS, **context}
        )

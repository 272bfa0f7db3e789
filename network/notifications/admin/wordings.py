"""How each kind of e-mail is worded: the original or the team's own words, looked at before they serve."""

from datetime import timedelta

from csp.constants import SELF
from csp.decorators import csp_update
from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_sameorigin

from network.notifications import services
from network.notifications.enums import WordingState
from network.notifications.framing import framed
from network.notifications.manners import FILTERS
from network.notifications.models import Email, EmailWording
from network.notifications.originals import CannotBeReworded, original
from network.notifications.proofreading import kept, samples
from network.notifications.registry import all_kinds, common, find_kind
from network.notifications.rendering import reworded
from network.notifications.services.rewording import PARTS, version

RECENT = timedelta(days=30)
ORIGINAL = "origine"
CODE = {"class": "wording-code", "spellcheck": "true"}


class WordingForm(forms.Form):
    """The four parts; what is wrong in them is said by the service, with the line."""

    subject = forms.CharField(label="Objet", required=False, widget=forms.TextInput(attrs={"class": "vTextField"}))
    heading = forms.CharField(
        label="Titre dans le message",
        required=False,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text="Laissé vide, l’objet y est repris.",
    )
    text = forms.CharField(label="Corps, en texte", required=False, strip=False, widget=forms.Textarea(attrs={"rows": 12, **CODE}))
    html = forms.CharField(label="Corps, en HTML", required=False, strip=False, widget=forms.Textarea(attrs={"rows": 14, **CODE}))
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def parts(self):
        """What the service takes."""
        return {name: self.cleaned_data[name] for name in PARTS}

    def say(self, error):
        """Show the service's refusal beside the fields that it concerns."""
        for problem in error.problems:
            self.add_error(problem.part, str(problem))
        if not error.problems:
            self.add_error(None, str(error))


@admin.register(EmailWording)
class WordingAdmin(admin.ModelAdmin):
    """A list of the kinds of e-mail, and for each of them a page to read, reword, look at and take back."""

    def get_urls(self):
        """A page for each kind, and its look in a frame."""
        wrap, name = self.admin_site.admin_view, "notifications_emailwording"
        page, frame = csp_update({"frame-src": [SELF]})(wrap(self.kind_view)), xframe_options_sameorigin(wrap(self.frame_view))
        return [
            path("sorte/<slug:kind>/", page, name=f"{name}_kind"),
            path("sorte/<slug:kind>/apercu/<slug:which>/", frame, name=f"{name}_frame"),
            *super().get_urls(),
        ]

    def has_add_permission(self, request):
        """Wordings are written on the page of their kind."""
        return False

    def has_delete_permission(self, request, obj=None):
        """What served stays in the history."""
        return False

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """The page of its kind."""
        wording = self.get_object(request, object_id)
        if wording is None:
            raise Http404
        return redirect("admin:notifications_emailwording_kind", wording.kind)

    def changelist_view(self, request, extra_context=None):
        """Every kind, worded by the team or not, and how many left lately."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        lately = Q(created_at__gte=timezone.now() - RECENT)
        counts = dict(Email.objects.filter(lately).order_by().values_list("kind").annotate(Count("pk")))
        states = {}
        for wording in EmailWording.objects.exclude(state=WordingState.PAST).select_related("by"):
            states.setdefault(wording.kind, {})[wording.state] = wording
        rows = [(kind, states.get(kind.name, {}), counts.get(kind.name, 0)) for kind in all_kinds()]
        rows.sort(key=lambda row: row[0].open_subject.lower())
        return self._page(request, "notifications/admin/kinds.html", rows=rows, title="Textes des courriels")

    def kind_view(self, request, kind):
        """One kind: its words, its variables, how it looks, what it was before."""
        found = find_kind(kind)
        if found is None:
            raise Http404
        if not self.has_view_permission(request):
            raise PermissionDenied
        form = None
        if request.method == "POST":
            if not self.has_change_permission(request):
                raise PermissionDenied
            form = WordingForm(request.POST) if request.POST.get("act") == "save" else None
            if self._act(request, found, form):
                return redirect(request.path)
        return self._kind_page(request, found, form)

    def _act(self, request, kind, form):
        """Do what the button says; whether the page is to be read again."""
        by, act = request.user, request.POST.get("act")
        try:
            if act == "save" and form.is_valid():
                services.save_draft(kind=kind, by=by, seen=form.cleaned_data["seen"], **form.parts())
                messages.success(request, "Brouillon enregistré : regardez l’aperçu, puis mettez-le en service.")
            elif act == "use":
                services.put_in_use(kind=kind, by=by, seen=request.POST.get("seen"))
                messages.success(request, "En service : les prochains courriels partent avec ce texte.")
            elif act == "back":
                services.go_back(kind=kind, by=by)
                messages.success(request, "Les prochains courriels partent dans leur texte d’origine. Le vôtre reste dans l’historique.")
            elif act in {"take", "sample"}:
                wording = get_object_or_404(EmailWording.objects.of(kind), pk=_key(request.POST.get("wording")))
                if act == "take":
                    services.take_up(wording=wording, by=by)
                    messages.success(request, "Ce texte est repris en brouillon.")
                else:
                    services.send_sample(wording=wording, by=by)
                    messages.success(request, f"Un essai part à {by.email}.")
        except services.WordingError as error:
            if form is not None:
                form.say(error)
                form.data = form.data.copy()
                form.data["seen"] = version(kind)
                return False
            messages.error(request, str(error))
            for problem in error.problems:
                messages.error(request, str(problem))
        return True

    def _kind_page(self, request, kind, form):
        history = list(EmailWording.objects.of(kind).select_related("by").order_by("-updated_at", "-pk")[:50])
        by_state = {wording.state: wording for wording in reversed(history)}
        draft, current = by_state.get(WordingState.DRAFT), by_state.get(WordingState.CURRENT)
        try:
            start = original(kind)
        except CannotBeReworded:
            return self._page(request, "notifications/admin/kind.html", kind=kind, title=kind.open_subject)
        written = _as_wording(kind, start)
        shown = next((w for w in history if str(w.pk) == request.GET.get("voir")), None) or draft or current or written
        shown = written if request.GET.get("voir") == ORIGINAL else shown
        from_ = draft or current or written
        form = form or WordingForm(initial={**{name: getattr(from_, name) for name in PARTS}, "seen": version(kind)})
        subject, text, _ = reworded(kind, samples(kind, start), shown)
        return self._page(
            request,
            "notifications/admin/kind.html",
            kind=kind,
            title=kind.open_subject,
            form=form,
            seen=version(kind),
            start=start,
            draft=draft,
            current=current,
            shown=shown,
            preview={"subject": subject, "text": text, "which": shown.pk or ORIGINAL},
            variables=_variables(kind, start),
            filters=[(name, words) for name, (_, words) in FILTERS.items()],
            history=history,
            sent_url=f"{reverse('admin:notifications_email_changelist')}?sorte={kind.name}",
            may_change=self.has_change_permission(request),
        )

    def frame_view(self, request, kind, which):
        """How a wording looks, filled with examples."""
        found = find_kind(kind)
        if found is None:
            raise Http404
        if not self.has_view_permission(request):
            raise PermissionDenied
        start = original(found)
        wording = _as_wording(found, start) if which == ORIGINAL else get_object_or_404(EmailWording.objects.of(found), pk=_key(which))
        return framed(reworded(found, samples(found, start), wording)[2])

    def _page(self, request, template, **context):
        return TemplateResponse(request, template, {**self.admin_site.each_context(request), "opts": self.opts, **context})


def _as_wording(kind, start):
    return EmailWording(kind=kind.name, **{name: getattr(start, name) for name in PARTS})


def _variables(kind, start):
    known, values, must = {**common(), **kind.variables}, samples(kind, start), kept(kind, start)
    paths = [path for path, _ in start.shape.paths()]
    return [(_written(path), known[path].words if path in known else "", _example(values, path), path in must) for path in paths]


def _key(value):
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 19 else 0


def _written(path):
    """How a variable is written: by its name, or inside a loop over its list."""
    many, _, inside = path.rpartition("[].")
    return f"{{{{ chose.{inside} }}}}, dans {{% for chose in {many} %}}" if many and not inside.isdigit() else f"{{{{ {path} }}}}"


def _example(values, path):
    """The example of « actor.name » or, in a list, of « tasks[].title »."""
    for step in path.split("."):
        name = step.removesuffix("[]")
        if isinstance(values, dict):
            values = values.get(name, "")
        elif isinstance(values, tuple) and name.isdigit():
            values = values[int(name)]
        if step.endswith("[]") and isinstance(values, list):
            values = values[0] if values else ""
    return f"une liste de {len(values)}" if isinstance(values, list) else values

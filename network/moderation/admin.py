"""Publication in the admin: the state is read there, and moved only by the services of this app."""

from django import forms
from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator

from network.moderation import services
from network.moderation.enums import State
from network.ui.bulk import each


class RefusalForm(forms.Form):
    """Why something goes back to its author."""

    reason = forms.CharField(
        label="Motif du refus",
        widget=forms.Textarea(attrs={"rows": 5, "class": "vLargeTextField"}),
        max_length=2000,
        help_text="La personne qui a proposé la fiche le lira : dites ce qui manque et comment le corriger.",
        error_messages={"required": "Écrivez le motif du refus : la personne qui a proposé la fiche le lira."},
    )


class ModeratedAdmin(admin.ModelAdmin):
    """Mix into the admin of something Publishable: bulk actions, buttons on its page, a page to write a refusal."""

    actions = ["submit_selected", "publish_selected", "archive_selected", "refuse_selected"]
    change_form_template = "moderation/change_form.html"
    nouns = "fiche", "fiches"  # feminine: the words below agree with it

    @admin.action(description="Proposer à la relecture", permissions=["change"])
    def submit_selected(self, request, queryset):
        """Draft → submitted."""
        self._move_all(request, queryset, services.submit, "proposée")

    @admin.action(description="Publier", permissions=["change"])
    def publish_selected(self, request, queryset):
        """→ published."""
        self._move_all(request, queryset, services.publish, "publiée")

    @admin.action(description="Archiver", permissions=["change"])
    def archive_selected(self, request, queryset):
        """→ archived."""
        self._move_all(request, queryset, services.archive, "archivée")

    @admin.action(description="Renvoyer à l’auteur avec un motif…", permissions=["change"])
    def refuse_selected(self, request, queryset):
        """Submitted → draft, once the reason is written."""
        form = RefusalForm(request.POST if "reason" in request.POST else None)
        if form.is_valid():
            self._move_all(request, queryset, services.refuse, "renvoyée", reason=form.cleaned_data["reason"])
            return None
        chosen = {"action": "refuse_selected", "selected": request.POST.getlist(ACTION_CHECKBOX_NAME)}
        return self._refusal_page(request, queryset, form, **chosen)

    def _move_all(self, request, queryset, verb, done, **words):
        nouns = "|".join(f"{noun} {done}{'s' * plural}" for plural, noun in enumerate(self.nouns))
        each(request, queryset, lambda thing: verb(thing=thing, by=request.user, **words), words=nouns, errors=services.ModerationError)

    def get_urls(self):
        """Adds the page where one writes why a thing goes back."""
        name = f"{self.opts.app_label}_{self.opts.model_name}_refuse"
        return [path("<path:object_id>/refuser/", self.admin_site.admin_view(self.refuse_view), name=name), *super().get_urls()]

    @method_decorator(transaction.atomic)
    def refuse_view(self, request, object_id):
        """Asks for the reason; sends the thing back."""
        thing = self.get_object(request, object_id)
        if thing is None:
            raise Http404
        if not self.has_change_permission(request, thing):
            raise PermissionDenied
        form = RefusalForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            self._move_all(request, [thing], services.refuse, "renvoyée", reason=form.cleaned_data["reason"])
            return redirect(self._page(thing))
        return self._refusal_page(request, [thing], form, back=self._page(thing))

    def _page(self, thing, which="change"):
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_{which}"
        return reverse(name, args=[thing.pk], current_app=self.admin_site.name)

    def _refusal_page(self, request, things, form, **context):
        things = list(things)
        context |= {
            **self.admin_site.each_context(request),
            "title": "Renvoyer avant publication",
            "opts": self.opts,
            "things": [thing for thing in things if thing.state == State.SUBMITTED],
            "others": [thing for thing in things if thing.state != State.SUBMITTED],
            "form": form,
            "checkbox": ACTION_CHECKBOX_NAME,
        }
        return TemplateResponse(request, "moderation/refuse.html", context)

    def response_change(self, request, obj):
        """After the save, what the button pressed asks besides."""
        verbs = {
            "_submit_state": (services.submit, "proposée"),
            "_publish_state": (services.publish, "publiée"),
            "_archive_state": (services.archive, "archivée"),
        }
        for button, (verb, done) in verbs.items():
            if button in request.POST:
                self._move_all(request, [obj], verb, done)
                return redirect(request.path)
        if "_refuse_state" in request.POST:
            return redirect(self._page(obj, "refuse"))
        return super().response_change(request, obj)

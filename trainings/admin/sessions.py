"""Sessions, as the team keeps them."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminDateWidget
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator

from events.enums import EventKind
from events.models import Event
from network.audit.editing import GuardedForm, changes_of
from network.audit.history import LockedAdmin
from network.ui.french import plural
from trainings.models import Session
from trainings.services import certificates
from trainings.services import sessions as services


class SessionForm(GuardedForm):
    """What the team writes of a session; two people who write at once are told."""

    class Meta:
        model = Session
        fields = ["event", "module", "trainers", "fee", "exempt", "hours"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "event" in self.fields:
            self.fields["event"].queryset = Event.objects.filter(kind=EventKind.TRAINING).order_by("-created_at", "-pk")


class DuplicateForm(forms.Form):
    """When a session is given again."""

    day = forms.DateField(label="Premier jour", widget=AdminDateWidget, help_text="Les séances gardent leurs heures et leurs écarts.")


@admin.register(Session)
class SessionAdmin(LockedAdmin):
    """Modules given once each."""

    form = SessionForm
    change_form_template = "trainings/admin/session.html"
    list_display = ["event", "module", "state", "fee", "hours"]
    list_filter = ["event__state", "module"]
    list_select_related = ["event", "module"]
    search_fields = ["event__title", "module__title"]
    ordering = ["-pk"]
    filter_horizontal = ["trainers"]
    actions = ["issue_certificates"]

    @admin.display(description="état", ordering="event__state")
    def state(self, session):
        """That of its event."""
        return session.event.get_state_display()

    @admin.action(description="Établir les attestations des personnes présentes", permissions=["change"])
    def issue_certificates(self, request, queryset):
        """To who was there and has none yet; each is told by e-mail."""
        for session in queryset:
            try:
                count = certificates.issue_all(event=session.event, by=request.user)
            except certificates.CertificateError as error:
                messages.error(request, f"{session}\u00a0: {error}")
            else:
                messages.success(request, f"{session}\u00a0: {plural(count, 'attestation établie|attestations établies')}.")

    def save_model(self, request, obj, form, change):
        """Through the service: the trail."""
        services.save_session(session=obj, by=request.user, changes=changes_of(form))

    def get_urls(self):
        """Adds the page that gives a session again."""
        view = self.admin_site.admin_view(self.duplicate_view)
        return [path("<int:pk>/dupliquer/", view, name="trainings_session_duplicate"), *super().get_urls()]

    @method_decorator(transaction.atomic)
    def duplicate_view(self, request, pk):
        """Asks from which day; makes the copy."""
        session = Session.objects.select_related("event", "module").filter(pk=pk).first()
        if session is None or not self.has_change_permission(request, session):
            raise Http404
        form = DuplicateForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                copy = services.duplicate(session=session, day=form.cleaned_data["day"], by=request.user)
            except services.TrainingError as error:
                form.add_error("day", str(error))
            else:
                messages.success(request, "La session est copiée, en préparation : relisez-la, puis publiez sa rencontre.")
                return redirect(reverse("admin:trainings_session_change", args=[copy.pk]))
        context = {
            **self.admin_site.each_context(request),
            "title": "Redonner cette session",
            "opts": self.opts,
            "session": session,
            "form": form,
        }
        return TemplateResponse(request, "trainings/admin/duplicate.html", context)

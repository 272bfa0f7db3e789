"""Registrations on the team's desk: who comes, who waits, who was there."""

from functools import partial

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone

from events.admin.filters import EventFilter
from events.enums import CancelCause
from events.forms.desk import AddByHandForm
from events.models import Event, Registration, Slot
from events.services import attendance, enrolment
from events.services.letters import position
from events.services.seats import RegistrationError
from network.audit.history import AuditedAdmin
from network.ui.acting import ActingAdmin
from network.ui.read_only import ReadOnly


@admin.register(Registration)
class RegistrationAdmin(ReadOnly, ActingAdmin, AuditedAdmin):
    """A registration moves by acts: nothing here is typed over."""

    errors = (RegistrationError,)
    list_display = ["name", "state", "rank", "presence", "who_for", "seen", "event", "email", "created_at"]
    list_filter = [EventFilter, "state", "seating__presence", "actor__college", "cancel_cause", "is_demo"]
    list_select_related = ["event", "seating", "actor"]
    list_per_page = 100
    search_fields = ["name", "email", "actor__name", "organisation", "event__title"]
    search_help_text = "Nom, adresse, structure ou rencontre."
    ordering = ["-created_at", "-pk"]
    actions = ["admit_selected", "cancel_selected", "present_selected", "absent_selected", "unmark_selected"]
    change_form_template = "events/admin/registration.html"

    def get_queryset(self, request):
        """With how many slots each was at."""
        return super().get_queryset(request).presences()

    @admin.display(description="structure")
    def who_for(self, registration):
        """Of the directory, or another."""
        return registration.actor or registration.organisation or "–"

    @admin.display(description="présence", ordering="seating__presence")
    def presence(self, registration):
        """On the spot, remotely."""
        return registration.seating.get_presence_display()

    @admin.display(description="pointage")
    def seen(self, registration):
        """« présente à 2 séances », « absente »."""
        if registration.present:
            return f"présence\u00a0: {registration.present}"
        return f"absence\u00a0: {registration.absent}" if registration.absent else "–"

    def has_change_permission(self, request, obj=None):
        """To act, not to type."""
        return request.user.has_perm("events.change_registration")

    def get_readonly_fields(self, request, obj=None):
        """All."""
        return [field.name for field in self.opts.fields if field.editable or field.name in ("state", "rank", "offered_until")]

    def get_urls(self):
        """Adds the page where the team registers somebody."""
        view = self.admin_site.admin_view(self.add_by_hand_view)
        return [path("rencontre/<int:event_id>/ajouter/", view, name="events_registration_by_hand"), *super().get_urls()]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """With the rank, the answers and what was told."""
        registration = self.get_object(request, object_id)
        more = {}
        if registration is not None:
            more = {
                "position": position(registration),
                "answers": registration.answers.select_related("question"),
                "marks": registration.attendances.select_related("slot"),
            }
        return super().change_view(request, object_id, form_url, {**more, **(extra_context or {})})

    def add_by_hand_view(self, request, event_id):
        """Registers somebody who wrote or called; the registration window does not hold the team back, places do."""
        event = Event.objects.filter(pk=event_id).first()
        if event is None:
            raise Http404
        if not self.has_change_permission(request):
            raise PermissionDenied
        form = AddByHandForm(request.POST or None, event=event)
        if request.method == "POST" and form.is_valid():
            said = {**form.cleaned_data}
            try:
                found = enrolment.enrol(event=event, by=request.user, **said)
            except RegistrationError as error:
                form.add_error(None, str(error))
            else:
                self.message_user(request, f"{found.name}\u00a0: inscription {found.get_state_display()}. Un courriel le lui dit.")
                return redirect(f"{self.address('changelist')}?event__id__exact={event.pk}")
        back = f"{self.address('changelist')}?event__id__exact={event.pk}"
        return self.act_page(request, f"Inscrire quelqu’un à «\u00a0{event}\u00a0»", form, "Inscrire", back=back)

    @admin.action(description="Donner une place", permissions=["change"])
    def admit_selected(self, request, queryset):
        """Waiting, offered → confirmed, in the order of arrival."""
        act = partial(enrolment.admit, by=request.user)
        people = queryset.order_by("rank")
        self.do_all(request, people, lambda one: act(registration=one), "place donnée|places données")

    @admin.action(description="Annuler l’inscription (la personne est prévenue)", permissions=["change"])
    def cancel_selected(self, request, queryset):
        """→ cancelled by the team."""
        act = partial(enrolment.cancel, by=request.user, cause=CancelCause.TEAM)
        self.do_all(request, queryset, lambda one: act(registration=one), "inscription annulée|inscriptions annulées")

    @admin.action(description="Pointer\u00a0: présence à toutes les séances commencées", permissions=["change"])
    def present_selected(self, request, queryset):
        """Confirmed people were there."""
        self._mark(request, queryset, True, "présence pointée|présences pointées")

    @admin.action(description="Pointer\u00a0: absence à toutes les séances commencées", permissions=["change"])
    def absent_selected(self, request, queryset):
        """Confirmed people were not."""
        self._mark(request, queryset, False, "absence pointée|absences pointées")

    def _mark(self, request, queryset, present, words):
        begun = list(Slot.objects.filter(event__in=queryset.values("event"), starts_at__lte=timezone.now()))
        act = partial(attendance.mark_begun, slots=begun, present=present, by=request.user)
        self.do_all(request, queryset, lambda one: act(registration=one), words)

    @admin.action(description="Effacer le pointage", permissions=["change"])
    def unmark_selected(self, request, queryset):
        """Takes marks back."""
        act = partial(attendance.unmark, by=request.user)
        self.do_all(request, queryset, lambda one: act(registration=one), "pointage effacé|pointages effacés")

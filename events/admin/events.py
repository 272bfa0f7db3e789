"""Events on the team's desk: planned, published, copied; the acts go through the services."""

from functools import partial

from django.contrib import admin
from django.db.models import Count, Q
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone

from events.admin.attendance import AttendancePages
from events.admin.filters import WhenFilter
from events.admin.lines import LINES, OVERRIDES
from events.admin.signing import SigningPages
from events.admin.telling import TellingPages
from events.enums import EventState, RegistrationState
from events.forms.desk import CopyForm, CopyPeriodForm, EventForm, SeriesForm, SpeakerForm
from events.models import Event, Seating, Series, Speaker
from events.services import enrolment, planning
from events.services.announcing import AnnouncingError
from events.services.letters import when
from events.services.seats import RegistrationError
from network.audit.editing import changes_of
from network.audit.history import LockedAdmin
from network.audit.services import record
from network.ui.acting import ActingAdmin
from network.ui.bulk import each
from network.ui.french import plural

ERRORS = (planning.PlanningError, RegistrationError, AnnouncingError)


@admin.register(Event)
class EventAdmin(TellingPages, SigningPages, AttendancePages, ActingAdmin, LockedAdmin):
    """Meetings and what hangs on them."""

    errors = ERRORS
    form, inlines, formfield_overrides, view_on_site = EventForm, LINES, OVERRIDES, False
    change_form_template, change_list_template = "events/admin/change_form.html", "events/admin/change_list.html"
    list_display = ["title", "kind", "takes_place", "format", "places", "waiting", "state"]
    list_filter = [WhenFilter, "state", "kind", "mission", "format", "audience", "group", "series", "is_demo"]
    list_select_related = ["group"]
    list_per_page = 50
    search_fields = ["title", "pitch", "place", "municipality__name", "group__name", "series__title"]
    search_help_text = "Titre, accroche, lieu, commune, groupe ou cycle."
    ordering = ["-created_at", "-pk"]
    autocomplete_fields = ["organisers", "partners", "municipality"]
    filter_horizontal = ["countries", "themes"]
    readonly_fields = [
        "state",
        "slug",
        "published_at",
        "cancelled_at",
        "cancel_reason",
        "copied_from",
        "created_at",
        "updated_at",
        "is_demo",
    ]
    fieldsets = [
        (None, {"fields": ["state", "cancel_reason", "kind", "mission", "title", "pitch", "description", "slug"]}),
        ("Avec qui", {"fields": ["organisers", "partners", "other_partners", "group", "series"]}),
        ("Sujets", {"fields": ["themes", "countries"]}),
        ("Où", {"fields": ["format", "place", "street", "municipality", "town", "room_link"]}),
        (
            "Inscriptions",
            {
                "fields": [
                    *("takes_registrations", "audience", "registration_opens_at", "registration_closes_at"),
                    *("offer_hours", "shows_participants"),
                ]
            },
        ),
        ("Quand la date n’est pas connue", {"fields": ["period_starts_on", "period_ends_on"]}),
        ("Origine et dates", {"fields": ["source", "copied_from", "created_at", "updated_at", "published_at", "cancelled_at", "is_demo"]}),
    ]
    actions = ["publish_selected"]

    def get_queryset(self, request):
        """With what the columns read."""
        waiting = Count("registrations", filter=Q(registrations__state=RegistrationState.WAITING))
        rows = super().get_queryset(request).dated().prefetch_related("slots", "seatings")
        return rows if request.method == "POST" else rows.annotate(in_queue=waiting)

    @admin.display(description="quand", ordering="starts_at")
    def takes_place(self, event):
        """« 12 mars 2027 à 14 h », « mars 2021 »."""
        return when(event)

    @admin.display(description="places prises")
    def places(self, event):
        """« 12 sur 20 », for each way of being there."""
        parts = [f"{s.taken} sur {s.places}" if s.places is not None else f"{s.taken}" for s in event.seatings.all()]
        return " + ".join(parts) or "–"

    @admin.display(description="en attente", ordering="in_queue")
    def waiting(self, event):
        """How many wait."""
        return event.in_queue or "–"

    def get_urls(self):
        """Adds the pages of the acts."""
        view = self.admin_site.admin_view
        return [
            path("dupliquer/", view(self.copy_period_view), name="events_event_copy_period"),
            path("<int:object_id>/dupliquer/", view(self.copy_view), name="events_event_copy"),
            path("<int:object_id>/retirer/", view(self.withdraw_view), name="events_event_withdraw"),
            *super().get_urls(),
        ]

    def save_model(self, request, obj, form, change):
        """Through the services."""
        if change:
            planning.update(event=obj, by=request.user, changes=changes_of(form))
        else:
            planning.create(event=obj, by=request.user)

    def save_formset(self, request, form, formset, change):
        """The lines below; places through the service that offers the new ones to those who wait."""
        formset.save(commit=False)
        if formset.model is Seating:
            for thing in formset.new_objects:
                thing.save()
            for thing, _ in formset.changed_objects:
                enrolment.set_places(seating=thing, places=thing.places, by=request.user)
        else:
            for thing in [*formset.new_objects, *(thing for thing, _ in formset.changed_objects)]:
                if hasattr(thing, "added_by_id") and not thing.pk:
                    thing.added_by = request.user
                thing.save()
        for thing in formset.deleted_objects:
            thing.delete()
        formset.save_m2m()

    def response_change(self, request, obj):
        """After the save, what the button pressed asks besides."""
        if "_publish" in request.POST:
            self.do(request, lambda: planning.publish(event=obj, by=request.user), f"«\u00a0{obj}\u00a0» est publiée.")
            return redirect(request.path)
        return super().response_change(request, obj)

    def has_delete_permission(self, request, obj=None):
        """A draft to which nobody ever registered may go; the rest is cancelled, and stays known."""
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or (obj.state == EventState.DRAFT and not obj.registrations.exists()))

    def get_actions(self, request):
        """Events are deleted one by one, so that each says why it cannot."""
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    @admin.action(description="Publier", permissions=["change"])
    def publish_selected(self, request, queryset):
        """Draft → published."""
        act = partial(planning.publish, by=request.user)
        each(request, queryset, lambda event: act(event=event), words="rencontre publiée|rencontres publiées", errors=self.errors)

    def copy_view(self, request, object_id):
        """Asks for the day; makes a draft."""
        event = self.held(request, object_id)
        form = CopyForm(request.POST or None)
        start = event.slots.first()
        if request.method == "POST" and form.is_valid():
            first = timezone.localdate(start.starts_at) if start else form.cleaned_data["on"]
            copy = planning.duplicate(event=event, by=request.user, days=(form.cleaned_data["on"] - first).days)
            self.message_user(request, f"Un brouillon de «\u00a0{copy}\u00a0» est prêt\u00a0: relisez-le, puis publiez-le.")
            return redirect(self.address("change", copy.pk))
        lead = "Texte, lieu, questions et places sont copiés\u00a0; inscriptions, pièces et lien de la salle ne le sont pas."
        back = self.address("change", event.pk)
        return self.act_page(request, f"Dupliquer «\u00a0{event}\u00a0»", form, "Préparer le brouillon", lead=lead, back=back)

    def copy_period_view(self, request):
        """Copies the events of a semester to the next."""
        form = CopyPeriodForm(request.POST or None)
        if request.method == "POST" and form.is_valid() and self.has_add_permission(request):
            asked = form.cleaned_data
            days = 7 * asked["weeks"]
            copies = planning.duplicate_period(start=asked["start"], end=asked["end"], days=days, by=request.user)
            prepared = plural(len(copies), "brouillon préparé|brouillons préparés")
            said = f"{prepared}\u00a0: relisez chacun, puis publiez-les." if copies else "Aucune rencontre à copier entre ces deux dates."
            self.message_user(request, said)
            return redirect(f"{self.address('changelist')}?state__exact=draft")
        lead = (
            "Chaque rencontre datée de cette période devient un brouillon, au même jour de la semaine et à la même heure. "
            "Une rencontre déjà copiée ne l’est pas deux fois."
        )
        return self.act_page(request, "Dupliquer un semestre", form, "Préparer les brouillons", lead=lead)

    def withdraw_view(self, request, object_id):
        """Takes a published event to which nobody registered back to draft."""
        event = self.held(request, object_id)
        if request.method == "POST":
            self.do(request, lambda: planning.withdraw(event=event, by=request.user), f"«\u00a0{event}\u00a0» est redevenue un brouillon.")
            return redirect(self.address("change", event.pk))
        lead = "Elle disparaît de l’agenda jusqu’à ce que vous la publiiez de nouveau."
        back = self.address("change", event.pk)
        return self.act_page(request, f"Remettre «\u00a0{event}\u00a0» en brouillon", None, "Remettre en brouillon", lead=lead, back=back)


@admin.register(Series)
class SeriesAdmin(LockedAdmin):
    """Cycles of events."""

    form = SeriesForm
    list_display = ["title", "is_demo"]
    search_fields = ["title"]
    readonly_fields = ["is_demo"]

    def save_model(self, request, obj, form, change):
        """Through the service, for its address and the trail."""
        planning.save_named(thing=obj, name=obj.title, by=request.user, changes=changes_of(form) if change else None)


@admin.register(Speaker)
class SpeakerAdmin(LockedAdmin):
    """People who speak or train."""

    form = SpeakerForm
    list_display = ["name", "function", "who_for", "agreed_on", "is_demo"]
    list_filter = [("agreed_on", admin.EmptyFieldListFilter), "is_demo"]
    search_fields = ["name", "function", "organisation", "actor__name"]
    autocomplete_fields = ["actor", "events"]
    readonly_fields = ["is_demo"]

    def save_model(self, request, obj, form, change):
        """With its line in the trail."""
        obj.save()
        record(by=request.user, verb="modifier" if change else "créer", target=obj, changes=changes_of(form) if change else None)

    @admin.display(description="structure")
    def who_for(self, speaker):
        """Of the directory, or another."""
        return speaker.actor or speaker.organisation or "–"

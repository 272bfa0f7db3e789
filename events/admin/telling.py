"""The acts of the desk that people are told of: a change, a cancellation, a message. Each page says first how many will be told."""

from django.shortcuts import redirect
from django.urls import path

from events.enums import ACTIVE
from events.forms.desk import CallOffForm, MessageForm, TextForm
from events.services import announcing
from network.ui.french import plural

PEOPLE = "personne inscrite|personnes inscrites"


class TellingPages:
    """Mix into the admin of events."""

    def get_urls(self):
        """Adds the three pages."""
        view = self.admin_site.admin_view
        return [
            path("<int:object_id>/prevenir/", view(self.announce_view), name="events_event_announce"),
            path("<int:object_id>/annuler/", view(self.call_off_view), name="events_event_call_off"),
            path("<int:object_id>/ecrire/", view(self.message_view), name="events_event_message"),
            *super().get_urls(),
        ]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """With what people were not told yet."""
        event = self.get_object(request, object_id) if request.method == "GET" else None
        pending = announcing.pending(event=event) if event is not None else None
        return super().change_view(request, object_id, form_url, {"pending": pending, **(extra_context or {})})

    def _acted(self, request, event, act):
        """Do it, say how many are told, and go back; otherwise the page again, with the reason."""
        try:
            said = act()
        except self.errors as error:
            self.message_user(request, str(error), "ERROR")
        else:
            told = f"{plural(said.people, PEOPLE)}\u00a0: les courriels partent." if said.people else "Personne n’était à prévenir."
            self.message_user(request, told)
        return redirect(self.address("change", event.pk))

    def announce_view(self, request, object_id):
        """Shows what changed, and tells it."""
        event = self.held(request, object_id)
        form, found = TextForm(request.POST or None), announcing.pending(event=event)
        if request.method == "POST" and form.is_valid():
            return self._acted(request, event, lambda: announcing.announce(event=event, by=request.user, text=form.cleaned_data["text"]))
        lead = f"{plural(found.people, PEOPLE)} seront prévenues, une fois, avec le nouveau fichier de calendrier." if found else ""
        things = [f"{one['label']}\u00a0: {one['after']} (avant\u00a0: {one['before']})" for one in found.changes] if found else []
        title, back = f"Annoncer ce qui change\u00a0: «\u00a0{event}\u00a0»", self.address("change", event.pk)
        nothing = "Rien n’a changé depuis la dernière annonce, ou personne n’est inscrit."
        return self.act_page(request, title, form, "Prévenir", lead=lead or nothing, things=things, back=back)

    def call_off_view(self, request, object_id):
        """Says how many are registered, and cancels."""
        event = self.held(request, object_id)
        form = CallOffForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            return self._acted(request, event, lambda: announcing.call_off(event=event, by=request.user, **form.cleaned_data))
        count = event.registrations.filter(state__in=ACTIVE).count()
        told = f"{plural(count, PEOPLE)} en seront prévenues, avec le fichier qui la retire de leur calendrier." if count > 1 else ""
        told = told or ("La personne inscrite en sera prévenue." if count else "Personne n’est inscrit.")
        lead = f"La rencontre reste dans l’agenda, marquée annulée, et toutes les inscriptions sont annulées. {told} Cela ne se défait pas."
        title, back = f"Annuler «\u00a0{event}\u00a0»", self.address("change", event.pk)
        return self.act_page(request, title, form, "Annuler la rencontre", lead=lead, back=back, dangerous=True)

    def message_view(self, request, object_id):
        """Writes to those registered."""
        event = self.held(request, object_id)
        form = MessageForm(request.POST or None, event=event)
        if request.method == "POST" and form.is_valid():
            return self._acted(request, event, lambda: announcing.message(event=event, by=request.user, **form.cleaned_data))
        title, back = f"Écrire aux personnes inscrites à «\u00a0{event}\u00a0»", self.address("change", event.pk)
        return self.act_page(request, title, form, "Envoyer", back=back)

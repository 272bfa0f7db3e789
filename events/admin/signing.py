"""Signing by finger, on the tablet of the door."""

import json

from django.http import Http404, JsonResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone

from events.halfdays import half_days
from events.models import Registration, Signature
from events.rollcall import leaders
from events.services import signing
from events.services.seats import RegistrationError
from events.strokes import HEIGHT, MAX_POINTS, WIDTH, path_of

LONGEST = 40_000  # characters that are read of a drawing


class SigningPages:
    """Mix into the admin of events, before the pages of attendance."""

    def get_urls(self):
        """Adds the page to sign on."""
        view = self.admin_site.admin_view(self.sign_view)
        return [path("<int:object_id>/pointer/<int:slot_id>/signer/", view, name="events_event_sign"), *super().get_urls()]

    def sign_view(self, request, object_id, slot_id):
        """One person and a frame to sign in, for the half-day of the hour or the one that is asked (`demi`)."""
        event = self._marked(request, object_id)
        slot = event.slots.filter(pk=slot_id).first()
        who = slot and self._who(request, event)
        if not who:
            raise Http404
        halves = half_days([slot])
        half = self._half(request, halves)
        person = who.get("registration") or who["speaker"]
        if request.method == "POST":
            return self._sign(request, half, who)
        kept = Signature.objects.filter(slot=slot, day=half.day, is_morning=half.is_morning, **who).first()
        shown = {
            **self._context(request, event, person.name),
            "slot": slot,
            "halves": halves,
            "half": half,
            "person": person,
            "query": f"{'personne' if 'registration' in who else 'intervention'}={person.pk}",
            "kept": kept,
            "drawn": path_of(kept.strokes) if kept else "",
            "frame": {"width": WIDTH, "height": HEIGHT, "points": MAX_POINTS},
            "page": f"{self.address('attendance', event.pk)}?seance={slot.pk}",
        }
        return TemplateResponse(request, "events/admin/sign.html", shown)

    def _who(self, request, event):
        """`{"registration": …}` or `{"speaker": …}`; nothing when it is nobody of this event."""
        for asked, name, people in (
            ("personne", "registration", Registration.objects.confirmed().filter(event=event)),
            ("intervention", "speaker", leaders(event.pk)),
        ):
            key = request.GET.get(asked, "")
            if key.isascii() and key.isdigit() and len(key) < 18 and (found := people.filter(pk=key).first()):
                return {name: found}
        return None

    def _half(self, request, halves):
        asked, now = request.GET.get("demi", ""), timezone.now()
        if asked:
            found = next((half for half in halves if half.name == asked), None)
            if found is None:
                raise Http404
            return found
        return next((half for half in halves if now < half.ends_at), halves[-1])

    def _sign(self, request, half, who):
        try:
            strokes = json.loads(request.POST.get("trace", "")[:LONGEST])
        except ValueError:
            strokes = None
        try:
            signing.sign(half=half, strokes=strokes, by=request.user, **who)
        except RegistrationError as error:
            return JsonResponse({"error": str(error)}, status=409)
        return JsonResponse({"signed": True})

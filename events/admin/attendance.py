"""Attendance at the door, on a tablet: ticked by hand, or read from people’s QR codes."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from events.checkin import read_checkin
from events.enums import Mark, MarkMeans
from events.rollcall import RollCall, leaders, opens, signed_names, slot_of_the_hour, slot_to_show
from events.services import attendance
from events.services.seats import RegistrationError
from network.ui.french import moment

UNKNOWN = "Ce code n’est pas celui d’une inscription\u00a0: cherchez la personne par son nom."


class AttendancePages:
    """Mix into the admin of events: « Pointer », and the page that a QR code opens."""

    def get_urls(self):
        """Adds them."""
        view = self.admin_site.admin_view
        return [
            path("pointer/<str:token>/", view(self.checkin_view), name="events_event_checkin"),
            path("<int:object_id>/pointer/", view(self.attendance_view), name="events_event_attendance"),
            *super().get_urls(),
        ]

    def attendance_view(self, request, object_id):
        """Who is expected at a slot, with two buttons each. The page posts by itself what was ticked offline, when it can."""
        event = self._marked(request, object_id)
        slots = list(event.slots.all())
        asked = request.POST.get("seance") or request.GET.get("seance")
        slot = next((one for one in slots if str(one.pk) == asked), None) if asked else slot_to_show(slots, timezone.now())
        if asked and slot is None:
            raise Http404
        if request.method == "POST":
            return self._tick(request, event, slot)
        words = request.GET.get("q", "")
        shown = {
            **self._context(request, event, "Pointer"),
            "slots": [(one, moment(one.starts_at)) for one in slots],
            "slot": slot,
            "is_open": slot is not None and opens(slot, timezone.now()),
            "call": RollCall(slot, words) if slot else None,
            "asked": words,
            "leaders": leaders(event.pk) if slot else (),
            "signed": signed_names(slot) if slot else (),
        }
        return TemplateResponse(request, "events/admin/attendance.html", shown)

    def checkin_view(self, request, token):
        """What a person’s QR code opens for the team: who they are, and one button; opening it marks nothing."""
        registration = read_checkin(token)
        if registration is None:
            raise Http404(UNKNOWN)
        event = self._marked(request, registration.event_id)
        slot = slot_of_the_hour(list(event.slots.all()), timezone.now())
        page = self.address("attendance", event.pk)
        if request.method == "POST" and slot is not None:
            act = lambda: attendance.welcome(registration=registration, slot=slot, present=True, by=request.user, means=MarkMeans.QR)  # noqa: E731
            self.do(request, act, f"{registration.name}\u00a0: présence pointée.")
            return redirect(f"{page}?seance={slot.pk}")
        shown = {
            **self._context(request, event, registration.name),
            "registration": registration,
            "slot": slot,
            "seen": registration.attendances.filter(slot=slot).first() if slot else None,
            "page": page,
        }
        return TemplateResponse(request, "events/admin/checkin.html", shown)

    def _marked(self, request, object_id):
        """The event, for who may mark."""
        event = self.held(request, object_id)
        if not request.user.has_perm("events.change_registration"):
            raise PermissionDenied
        return event

    def _context(self, request, event, title):
        """Without the sidebar: a tablet has no room for it."""
        base = {**self.admin_site.each_context(request), "is_nav_sidebar_enabled": False}
        return {**base, "title": title, "opts": self.opts, "event": event}

    def _tick(self, request, event, slot):
        """One mark; told in JSON to the script, on the page to who has none."""
        try:
            registration, present, means = self._said(request, event)
            if slot is None:
                raise RegistrationError("Cette rencontre n’a pas encore de séance\u00a0: ajoutez-en une avant de pointer.")
            at = _seen_at(request.POST.get("vu", ""))
            kept = attendance.welcome(registration=registration, slot=slot, present=present, by=request.user, means=means, at=at)
        except RegistrationError as error:
            return self._answer(request, slot, {"error": str(error)}, 409)
        told = {"person": registration.pk, "name": registration.name, "mark": kept.mark}
        return self._answer(request, slot, told, 200)

    def _said(self, request, event):
        """Who, present or not, and how it was seen: a button of the list, or a code."""
        if "code" in request.POST:
            registration = read_checkin(request.POST["code"])
            if registration is None:
                raise RegistrationError(UNKNOWN)
            if registration.event_id != event.pk:
                raise RegistrationError(f"Ce code est pour une autre rencontre\u00a0: «\u00a0{registration.event}\u00a0».")
            return registration, True, MarkMeans.QR
        for mark in Mark:
            if mark in request.POST:
                found = event.registrations.filter(pk=request.POST[mark]).first() if request.POST[mark].isdecimal() else None
                if found is None:
                    raise RegistrationError("Cette personne n’est pas inscrite à cette rencontre.")
                return found, mark == Mark.PRESENT, MarkMeans.TABLET
        raise RegistrationError("Dites qui est là, ou ne l’est pas.")

    def _answer(self, request, slot, told, status):
        if request.headers.get("Accept") == "application/json":
            return JsonResponse(told, status=status)
        if "error" in told:
            self.message_user(request, told["error"], messages.ERROR)
        elif "code" in request.POST:
            self.message_user(request, f"{told['name']}\u00a0: présence pointée.", messages.SUCCESS)
        kept = {"seance": slot.pk if slot else "", "q": request.POST.get("q", "")}
        query = urlencode({key: value for key, value in kept.items() if value})
        anchor = f"#personne-{told['person']}" if "code" not in request.POST and "person" in told else ""
        return redirect(f"{request.path}?{query}{anchor}")


def _seen_at(text):
    """When the device says that it saw it; None, which is now, when it does not say."""
    try:
        at = parse_datetime(text)
    except ValueError:
        return None
    return at if at is not None and timezone.is_aware(at) else None

"""The sign-in sheet (feuille d’émargement): one for each half-day, to sign on paper or to keep."""

import json
from hashlib import sha256
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from events.calendars import place_of
from events.enums import EventKind
from events.halfdays import half_days
from events.models import Attendance, Event, Registration, Signature
from events.rollcall import by_name, leaders
from events.strokes import path_of
from network.documents.kinds import Book, Kind, Part, Refusal, Summary, register
from network.ui.french import day, moment, plural

EMPTY_LINES = 3  # for who comes without being registered


class SignInSheet(Kind):
    """`emargement` (`rencontre=`): for the team. It names who is confirmed and says what was marked by then."""

    name, title = "emargement", "Feuille d’émargement"

    def clean(self, data):
        """The event."""
        asked = data.get("rencontre", "")
        event = Event.objects.filter(pk=asked).first() if asked.isascii() and asked.isdigit() and len(asked) < 18 else None
        if event is None:
            raise Http404
        if not event.slots.exists():
            raise Refusal("Cette rencontre n’a pas encore de séance\u00a0: ajoutez-en une, la feuille se fait par demi-journée.")
        return {"event": event.pk}

    def allowed(self, user, params):
        """Whoever reads registrations on the team’s desk."""
        return user.is_staff and user.has_perm("events.view_registration")

    def version(self, params):
        """The fingerprint of what it shows."""
        return sha256(json.dumps(self._content(params), sort_keys=True).encode()).hexdigest()[:20]

    def query(self, params):
        """The event."""
        return urlencode({"rencontre": params["event"]})

    def summary(self, params):
        """Of which event, how many half-days and people."""
        content = self._content(params)
        count, people = len(content["sheets"]), len(content["sheets"][0]["people"])
        facts = [
            ("Rencontre", content["event"]),
            ("Contenu", plural(count, "demi-journée")),
            ("Personnes", plural(people, "inscription confirmée|inscriptions confirmées")),
        ]
        back = reverse("admin:events_event_attendance", args=[params["event"]])
        return Summary(f"Feuille d’émargement, {content['event']}", facts, count, "demi-journée", back)

    def compose(self, params):
        """One part, a half-day after the other."""
        content = self._content(params)
        edition = {"network": settings.NETWORK["name"], "moment": moment(timezone.localtime())}
        subjects = list(_confirmed(params["event"]).values_list("pk", flat=True))
        part = Part("events/pdf/sign_in.html", {**edition, **content}, count=len(content["sheets"]), keep=False)
        return Book([part], unit="demi-journée", subjects=subjects)

    def still_true(self, document):
        """Whether nobody it names was erased since."""
        return not Registration.objects.filter(pk__in=document.subjects, is_erased=True).exists()

    def _content(self, params):
        event = Event.objects.select_related("municipality").prefetch_related("slots").get(pk=params["event"])
        marks = {(mark.slot_id, mark.registration_id): mark for mark in Attendance.objects.filter(slot__event=event)}
        confirmed = by_name(_confirmed(event.pk).select_related("actor", "seating"))
        people = [(one, [one.name, str(one.actor or one.organisation or ""), one.seating.get_presence_display()]) for one in confirmed]
        signed = {
            (one.slot_id, one.day, one.is_morning, one.registration_id, one.speaker_id): path_of(one.strokes)
            for one in Signature.objects.filter(slot__event=event)
        }
        return {
            "title": f"Feuille d’émargement, {event}",
            "event": event.title,
            "place": place_of(event) or "lieu à préciser",
            "demo": event.is_demo,
            "leading": "Formation assurée par" if event.kind == EventKind.TRAINING else "Intervenant·es",
            "empty": list(range(EMPTY_LINES)),
            "sheets": [
                {
                    "day": day(half.day),
                    "half": half.label,
                    "hours": half.hours,
                    "slot": half.slot.title,
                    "people": [
                        [*line, _seen(marks.get((half.slot.pk, one.pk))), signed.get((*half.key, one.pk, None), "")] for one, line in people
                    ],
                    "leaders": [
                        [one.name, str(one.actor or one.organisation or ""), signed.get((*half.key, None, one.pk), "")]
                        for one in leaders(event.pk)
                    ],
                }
                for half in half_days(event.slots.all())
            ],
        }  # fmt: skip


def _confirmed(event):
    return Registration.objects.confirmed().filter(event=event)


def _seen(mark):
    """« présence, code QR lu », « absence »."""
    if mark is None:
        return ""
    return f"{mark.get_mark_display()}, {mark.get_means_display()}" if mark.mark == "present" else mark.get_mark_display()


register(SignInSheet())

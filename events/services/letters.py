"""What a person is told about their registration."""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import timezone

from events.calendars import calendar_of, place_of
from events.enums import RegistrationState
from events.timing import bounds, period_words, room_is_shown
from network.notifications.services import send
from network.ui.french import moment

SALT = "events.registration"
DOUBLE_CLICK = timedelta(minutes=1)


def token(registration):
    """What the links of a person's e-mails hold: it opens their registration, and nothing else."""
    return signing.dumps(str(registration.pk), salt=SALT)


def link(registration):
    """The whole address of the page where a person sees and changes their registration."""
    return settings.SITE_URL + reverse("registrations:by_link", args=[token(registration)])


def when(event):
    """« 12 mars 2027 à 14 h », « mars 2021 », « date à venir »."""
    start = bounds(event)[0]
    return moment(start) if start is not None else period_words(event.period_starts_on, event.period_ends_on)


def position(registration):
    """Its place in the queue, counted from 1; None when it does not wait."""
    if registration.state != RegistrationState.WAITING:
        return None
    before = type(registration).objects.filter(seating=registration.seating_id, rank__lt=registration.rank)
    return before.filter(state=RegistrationState.WAITING).count() + 1


def enrolled(*, registration):
    """What became of it: to verify, confirmed, or waiting at which position."""
    kinds = {
        RegistrationState.UNVERIFIED: "registration_to_verify",
        RegistrationState.CONFIRMED: "registration_confirmed",
        RegistrationState.WAITING: "registration_waiting",
    }
    files = calendar_file(registration, "REQUEST") if registration.state == RegistrationState.CONFIRMED else ()
    _write(kinds[registration.state], registration, by=registration.registered_by, files=files, position=position(registration))


def again(*, registration):
    """Somebody registers an address that is registered already: its owner gets the link again, nobody learns anything.

    Not within a minute of the first time: that is the second click on one button.
    """
    if timezone.now() - registration.created_at < DOUBLE_CLICK:
        return
    day = timezone.localdate().isoformat()
    kind = "registration_to_verify" if registration.state == RegistrationState.UNVERIFIED else "registration_again"
    _write(kind, registration, dedupe=f"registration-again:{registration.pk}:{registration.state}:{day}")


def offered(*, registration):
    """A place is free and kept for them until a moment, or already theirs."""
    if registration.state == RegistrationState.CONFIRMED:
        return enrolled(registration=registration)
    return _write("registration_offered", registration, until=moment(registration.offered_until))


def lapsed(*, registration):
    """The time to accept is over."""
    _write("registration_lapsed", registration)


def cancelled(*, registration, before):
    """It is cancelled, whoever did it. One that was never verified says nothing."""
    if before != RegistrationState.UNVERIFIED:
        files = calendar_file(registration, "CANCEL") if before == RegistrationState.CONFIRMED else ()
        _write("registration_cancelled", registration, files=files)


def changed(*, registration, announcement, changes):
    """The date, the place or the format is another; the calendar of who comes learns it."""
    files = calendar_file(registration, "REQUEST") if registration.state == RegistrationState.CONFIRMED else ()
    dedupe = f"announcement:{announcement.pk}:{registration.pk}"
    _write("event_changed", registration, dedupe=dedupe, files=files, changes=changes, words=announcement.text)


def called_off(*, registration, announcement):
    """The event does not take place."""
    dedupe, reason = f"announcement:{announcement.pk}:{registration.pk}", registration.event.cancel_reason
    files = calendar_file(registration, "CANCEL") if registration.confirmed_at else ()
    _write("event_called_off", registration, dedupe=dedupe, files=files, reason_given=reason, words=announcement.text)


def message(*, registration, announcement):
    """What the team has to say."""
    dedupe = f"announcement:{announcement.pk}:{registration.pk}"
    _write("event_message", registration, by=announcement.created_by, dedupe=dedupe, topic=announcement.subject, words=announcement.text)


def reminder(*, registration, days):
    """It is in a week, or tomorrow; then with the link of the room."""
    event = registration.event
    room = event.room_link if room_is_shown(event, timezone.now()) else ""
    start = bounds(event)[0].isoformat()
    dedupe = f"registration-reminder:{registration.pk}:{days}:{start}"
    return _write("registration_reminder", registration, dedupe=dedupe, soon="Demain" if days == 1 else "Dans une semaine", room=room)


def calendar_file(registration, method):
    """The file by which the calendar of this person learns of the event, or forgets it. Nothing while no date is known."""
    event = registration.event
    if bounds(event)[0] is None:
        return ()
    data = calendar_of([event], method=method, room=method == "REQUEST", attendee=(registration.name, registration.email))
    return [{"name": "rencontre.ics", "type": f"text/calendar; method={method}", "text": data.decode()}]


def _write(kind, registration, *, by=None, dedupe=None, files=(), **words):
    event = registration.event
    context = {
        "event": event.title,
        "name": registration.name,
        "when": when(event),
        "place": place_of(event) or event.get_format_display(),
        "presence": registration.seating.get_presence_display(),
        "state": registration.get_state_display(),
        "url": link(registration),
        "cancel_url": f"{link(registration)}?annuler",
        "event_url": settings.SITE_URL + event.get_absolute_url(),
        **words,
    }
    return send(kind=kind, to=registration.user or registration.email, by=by, context=context, dedupe=dedupe, attachments=files)

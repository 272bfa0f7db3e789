"""/inscriptions/<token>/: a person's registration, opened by the link of their e-mails. GET changes nothing."""

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from events.calendars import calendar_of, place_of
from events.checkin import checkin_drawing
from events.enums import PaperReaders, RegistrationState
from events.models import Registration
from events.services import enrolment
from events.services.letters import SALT, position, when
from events.services.seats import RegistrationError
from events.timing import bounds, is_past, room_is_shown
from network.ui.serving import kept_file

State = RegistrationState
VERBS = {
    "confirmer": (enrolment.verify, "Votre inscription est enregistrée."),
    "accepter": (enrolment.accept, "Votre place est confirmée."),
    "annuler": (enrolment.cancel, "Votre inscription est annulée."),
    "presence": (enrolment.move, "Votre façon de venir est changée."),
}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def by_link(request, token):
    """What one registered for, and what can still be done about it. Opening it changes nothing: mail scanners follow links."""
    registration = _named(token)
    if request.method == "POST":
        return _act(request, token, registration)
    event, now = registration.event, timezone.now()
    comes, past = registration.state == State.CONFIRMED, is_past(event, now)
    movable = registration.state in (State.CONFIRMED, State.OFFERED, State.WAITING) and not past and event.is_published
    shown = {
        "registration": registration,
        "token": token,
        "event": event,
        "when": when(event),
        "place": place_of(event),
        "past": past,
        "position": position(registration),
        "room": event.room_link if comes and room_is_shown(event, now) else "",
        "room_later": comes and bool(event.room_link) and not past,
        "papers": _papers(registration),
        "talks": [choice.talk for choice in registration.talk_choices.select_related("talk")],
        "others": [s for s in event.seatings.all() if s.pk != registration.seating_id] if movable else [],
        "cancelling": "annuler" in request.GET and registration.state != State.CANCELLED and not past,
        "code": mark_safe(checkin_drawing(registration)) if comes and not past else "",  # noqa: S308 (drawn by us, nothing typed in it)
        "dated": bounds(event)[0] is not None,
    }
    return render(request, "events/registration.html", shown)


@never_cache
@require_safe
def calendar(request, token):
    """The calendar file, with the link of the room from the day before for who comes."""
    registration = _named(token)
    data = calendar_of([registration.event], room=registration.state == State.CONFIRMED)
    response = HttpResponse(data, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{registration.event.slug}.ics"'
    return response


@require_safe
def paper(request, token, pk):
    """A paper of the event, downloaded; those kept for people who come, for them alone."""
    found = next((one for one in _papers(_named(token)) if one.pk == pk and one.file), None)
    if found is None:
        raise Http404
    etag = found.file.name.rsplit("/", 1)[-1]
    response = kept_file(request, lambda: found.file.open("rb"), etag=etag, content_type=found.content_type, download=found.filename)
    response["X-Robots-Tag"] = "noindex"
    return response


def _named(token):
    try:
        key = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        raise Http404 from None
    rows = Registration.objects.filter(is_erased=False).select_related("event__municipality", "seating", "user")
    return get_object_or_404(rows.prefetch_related("event__slots", "event__seatings"), pk=key)


def _papers(registration):
    papers = registration.event.papers.all()
    return list(papers if registration.state == State.CONFIRMED else papers.filter(readers=PaperReaders.PUBLIC))


def _act(request, token, registration):
    verb, said = VERBS.get(request.POST.get("geste"), (None, ""))
    if verb is None:
        raise Http404
    more = {"presence": request.POST.get("presence", "")} if verb is enrolment.move else {}
    try:
        verb(registration=registration, **more)
        messages.success(request, said)
    except RegistrationError as error:
        messages.error(request, str(error))
    return redirect("registrations:by_link", token)

"""/inscriptions/<token>/: a person's registration, opened by the link of their e-mails."""

from django.contrib import messages
from django.core import signing
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from events.models import Registration
from events.services import enrolment
from events.services.letters import SALT, position, when
from events.services.seats import RegistrationError
from events.timing import room_is_shown

VERBS = {
    "confirmer": (enrolment.verify, "Votre inscription est enregistrée."),
    "accepter": (enrolment.accept, "Votre place est confirmée."),
    "annuler": (enrolment.cancel, "Votre inscription est annulée."),
}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def by_link(request, token):
    """What one registered for, and what can still be done about it. Opening it changes nothing: mail scanners follow links."""
    try:
        key = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        raise Http404 from None
    rows = Registration.objects.filter(is_erased=False).select_related("event", "seating", "user")
    registration = get_object_or_404(rows, pk=key)
    if request.method == "POST":
        verb, said = VERBS.get(request.POST.get("geste"), (None, ""))
        if verb is None:
            raise Http404
        try:
            verb(registration=registration)
            messages.success(request, said)
        except RegistrationError as error:
            messages.error(request, str(error))
        return redirect("registrations:by_link", token)
    event, now = registration.event, timezone.now()
    shown = {
        "registration": registration,
        "event": event,
        "when": when(event),
        "position": position(registration),
        "room": event.room_link if registration.state == "confirmed" and room_is_shown(event, now) else "",
    }
    return render(request, "events/registration.html", shown)

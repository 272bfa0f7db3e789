"""/agenda/<slug>/inscription/"""

from django.contrib import messages
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from actors.models import Actor
from events.forms.registration import RegistrationForm
from events.models import Event, Registration
from events.openings import closed
from events.services import enrolment
from events.services.letters import token, when
from events.services.seats import RegistrationError
from network.ui.throttle import check


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def register(request, slug):
    """Register oneself, a colleague, or somebody without an account; else why one cannot."""
    events = Event.objects.visible_to(request.user).prefetch_related("slots", "seatings", "talks", "questions")
    event, now = get_object_or_404(events, slug=slug), timezone.now()
    shown = {"event": event, "when": when(event), "closed": closed(event, request.user, now)}
    if shown["closed"] is not None:
        return render(request, "events/register.html", shown)
    known = request.user.is_authenticated
    actors = Actor.objects.standing().represented_by(request.user).order_by("name", "pk") if known else []
    queues = Registration.objects.filter(event=event).waiting().order_by().values_list("seating").annotate(Count("pk"))
    form = RegistrationForm(request.POST or None, event=event, user=request.user, actors=actors, waiting=dict(queues))
    if request.method == "POST":
        check(request, "enrol")
        if form.is_valid():
            try:
                by = request.user if known else None
                registration = enrolment.enrol(event=event, by=by, verified=known, **form.facts())
            except RegistrationError as error:
                form.add_error(None, str(error))
            else:
                return _answer(request, form, registration)
    mine = Registration.objects.active().filter(event=event, user=request.user).first() if known else None
    return render(request, "events/register.html", {**shown, "form": form, "mine": mine and token(mine)})


def _answer(request, form, registration):
    """Where one goes next. Without an account, the same words whatever was known of the address."""
    email = form.cleaned_data["email"]
    if form.is_for_me:
        messages.success(request, "Votre inscription est enregistrée. Un courriel vous le confirme.")
        return redirect("registrations:by_link", token(registration))
    if form.known:
        messages.success(request, f"L’inscription de {form.cleaned_data['name']} est enregistrée. Un courriel part à {email}.")
        return redirect("portal:space")
    messages.success(
        request,
        f"Un courriel part à {email}. Ouvrez le lien qu’il contient pour confirmer l’inscription\u00a0: elle compte à partir de là.",
    )
    return redirect(registration.event)

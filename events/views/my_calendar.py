"""/agenda/mon-calendrier/: the secret address of one's own calendar."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from events.models import CalendarKey
from events.services import calendar_keys

ACTS = {
    "donner": (calendar_keys.give, "Votre adresse est prête\u00a0: copiez-la dans votre agenda. Une adresse plus ancienne ne répond plus."),
    "fermer": (calendar_keys.revoke, "L’adresse de votre calendrier est fermée\u00a0: elle ne répond plus."),
}  # fmt: skip


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def my_calendar(request):
    """The address, to copy, to renew or to close. Reading the page gives none."""
    if request.method == "POST":
        act, said = ACTS.get(request.POST.get("geste"), (None, ""))
        if act is None:
            raise Http404
        act(by=request.user)
        messages.success(request, said)
        return redirect("events:my_calendar")
    key = CalendarKey.objects.filter(user=request.user).first()
    address = settings.SITE_URL + key.get_absolute_url() if key else ""
    return render(request, "events/my_calendar.html", {"key": key, "address": address})

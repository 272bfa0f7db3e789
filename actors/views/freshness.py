"""Confirming a sheet: in one click from one's space, or by the link of an e-mail, whose page has a button."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from actors.models import Actor
from actors.services import freshness as services
from actors.sheet import Sheet
from actors.views.people import looked_after

THANKS = "Merci : la fiche est confirmée aujourd’hui."


@require_POST
@login_required
def confirm(request, slug):
    """One click, for those who represent the organisation."""
    actor = looked_after(request, slug)
    try:
        services.confirm(actor=actor, by=request.user)
        messages.success(request, THANKS)
    except services.FreshnessError as error:
        messages.error(request, str(error))
    back = request.POST.get("next", "")
    return HttpResponseRedirect(back if url_has_allowed_host_and_scheme(back, None) else actor.get_absolute_url())


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def still_true(request, token):
    """/lien/fiche-exacte/<token>/: what the sheet says, and a button. Reading it, as mail scanners do, changes nothing."""
    try:
        if request.method == "POST":
            actor = services.confirm_by_link(token=token)
            messages.success(request, THANKS)
            return redirect(actor.get_absolute_url())
        actor, person = services.read_link(token)
    except services.FreshnessError as error:
        return render(request, "actors/still_true.html", {"refused": str(error)})
    today = timezone.localdate()
    sheet = Sheet(Actor.objects.for_sheet(request.user, today).get(pk=actor.pk), request.user, today.year)
    return render(request, "actors/still_true.html", {"actor": sheet.actor, "sheet": sheet, "person": person})

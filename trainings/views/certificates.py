"""/attestations/: whether a certificate is genuine, for whoever holds the paper."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from network.ui.throttle import throttled
from trainings.hours import duration
from trainings.models import Certificate


@throttled("check")
def form(request):
    """Asks for the code."""
    if code := "".join(request.GET.get("code", "").split()).upper()[:20]:
        return redirect("certificates:check", code)
    return render(request, "trainings/check.html", {"asked": False})


@never_cache
@throttled("check")
def check(request, code):
    """What the certificate of that code attests, or that there is none."""
    certificate = Certificate.objects.filter(code=code.replace("\x00", "")).first()
    shown = {"asked": True, "certificate": certificate, "code": code}
    if certificate is not None:
        ask = f"{reverse('documents:ask', args=['attestation'])}?code={certificate.code}"
        shown |= {"attended": duration(certificate.minutes), "pdf": "" if certificate.revoked_at else ask}
    return render(request, "trainings/check.html", shown, status=404 if certificate is None else 200)

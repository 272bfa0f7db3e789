"""The mailbox of the local run: reads only, and not there at all unless `settings.DEMONSTRATION`."""

import base64
import hashlib
import re

from csp.constants import SELF
from csp.decorators import csp_update
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from network.notifications.models import Email

STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


def _only_in_demonstration(view):
    @require_safe
    def guarded(request, *args, **kwargs):
        if not settings.DEMONSTRATION:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@_only_in_demonstration
def mailbox(request):
    """Every e-mail the portal wrote, newest first; `adresse` keeps those of one person."""
    address = request.GET.get("adresse", "").strip()
    emails = Email.objects.defer("text", "html")
    if address:
        emails = emails.to_address(address)
    page = Paginator(emails, 25).get_page(request.GET.get("page"))
    addresses = Email.objects.order_by("to").values_list("to", flat=True).distinct()[:200]
    return render(request, "notifications/mailbox.html", {"page": page, "address": address, "addresses": addresses})


@_only_in_demonstration
@csp_update({"frame-src": [SELF]})
def message(request, pk):
    """One e-mail: headers, the HTML in its frame, the text."""
    return render(request, "notifications/message.html", {"email": get_object_or_404(Email, pk=pk)})


@_only_in_demonstration
@xframe_options_sameorigin
def frame(request, pk):
    """The HTML alone, as a mail program would show it: no script, no image, its own style block and nothing else."""
    html = get_object_or_404(Email, pk=pk).html
    styles = " ".join(f"'sha256-{_sha256(style)}'" for style in STYLE.findall(html)) or "'none'"
    response = HttpResponse(html.replace("<head>", '<head><base target="_top">', 1))
    response["Content-Security-Policy"] = (
        f"default-src 'none'; style-src {styles}; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; "
        "sandbox allow-top-navigation-by-user-activation"
    )
    return response


def _sha256(text):
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()

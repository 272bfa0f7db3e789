"""The mailbox of the local run: reads only, and not there at all unless `settings.DEMONSTRATION`."""

from csp.constants import SELF
from csp.decorators import csp_update
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from network.notifications.framing import framed
from network.notifications.models import Email


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
    return framed(get_object_or_404(Email, pk=pk).html)

"""/agenda/: what is to come, what is past, and one month."""

from datetime import date

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from events import listing
from events.month import Month
from network.directory.page import ListPage
from network.directory.views import DirectoryView, check_how_often


class AgendaView(DirectoryView):
    """What is to come."""

    directory = listing.directory

    def points(self, request, number=None):
        """The agenda has no map."""
        raise Http404


class PastView(AgendaView):
    """/agenda/passees/: what is over."""

    directory = listing.past


@require_safe
def month(request, month):
    """/agenda/mois/2027-03/: the days of a month; the same filters as the list."""
    try:
        first = date.fromisoformat(f"{month}-01")
    except ValueError:
        raise Http404 from None
    if not 2000 <= first.year <= 2100:
        raise Http404
    check_how_often(request, "")
    page = ListPage(listing.of_month(first).shown(request.path, request.GET))
    return render(request, "events/month.html", {"list": page, "query": page.query, "month": Month(first, page)})

"""Calendar and Atom feeds, which programs ask for again and again."""

from hashlib import sha256

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import Http404, HttpResponse, HttpResponseNotModified
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from events import listing
from events.calendars import calendar_of
from events.models import CalendarKey, Event, Registration
from events.words import when_of
from network.ui.throttle import check, throttled

LIMIT = 500
PRIVATE = "private, no-store"


@require_safe
@throttled("calendar")
def feed(request):
    """/agenda/flux/agenda.ics: the public agenda, to come and of the last twelve months, narrowed like the list."""
    return _file(request, calendar_of(_events(request), name=f"Agenda, {settings.NETWORK['name']}"), "agenda")


@require_safe
@throttled("calendar")
def one(request, slug):
    """/agenda/<slug>/calendrier.ics: one event, for whoever may see its page."""
    event = get_object_or_404(Event.objects.visible_to(request.user).select_related("municipality").prefetch_related("slots"), slug=slug)
    return _file(request, calendar_of([event]), slug)


@require_safe
def personal(request, secret):
    """/agenda/mon-calendrier/<secret>.ics: what the owner of the address is registered for; the room once it may be shown."""
    check(request, "calendar")
    key = CalendarKey.opened_by(secret)
    if key is None:
        raise Http404
    registrations = Registration.objects.active().filter(user=key.user)
    confirmed = set(registrations.confirmed().values_list("event", flat=True))
    found = Event.objects.announced().filter(pk__in=registrations.values("event")).select_related("municipality").prefetch_related("slots")
    data = calendar_of(found.order_by("pk")[:LIMIT], room=confirmed, waiting=True, name="Mes rendez-vous")
    response = _file(request, data, "mes-rendez-vous")
    response["Cache-Control"], response["X-Robots-Tag"], response["Referrer-Policy"] = PRIVATE, "noindex", "no-referrer"
    return response


def _events(request):
    shown = listing.feed.shown(request.path, request.GET)
    _, ids = shown.statement.keys(LIMIT)
    found = Event.objects.public().select_related("municipality").prefetch_related("slots").in_bulk(ids)
    return [found[pk] for pk in ids if pk in found]


def _file(request, data, name):
    etag = f'"{sha256(data).hexdigest()[:32]}"'
    if request.headers.get("If-None-Match") == etag:
        return HttpResponseNotModified(headers={"ETag": etag})
    response = HttpResponse(data, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"], response["ETag"] = f'attachment; filename="{name}.ics"', etag
    response["Cache-Control"] = "private, no-cache"
    return response


class AtomFeed(Feed):
    """/agenda/flux/agenda.atom: the same as the calendar feed, for readers of news."""

    feed_type = Atom1Feed

    def __call__(self, request, *args, **kwargs):
        """The feed, not asked for too often."""
        check(request, "calendar")
        return super().__call__(request, *args, **kwargs)

    def get_object(self, request):
        """The events that the address asks for."""
        return _events(request)

    def title(self, obj):
        """The name of the feed."""
        return f"Agenda, {settings.NETWORK['name']}"

    def link(self):
        """The page that it follows."""
        return reverse("events:list")

    def items(self, obj):
        """The events."""
        return obj

    def item_title(self, item):
        """Its title, and that it is called off."""
        return f"Annulé\u00a0: {item.title}" if item.is_cancelled else item.title

    def item_description(self, item):
        """When, and what it is."""
        return f"{when_of(item)}. {item.pitch}".strip()

    def item_pubdate(self, item):
        """When it was announced."""
        return item.published_at

    def item_updateddate(self, item):
        """When it last changed."""
        return item.updated_at

    def item_guid(self, item):
        """A name that does not follow the address."""
        return f"urn:uuid:{item.uid}"

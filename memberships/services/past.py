"""What actors were called on a day that is past: their sheets say today's words, the trail remembers the former ones."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from actors.enums import Kind
from actors.models import Actor
from network.audit.models import Entry
from network.taxonomy.enums import College

REMEMBERED = {"name": None, "college": frozenset(College.values), "kind": frozenset(Kind.values)}


def as_on(actors, day):
    """Give `actors` the name, the collège and the type that they had at the end of `day`. Nothing is saved."""
    known = {str(actor.pk): actor for actor in actors}
    end = timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
    later = Entry.objects.about_all(Actor, known).filter(at__gte=end, changes__has_any_keys=list(REMEMBERED))
    for key, changes in later.order_by("-at", "-pk").values_list("object_id", "changes"):  # the first change after the day comes last
        for name, choices in REMEMBERED.items():
            before = changes[name][0] if name in changes else None
            if before and (choices is None or before in choices):
                setattr(known[key], name, before)

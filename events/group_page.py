"""What the page of a working group says to one reader."""

from functools import cached_property

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from actors.models import Actor
from events.models import Event
from events.page import may_read
from events.rules import can_read_group, in_group
from events.words import when_of
from network.moderation.enums import State

PAST = 12  # meetings shown


class GroupPage:
    """A working group for `user`, at the moment `now`. Its members and the papers it keeps are for its members and the team."""

    def __init__(self, group, user, now):
        self.group, self.user, self.now = group, user, now

    @cached_property
    def is_member(self):
        """Whether the reader is in the group."""
        return in_group(self.user, self.group)

    @cached_property
    def is_inside(self):
        """Whether the reader may see who is in it."""
        return can_read_group(self.user, self.group)

    @cached_property
    def coming(self):
        """(event, when) of its next meetings, those without a date last."""
        dated = list(self._meetings().upcoming(self.now))
        known = Q(period_ends_on=None) | Q(period_ends_on__gte=timezone.localdate(self.now))
        undated = self._meetings().filter(known, slots=None).order_by("period_ends_on", "pk")
        return [(event, when_of(event)) for event in [*dated, *undated]]

    @cached_property
    def past(self):
        """(event, when, minutes that the reader may open) of its latest meetings."""
        events = list(self._meetings().past(self.now).prefetch_related("papers")[:PAST])
        return [(event, when_of(event), self._minutes(event)) for event in events]

    @cached_property
    def papers(self):
        """What it shares with this reader."""
        papers = self.group.papers.all()
        return list(papers if self.is_inside else papers.filter(is_public=True))

    @cached_property
    def members(self):
        """Who is in it, those who lead first; nobody for other readers."""
        found = self.group.memberships.current().select_related("user", "actor").order_by("role", "joined_at", "pk")
        return list(found) if self.is_inside else []

    @property
    def successors(self):
        """The groups that follow an ended one."""
        return list(self.group.replaced_by.all())

    @property
    def predecessors(self):
        """Those that it follows."""
        return list(self.group.replaces.all())

    @property
    def may_join(self):
        """Whether the reader can join now by themselves."""
        return self.group.is_open and not self.group.is_ended and not self.is_member

    @cached_property
    def actors(self):
        """The organisations for which the reader could join."""
        if not self.user.is_authenticated:
            return []
        return list(Actor.objects.represented_by(self.user).filter(state=State.PUBLISHED).order_by("name", "pk"))

    @property
    def log_in_url(self):
        """Where a visitor logs in to come back here."""
        return f"{reverse('account_login')}?next={self.group.get_absolute_url()}"

    def _meetings(self):
        return Event.objects.visible_to(self.user).announced().filter(group=self.group).prefetch_related("slots")

    def _minutes(self, event):
        return [paper for paper in event.papers.all() if paper.is_minutes and may_read(paper, registered=False, team=self.user.is_staff)]

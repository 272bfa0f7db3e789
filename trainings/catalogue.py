"""The sessions of a module in the order in which people look for them, with what is said of each."""

from dataclasses import dataclass

from events import timing
from events.enums import EventState


@dataclass(frozen=True)
class Line:
    """A session and what its line says."""

    session: object
    start: object
    when: str
    past: bool
    open: bool
    left: int | None
    full: bool


def line(session, now):
    """What is said of a session at `now`."""
    event = session.event
    seatings = list(event.seatings.all())
    known = [s.left for s in seatings if s.left is not None]
    return Line(
        session=session,
        start=timing.bounds(event)[0],
        when=timing.period_words(event.period_starts_on, event.period_ends_on),
        past=timing.is_past(event, now),
        open=timing.registrations_open(event, now),
        left=sum(known) if seatings and len(known) == len(seatings) else None,
        full=bool(seatings) and all(s.is_full for s in seatings),
    )


def lines(module, now):
    """Those to come, the next first, then those without a day; apart, those that are over, the latest first."""
    shown = [line(session, now) for session in module.sessions.all() if session.event.state != EventState.DRAFT]
    coming = [one for one in shown if not one.past]
    coming.sort(key=lambda one: (one.start is None, one.start or now, one.session.pk))
    over = [one for one in shown if one.past]
    over.sort(key=lambda one: (one.start.date() if one.start else one.session.event.period_ends_on, one.session.pk), reverse=True)
    return coming, over

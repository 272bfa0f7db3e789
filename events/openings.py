"""Why one cannot register for an event now, said kindly, with what to do instead."""

from dataclasses import dataclass

from events.enums import Audience
from events.rules import may_register
from events.timing import bounds, is_past, registrations_open
from network.ui.french import moment


@dataclass(frozen=True)
class Closed:
    """Why, in a heading, and what to do. `log_in`: logging in may change it; `write`: the team may help."""

    title: str
    words: str
    log_in: bool = False
    write: bool = False


RESERVED = {
    Audience.MEMBERS: (
        "Cette rencontre est réservée aux structures membres",
        "Connectez-vous avec le compte qui représente votre structure. Pas encore membre\u00a0? L’équipe vous dit comment adhérer.",
    ),
    Audience.GROUP: (
        "Cette rencontre est réservée au groupe de travail",
        "Rejoignez d’abord le groupe\u00a0: ses membres s’inscrivent ici. Si vous en faites partie, connectez-vous.",
    ),
    Audience.BOARD: (
        "Cette rencontre est réservée au conseil d’administration",
        "Connectez-vous avec le compte qui y siège.",
    ),
    Audience.INVITED: (
        "Cette rencontre est sur invitation",
        "Connectez-vous avec le compte dont l’adresse est invitée, ou écrivez à l’équipe.",
    ),
}


def closed(event, user, now):
    """What keeps `user` from registering at `now`, a Closed; None when nothing does. Reads the event's slots and seatings."""
    if event.is_cancelled:
        reason = f" {event.cancel_reason}" if event.cancel_reason else ""
        return Closed("Cette rencontre est annulée", f"On ne s’y inscrit plus.{reason} D’autres rencontres sont à l’agenda.")
    if is_past(event, now):
        return Closed("Cette rencontre a eu lieu", "Ce qui en reste, documents et compte rendu, est sur sa page.")
    if not event.takes_registrations:
        return Closed("Cette rencontre est sans inscription", "Venez simplement\u00a0: le lieu et l’heure sont sur sa page.")
    start, _ = bounds(event)
    if start is None or not event.seatings.all() or not event.is_published:
        return Closed("Les inscriptions ne sont pas encore ouvertes", "Elles ouvriront quand la date et le lieu seront fixés.")
    if event.registration_opens_at is not None and now < event.registration_opens_at:
        return Closed("Les inscriptions ne sont pas encore ouvertes", f"Elles ouvrent le {moment(event.registration_opens_at)}.")
    if not registrations_open(event, now):
        end = moment(min(event.registration_closes_at or start, start))
        return Closed(
            "Les inscriptions sont closes",
            f"Elles l’étaient le {end}. Vous souhaitez tout de même venir\u00a0? Écrivez à l’équipe, qui voit s’il reste une place.",
            write=True,
        )
    if not may_register(user, event):
        return Closed(*RESERVED[event.audience], log_in=not user.is_authenticated, write=True)
    return None

"""Who takes part in a project, as its page and its documents name them."""

from dataclasses import dataclass

from projects.enums import TAKING_PART, PartnershipStatus


@dataclass(frozen=True)
class Participant:
    """The lead or a partner. `counts` says whether its collège makes the project a multi-actor one: a published actor that takes part."""

    name: str
    role: str
    url: str = ""
    college: str = ""
    college_label: str = ""
    where: str = ""
    counts: bool = False
    waits: str = ""  # what its organisation has not said yet, or declined
    demo: bool = False


def participants(project, *, everyone=False):
    """The lead, then the partners; with `everyone`, those who did not answer and those who declined too."""
    found = [_actor(project.lead, "porte le projet", counts=True)]
    for partnership in project.partnerships.all():
        taking_part = partnership.status in TAKING_PART
        if not (taking_part or everyone):
            continue
        waits = "" if taking_part else PartnershipStatus(partnership.status).label
        role = partnership.get_role_display()
        if partnership.actor:
            counts = taking_part and partnership.actor.is_published
            found.append(_actor(partnership.actor, role, counts=counts, waits=waits))
        else:
            other = partnership.organisation
            where = ", ".join(filter(None, [other.town, str(other.country or "")]))
            found.append(Participant(other.name, role, other.website, where=where, waits=waits, demo=other.is_demo))
    return found


def _actor(actor, role, *, counts, waits=""):
    department = actor.municipality.department if actor.municipality else actor.department
    return Participant(
        name=actor.name,
        role=role,
        url=actor.get_absolute_url() if actor.is_published else "",
        college=actor.college,
        college_label=actor.get_college_display(),
        where=str(department or actor.place or ""),
        counts=counts,
        waits=waits,
        demo=actor.is_demo,
    )

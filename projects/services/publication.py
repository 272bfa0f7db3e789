"""A project from its first line to its publication: begun, continued from another, proposed; and the e-mails of each step."""

from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from network.accounts.models import User
from network.audit.editing import readable
from network.moderation import services as moderation
from network.moderation.enums import State
from projects.enums import PartnershipStatus
from projects.models import Project
from projects.registration import wanting
from projects.services import organisations, partners
from projects.services.figures import declare
from projects.services.files import tidied
from projects.services.letters import authors, desk, managers, site, write, write_to_team
from projects.services.sheets import create, update

DOUBLE_CLICK = timedelta(seconds=30)  # the same title begun twice by one person
MOST_DRAFTS = 40  # projects of one lead that are begun and not proposed
STAYS_TRUE = ("title", "summary", "description", "title_en", "summary_en", "lead", "seeks_partners", "partners_sought", "is_demo")


class PublicationError(Exception):
    """The sheet cannot be begun or proposed; the message is for the person."""


@transaction.atomic
def begin(*, project, by, links=None):
    """Begin the sheet of a project. Returns the draft."""
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    drafts = Project.objects.filter(lead=project.lead, state=State.DRAFT)
    if again := drafts.filter(title=project.title, previous=project.previous, created_at__gt=timezone.now() - DOUBLE_CLICK).first():
        return again
    if drafts.count() >= MOST_DRAFTS:
        raise PublicationError(f"Cette structure a déjà {MOST_DRAFTS} projets en brouillon : terminez-en un avant d’en commencer un autre.")
    create(project=project, by=by)
    return update(project=project, by=by, links=links)


@transaction.atomic
def edit(*, project, by, changes, links=None, kept=(), removed=()):
    """Save what somebody changed of the sheet, and the lines below it: `kept` and `removed` are pairs (line, its amounts or None)."""
    if "progress" in changes:
        project.progress_note = ""  # it is no longer deduced from a source: somebody said it
    before = {}
    for thing, _ in (*kept, *removed):
        lines = type(thing).objects.filter(project=project)
        before.setdefault(str(thing._meta.verbose_name_plural), (lines, readable(lines)))
    with tidied(project):
        for thing, _ in removed:
            thing.delete()
        for thing, amounts in kept:
            thing.project = project
            thing.save()
            if amounts is not None:
                declare(funding=thing, amounts=amounts, by=by)
    changes = {**changes, **{name: [were, readable(now.all())] for name, (now, were) in before.items()}}
    return update(project=project, by=by, changes=changes, links=links)


@transaction.atomic
def continue_from(*, project, by):
    """Begin the sheet of what follows `project`: what stays true is copied; results, figures and dates are not. Returns the draft."""
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    if again := Project.objects.filter(previous=project, state=State.DRAFT).first():
        return again
    following = Project(previous=project, **{name: getattr(project, name) for name in STAYS_TRUE})
    links = {name: getattr(project, name).all() for name in ("themes", "goals", "sectors")}
    begin(project=following, by=by, links=links)
    for place in project.places.all():
        following.places.create(country=place.country, town=place.town, longitude=place.longitude, latitude=place.latitude)
    for partnership in project.partnerships.exclude(status=PartnershipStatus.REFUSED).select_related("organisation"):
        status = PartnershipStatus.ASKED if partnership.actor_id else PartnershipStatus.DECLARED
        organisation = partnership.organisation and organisations.that_stands(partnership.organisation)
        following.partnerships.create(actor_id=partnership.actor_id, organisation=organisation, role=partnership.role, status=status)
    return following


@transaction.atomic
def propose(*, project, by):
    """Ask the team to publish a draft, once it says enough."""
    current = Project.objects.select_for_update(of=("self",)).select_related("lead").get(pk=project.pk)
    missing = wanting(current)
    if missing:
        raise PublicationError(f"Il manque encore à la fiche : {', '.join(missing.values())}.")
    return moderation.submit(thing=current, by=by)


def tell(*, thing, before, by):
    """Ask the partners, and write to those concerned that `thing` moved from the state `before`; `network.moderation` calls it."""
    if thing.state in partners.ASKED_IN:
        partners.ask(project=thing, by=by)
    if thing.state == State.SUBMITTED:
        own = [person for person in authors(thing) if person == by]
        if own:
            write("project_received", own, thing, by=by)
        if by is None or not by.is_staff:
            write_to_team("project_to_review", thing, by=by, url=desk(thing), person=str(by or ""))
    elif thing.state == State.PUBLISHED:
        write("project_published", _others(authors(thing), by), thing, by=by)
    elif thing.state == State.DRAFT and before == State.SUBMITTED:
        page = site(reverse("projects:update", args=[thing.slug]))
        write("project_refused", _others(authors(thing), by), thing, by=by, url=page, motive=thing.refusal_reason)
    elif thing.state == State.ARCHIVED:
        write("project_archived", managers(thing.lead, but=by), thing, by=by, person=str(by or ""))


def _others(people, by):
    return [person for person in people if by is None or person.pk != by.pk]

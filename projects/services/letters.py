"""To whom the e-mails about a project go."""

from django.conf import settings

from actors.enums import RepresentationStatus, Role
from actors.services.letters import desk, managers, site
from network.accounts.models import User
from network.notifications.services import send

__all__ = ["authors", "desk", "managers", "site", "write", "write_to_team"]


def authors(project):
    """Those who wait for what happens to the sheet: the managers of its lead, and who proposed it while they represent the lead."""
    links = project.lead.representations.filter(status=RepresentationStatus.ACTIVE)
    mine = links.filter(role=Role.MANAGER) | links.filter(user=project.submitted_by_id)
    return list(User.objects.filter(pk__in=mine.values("user"), is_active=True).order_by("pk"))


def write(kind, to, project, *, by=None, url="", dedupe="", **words):
    """One e-mail of `kind` to each of `to`, about `project`; with `dedupe`, once for each of them under that key."""
    context = {"project": project.title, "lead": project.lead.name, "url": url or site(project.get_absolute_url()), **words}
    for person in [to] if isinstance(to, str) else to:
        key = f"{dedupe}:{person if isinstance(person, str) else person.pk}" if dedupe else None
        send(kind=kind, to=person, by=by, context=context, dedupe=key)


def write_to_team(kind, project, **words):
    """One e-mail of `kind` to the team's address."""
    write(kind, settings.NETWORK["email"], project, **words)

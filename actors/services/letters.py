"""To whom the e-mails about a sheet go."""

from django.conf import settings
from django.urls import reverse

from actors.enums import RepresentationStatus, Role
from network.accounts.models import User
from network.notifications.services import send


def managers(actor, *, but=None):
    """The accounts of those who are responsible for the organisation, without `but`."""
    links = actor.representations.filter(status=RepresentationStatus.ACTIVE, role=Role.MANAGER)
    people = User.objects.filter(pk__in=links.values("user"), is_active=True).order_by("pk")
    return [person for person in people if but is None or person.pk != but.pk]


def authors(actor):
    """Those who wait for what happens to the sheet: its managers, and who proposed it while they still represent it."""
    links = actor.representations.filter(status=RepresentationStatus.ACTIVE)
    mine = links.filter(role=Role.MANAGER) | links.filter(user=actor.submitted_by_id)
    return list(User.objects.filter(pk__in=mine.values("user"), is_active=True).order_by("pk"))


def write(kind, to, actor, *, by=None, url="", reply_to="", **words):
    """One e-mail of `kind` to each of `to` (accounts, or the address of the team), about `actor`."""
    for person in [to] if isinstance(to, str) else to:
        send(
            kind=kind,
            to=person,
            by=by,
            reply_to=reply_to,
            context={"actor": actor.name, "url": url or site(actor.get_absolute_url()), **words},
        )


def write_to_team(kind, actor, **words):
    """One e-mail of `kind` to the team's address."""
    write(kind, settings.NETWORK["email"], actor, **words)


def site(path):
    """The whole address of a page."""
    return settings.SITE_URL + path


def desk(thing):
    """The whole address of the page of `thing` in the admin."""
    return site(reverse(f"admin:{thing._meta.app_label}_{thing._meta.model_name}_change", args=[thing.pk]))

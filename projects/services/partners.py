"""Partners: named by those who lead a project, asked whether they take part, and free to say no."""

from datetime import timedelta

from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from actors.enums import RepresentationStatus, Role
from actors.models import Actor
from network.accounts.models import User
from network.audit.services import record
from network.moderation.enums import State
from projects.emails import LINK
from projects.enums import PartnershipStatus
from projects.models import PartnerOrganisation, Partnership, Project
from projects.services import organisations
from projects.services.letters import authors, managers, site, write, write_to_team

SALT = "projects.partnership"
PATIENCE = timedelta(days=14)  # then those who did not answer are reminded, once
LOOKED_BACK = timedelta(days=60)  # while the e-mail that did so is still known
ASKED_IN = (State.SUBMITTED, State.PUBLISHED)  # states of a sheet in which its partners are asked


class PartnerError(Exception):
    """The partner cannot be added, or does not have to answer; the message is for the person."""


class LinkOver(PartnerError):
    """The link no longer serves, but its question still waits: `partnership` is answered from one's space."""

    def __init__(self, partnership):
        self.partnership = partnership
        since = f"Ce lien a servi {LINK.days}\u00a0jours, et n’ouvre plus rien. "
        super().__init__(since + f"La question, elle, attend toujours la réponse de «\u00a0{partnership.actor}\u00a0».")


@transaction.atomic
def add_actor(*, project, actor, role, by):
    """Name an actor of the directory as a partner. It is asked once the sheet is proposed. Returns the Partnership."""
    current = Project.objects.select_for_update(of=("self",)).select_related("lead").get(pk=project.pk)
    if actor.pk == current.lead_id:
        raise PartnerError(f"« {actor} » porte déjà ce projet.")
    partnership, new = Partnership.objects.get_or_create(
        project=current, actor=actor, defaults={"role": role, "status": PartnershipStatus.ASKED}
    )
    if new:
        record(by=by, verb="modifier", target=current, changes={"partenaires": [None, str(actor)]})
        if current.state in ASKED_IN:
            _ask(current, partnership, by)
    return partnership


@transaction.atomic
def add_organisation(*, project, organisation, role, by):
    """Name an organisation from elsewhere as a partner; one that is new is created with it. Returns the Partnership."""
    Project.objects.select_for_update().get(pk=project.pk)
    if organisation.pk is None:
        same = PartnerOrganisation.objects.standing().filter(name__iexact=organisation.name, country=organisation.country).first()
        organisation = same or organisations.save(organisation=organisation, by=by)
    organisation = organisations.that_stands(organisation)
    partnership, new = Partnership.objects.get_or_create(
        project=project, organisation=organisation, defaults={"role": role, "status": PartnershipStatus.DECLARED}
    )
    if new:
        record(by=by, verb="modifier", target=project, changes={"partenaires": [None, str(organisation)]})
    return partnership


@transaction.atomic
def ask(*, project, by):
    """Ask the partners that were not asked yet. Returns how many."""
    waiting = project.partnerships.select_for_update(of=("self",)).filter(status=PartnershipStatus.ASKED, asked_at=None)
    return sum(_ask(project, partnership, by) for partnership in waiting.select_related("actor").order_by("pk"))


def _ask(project, partnership, by):
    partnership.asked_at = timezone.now()
    partnership.save(update_fields=["asked_at"])
    if not _write_to_managers("partner_asked", partnership, by=by):
        url = site(reverse("partnerships:answer", args=[partnership.pk]))
        key = f"partner-asked:{project.pk}:{partnership.actor_id}"
        write_to_team("partner_asked_team", project, by=by, url=url, dedupe=key, **_words(partnership))
    return 1


def remind(*, now=None):
    """Write once to the managers of partners asked two weeks ago who did not answer. Returns how many partnerships."""
    now = now or timezone.now()
    late = Partnership.objects.waiting().filter(
        asked_at__lte=now - PATIENCE, asked_at__gt=now - LOOKED_BACK, project__state__in=ASKED_IN
    )  # fmt: skip
    return sum(_remind(pk, now) for pk in late.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _remind(pk, now):
    found = Partnership.objects.waiting().filter(pk=pk).select_for_update(of=("self",)).select_related("project__lead", "actor")
    partnership = found.first()
    return bool(partnership) and bool(_write_to_managers("partner_waiting", partnership, waited=(now - partnership.asked_at).days))


def _write_to_managers(kind, partnership, *, by=None, **words):
    """One e-mail with its own link to each manager of the partner, once for a project. Returns to how many."""
    people = managers(partnership.actor)
    key = f"{kind.replace('_', '-')}:{partnership.project_id}:{partnership.actor_id}"
    for person in people:
        url = site(reverse("partnerships:by_link", args=[link_token(partnership=partnership, user=person)]))
        words |= {"url": url, "space": site(reverse("portal:space")), "days": LINK.days}
        write(kind, [person], partnership.project, by=by, dedupe=key, **_words(partnership), **words)
    return len(people)


def _words(partnership):
    return {"actor": partnership.actor.name, "role": partnership.get_role_display()}


@transaction.atomic
def answer(*, partnership, by, takes_part, reason="", seen=PartnershipStatus.ASKED):
    """Say whether the actor takes part; the lead is told. `seen`: what the person read, so that two clicks are one answer."""
    current = _locked(partnership.pk)
    if current.status != seen or (current.asked_at is None and current.status == PartnershipStatus.ASKED):
        raise PartnerError("Cette question n’attend plus votre réponse : quelqu’un y a répondu, ou elle a été retirée.")
    before = current.status
    current.status = PartnershipStatus.CONFIRMED if takes_part else PartnershipStatus.REFUSED
    if current.status == before:
        return current
    current.answered_at, current.answered_by, current.reason = timezone.now(), by, "" if takes_part else reason.strip()[:500]
    current.save(update_fields=["status", "answered_at", "answered_by", "reason"])
    verb = "confirmer un partenariat" if takes_part else "décliner un partenariat"
    record(by=by, verb=verb, target=current.project, changes={str(current.actor): [before, str(current.status)]})
    kind = "partner_confirmed" if takes_part else "partner_declined"
    told = [person for person in authors(current.project) if person.pk != by.pk]
    write(kind, told, current.project, by=by, actor=current.actor.name, motive=current.reason)
    return current


@transaction.atomic
def answer_by_link(*, token, takes_part, reason=""):
    """The same, by the link of the e-mail, in the name of the person to whom it was sent."""
    partnership, person = read_link(token)
    return answer(partnership=partnership, by=person, takes_part=takes_part, reason=reason)


def link_token(*, partnership, user):
    """The token of a link by which `user` answers for the partner; an answer, or time, puts an end to it."""
    return signing.dumps([partnership.pk, user.pk, partnership.asked_at.isoformat()], salt=SALT, compress=False)


def read_link(token):
    """(partnership, person) of a link that still serves; raises PartnerError otherwise."""
    over = False
    try:
        pk, user_pk, stamp = signing.loads(token, salt=SALT, max_age=LINK)
    except signing.SignatureExpired:
        over, (pk, user_pk, stamp) = True, signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError):
        raise PartnerError("Ce lien n’est pas entier ou n’est plus valable. Vous pouvez répondre depuis votre espace.") from None
    partnership = Partnership.objects.select_related("project__lead", "actor").filter(pk=pk).first()
    person = User.objects.filter(pk=user_pk, is_active=True).first()
    if partnership is None or partnership.actor is None or person is None:
        raise PartnerError("Cette demande a été retirée, ou ce compte n’existe plus : il n’y a rien à répondre.")
    links = partnership.actor.representations.filter(user=person, status=RepresentationStatus.ACTIVE, role=Role.MANAGER)
    if not links.exists():
        raise PartnerError(f"Vous n’êtes plus responsable de « {partnership.actor} ».")
    if partnership.status != PartnershipStatus.ASKED or partnership.asked_at is None or partnership.asked_at.isoformat() != stamp:
        raise PartnerError(f"« {partnership.actor} » a déjà répondu. Vous pouvez revoir cette réponse depuis votre espace.")
    if over:
        raise LinkOver(partnership)
    return partnership, person


def _locked(pk):
    """The partnership and its actor, locked in the order in which a merge locks them; raises PartnerError when it is gone."""
    actor = Partnership.objects.filter(pk=pk).values_list("actor", flat=True).first()
    Actor.objects.select_for_update(no_key=True).filter(pk=actor).first()
    found = Partnership.objects.select_for_update(of=("self",)).select_related("project__lead", "actor").filter(pk=pk).first()
    if found is None or found.actor is None:
        raise PartnerError("Cette demande a été retirée : il n’y a rien à répondre.")
    return found

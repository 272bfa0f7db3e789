"""What a person finds in their space."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from actors.completeness import Completeness, completeness
from actors.enums import RepresentationStatus, Role
from actors.freshness import Freshness, asks_confirmation, freshness
from actors.models import Actor, Contact, ContactMessage, Invitation, Representation
from network.documents.models import Request
from network.moderation.enums import State
from network.ui.french import day, since
from projects.models import Partnership, Project

RECENT = 3  # documents and messages shown
REMEMBERED = timedelta(days=60)  # a refusal


@dataclass(frozen=True)
class Organisation:
    """An organisation that the person represents, or asks to."""

    actor: Actor
    representation: Representation
    completeness: Completeness | None = None
    freshness: Freshness | None = None

    @property
    def is_active(self):
        """Whether the person acts for it today."""
        return self.representation.status == RepresentationStatus.ACTIVE

    @property
    def manages(self):
        """Whether the person is responsible for it."""
        return self.is_active and self.representation.role == Role.MANAGER

    @property
    def others(self):
        """How many more people represent it."""
        return self.representation.people - 1


@dataclass(frozen=True)
class Act:
    """A gesture: a link, or a form of one button when `fields` is there."""

    label: str
    url: str
    fields: dict | None = None


@dataclass(frozen=True)
class Todo:
    """Something that waits for the person: what, why, and the gestures, the main one first."""

    title: str
    note: str
    acts: list = field(default_factory=list)


@dataclass(frozen=True)
class Space:
    """All that the page shows, read once."""

    todo: list
    organisations: list
    asked: list
    contacts: list
    refused: list
    messages: list
    documents: list


def space(user):
    """The person's space."""
    found = organisations(user)
    contacts = list(Contact.objects.known().about(user).select_related("actor").order_by("actor__name", "pk"))
    active = [organisation for organisation in found if organisation.is_active]
    return Space(
        todo=[*_invitations(user), *_claims(active), *_consents(contacts), *_sheets(active), *_partnerships(user), *_projects(user)],
        organisations=active,
        asked=[organisation for organisation in found if not organisation.is_active],
        contacts=contacts,
        refused=refused(user),
        messages=list(ContactMessage.objects.filter(sender=user).select_related("actor")[:RECENT]),
        documents=documents(user),
    )


def organisations(user):
    """The person's organisations, those they act for first. What is not public is shown to active representatives only."""
    people = Count("actor__representations", Q(actor__representations__status=RepresentationStatus.ACTIVE))
    links = (
        Representation.objects.filter(user=user)
        .exclude(status=RepresentationStatus.ENDED)
        .select_related("actor__municipality")
        .prefetch_related("actor__countries", "actor__themes")
        .annotate(people=people)
        .order_by("status", "actor__name", "pk")
    )
    return [_organisation(link) for link in links]


def _organisation(link):
    if link.status != RepresentationStatus.ACTIVE:
        return Organisation(link.actor, link)
    return Organisation(link.actor, link, completeness(link.actor), freshness(link.actor.confirmed_at))


def refused(user):
    """The person's requests that were refused lately, latest first."""
    since = timezone.now() - REMEMBERED
    ended = Representation.objects.filter(user=user, status=RepresentationStatus.ENDED, answered_at__gte=since).exclude(refusal_reason="")
    return list(ended.select_related("actor").order_by("-answered_at", "pk"))


def documents(user):
    """The documents last asked for."""
    return list(Request.objects.filter(user=user).select_related("document")[:RECENT])


def _invitations(user):
    found = Invitation.objects.open().addressed_to(user).select_related("actor", "invited_by").order_by("expires_at", "pk")
    for invitation in found:
        url = reverse("organisations:answer", args=[invitation.pk])
        who = f"Par {invitation.invited_by}, jusqu’au" if invitation.invited_by else "Jusqu’au"
        yield Todo(
            f"« {invitation.actor} » vous invite à la représenter, comme {invitation.get_role_display()}",
            f"{who} {day(invitation.expires_at)}.",
            [Act("Accepter", url, {"answer": "accept"}), Act("Refuser", url, {"answer": "decline"})],
        )


def _claims(active):
    managed = {organisation.actor.pk: organisation.actor for organisation in active if organisation.manages}
    if not managed:
        return
    claims = Representation.objects.filter(actor__in=managed, status=RepresentationStatus.REQUESTED).select_related("user", "actor")
    for claim in claims.order_by("created_at", "pk"):
        url = reverse("actors:claim_answer", args=[claim.pk])
        note = f"{since(claim.created_at).capitalize()}, comme {claim.get_role_display()}."
        yield Todo(f"{claim.user} demande à représenter « {claim.actor} »", note, [Act("Répondre", url)])


def _consents(contacts):
    for contact in contacts:
        if contact.consent_asked_at and not contact.is_public:
            yield Todo(
                f"« {contact.actor} » propose d’afficher votre nom sur sa page",
                f"Demandé {since(contact.consent_asked_at)}. Rien n’est public sans votre accord.",
                [Act("Voir et décider", f"{reverse('portal:space')}#contacts")],
            )


def _sheets(active):
    for actor in (organisation.actor for organisation in active):
        update, told = reverse("actors:update", args=[actor.slug]), f"La fiche de « {actor} »"
        if actor.state == State.DRAFT and actor.refusal_reason:
            yield Todo(f"{told} est à corriger", f"L’équipe demande : {actor.refusal_reason}", [Act("Corriger la fiche", update)])
        elif actor.state == State.DRAFT:
            note = "Elle paraîtra une fois proposée, puis relue."
            yield Todo(f"{told} est un brouillon", note, [Act("Reprendre l’inscription", update)])
        elif actor.is_published and asks_confirmation(actor.confirmed_at):
            last = f"Confirmée pour la dernière fois le {day(actor.confirmed_at)}." if actor.confirmed_at else "Jamais confirmée."
            confirm = reverse("organisations:confirm", args=[actor.slug])
            acts = [Act("Oui, tout est exact", confirm, {"next": reverse("portal:space")}), Act("La corriger", update)]
            yield Todo(f"{told} est-elle toujours exacte ?", last, acts)


def _partnerships(user):
    for asked in Partnership.objects.asked_of(user).waiting().select_related("actor", "project__lead").order_by("asked_at", "pk"):
        url = reverse("partnerships:answer", args=[asked.pk])
        note = f"D’après « {asked.project.lead} », comme {asked.get_role_display()}. Rien ne paraît sans votre accord."
        yield Todo(f"« {asked.actor} » participe-t-elle au projet « {asked.project} » ?", note, [Act("Voir et répondre", url)])


def _projects(user):
    sent_back = Project.objects.led_by(user).filter(state=State.DRAFT).exclude(refusal_reason="")
    for project in sent_back.order_by("title", "pk"):
        url = reverse("projects:update", args=[project.slug])
        yield Todo(
            f"Le projet « {project} » est à corriger", f"L’équipe demande : {project.refusal_reason}", [Act("Corriger la fiche", url)]
        )

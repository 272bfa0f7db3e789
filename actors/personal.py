"""What organisations hold of a person: whom they represent, where they are a contact, what they wrote."""

from functools import partial

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

from actors.enums import InvitationOutcome, RepresentationStatus, Role
from actors.models import Actor, Contact, ContactMessage, ImportedLine, Invitation, Merge, Representation
from actors.services.people import others_manage
from network.accounts.holdings import ERASED, Holding, Traces, register
from network.accounts.services import AccountError
from network.audit.services import record
from network.imports.enums import State as ImportState
from network.imports.filing import discard
from network.imports.models import Import
from network.moderation.enums import State
from network.notifications.delivery import NOBODY

OVER = (ImportState.DONE, ImportState.FAILED, ImportState.DROPPED, ImportState.UNDONE)


def _read_representations(user):
    links = Representation.objects.filter(user=user).select_related("actor").order_by("-created_at", "-pk")
    return [
        {
            "Structure": link.actor.name,
            "Rôle": link.get_role_display(),
            "État": link.get_status_display(),
            "Depuis le": link.created_at,
            "Votre message": link.message,
            "Motif du refus": link.refusal_reason,
        }
        for link in links
    ]


def _refuse_representations(user):
    alone = [actor for actor in _managed(user).order_by("name", "pk") if not others_manage(actor, user)]
    return [
        f"Vous êtes la dernière personne responsable de « {actor} » : nommez d’abord une autre personne responsable, "
        "ou écrivez à l’équipe du réseau si personne ne peut prendre la suite."
        for actor in alone
    ]


def _managed(user):
    held = Representation.objects.filter(user=user, role=Role.MANAGER, status=RepresentationStatus.ACTIVE)
    return Actor.objects.filter(pk__in=held.values("actor")).exclude(state=State.ARCHIVED)


def _erase_representations(user, traces):
    """Under a lock: of two managers who are erased at once, the second is the last."""
    list(_managed(user).order_by("pk").select_for_update(of=("self",), no_key=True))
    if reasons := _refuse_representations(user):
        raise AccountError(" ".join(reasons))
    links = Representation.objects.filter(user=user)
    links.exclude(status=RepresentationStatus.ENDED).update(status=RepresentationStatus.ENDED)
    links.update(message="", refusal_reason="")


def _read_contacts(user):
    contacts = Contact.objects.about(user).select_related("actor").order_by("actor__name", "pk")
    return [
        {
            "Structure": contact.actor.name,
            "Nom": contact.name,
            "Fonction": contact.function,
            "Courriel": contact.email,
            "Téléphone": contact.phone,
            "Notes de l’équipe": contact.notes,
            "Mandat": contact.is_elected,
            "Délégation": contact.delegation,
            "Début du mandat": contact.mandate_start,
            "Fin du mandat": contact.mandate_end,
            "Public": contact.is_public,
            "Accord donné le": contact.consent_at,
        }
        for contact in contacts
    ]


def _erase_contacts(user, traces):
    """The row stays for what refers to it; it says no more of whom."""
    mine = Contact.objects.filter(Q(user=user) | Q(email__lower__in=traces.emails))
    for contact in mine:
        contact.unsettle({"name", "phone"})
        contact.name, contact.user, contact.is_erased, contact.preferred = ERASED, None, True, False
        contact.function = contact.email = contact.phone = contact.notes = contact.delegation = ""
        contact.is_elected, contact.mandate_start, contact.mandate_end = False, None, None
        contact.save()


def _read_invitations(user):
    emails = Traces.of(user).emails
    found = (
        Invitation.objects.filter(Q(email__lower__in=emails) | Q(answered_by=user)).select_related("actor").order_by("-created_at", "-pk")
    )
    return [
        {
            "Structure": invitation.actor.name,
            "À": invitation.email,
            "Rôle proposé": invitation.get_role_display(),
            "Envoyée le": invitation.created_at,
            "Issue": invitation.get_outcome_display(),
        }
        for invitation in found
    ]


def _erase_invitations(user, traces):
    found = Invitation.objects.filter(Q(email__lower__in=traces.emails) | Q(answered_by=user))
    found.filter(closed_at=None).update(closed_at=timezone.now(), outcome=InvitationOutcome.CANCELLED)
    found.update(email=NOBODY)


def _messages_of(user, traces):
    return ContactMessage.objects.filter(Q(sender=user) | Q(email__lower__in=traces.emails))


def _read_messages(user):
    written = _messages_of(user, Traces.of(user)).select_related("actor").order_by("-created_at", "-pk")
    return [{"À": m.actor.name, "Date": m.created_at, "Votre nom": m.name, "Votre adresse": m.email, "Message": m.body} for m in written]


def _erase_messages(user, traces):
    _messages_of(user, traces).update(name=ERASED, email=NOBODY, body="", sender=None)


def _read_sheets(user):
    sheets = Actor.objects.filter(public_email__lower__in=Traces.of(user).emails).order_by("name", "pk")
    return [{"Structure": actor.name, "Courriel public": actor.public_email} for actor in sheets]


def _erase_sheets(user, traces):
    """An organisation whose public address is this person's shows none until it gives another."""
    for actor in Actor.objects.filter(public_email__lower__in=traces.emails):
        actor.public_email = ""
        actor.save(update_fields=["public_email", "updated_at"])
        record(by=None, verb="retirer un courriel public", target=actor)
    traces.remove_from(Merge.objects.all(), "choices", "before", "after", "changed", "kept")
    _erase_imports(traces)


def _erase_imports(traces):
    """Lines of files that gave their address as an organisation's; the file itself goes once its import is over."""
    lines = ImportedLine.objects.alias(address=Lower("public_email")).filter(address__in=traces.emails)
    named = set(lines.values_list("batch_id", flat=True))
    lines.update(public_email="")
    for batch in Import.objects.filter(pk__in=named, state__in=OVER).exclude(file=""):
        transaction.on_commit(partial(discard, batch.file), robust=True)


register(Holding("representations", 20, "Structures", _read_representations, _refuse_representations, _erase_representations))
register(Holding("sheets", 25, "Courriels publics de fiches", _read_sheets, erase=_erase_sheets))
register(Holding("contacts", 30, "Vous parmi les contacts d’une structure", _read_contacts, erase=_erase_contacts))
register(Holding("invitations", 35, "Invitations à représenter une structure", _read_invitations, erase=_erase_invitations))
register(Holding("messages", 40, "Messages écrits à des structures", _read_messages, erase=_erase_messages))

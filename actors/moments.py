"""What the organisations themselves bring to their timeline."""

from django.db.models import Q
from django.urls import reverse

from actors.enums import RepresentationStatus
from actors.models import Actor
from actors.timeline import Moment, Source, register
from network.audit.models import Entry
from network.documents.models import Document
from network.moderation.enums import State
from network.notifications.models import Email
from network.notifications.registry import all_kinds, find_kind

FIELDS = {field.name: str(field.verbose_name) for field in Actor._meta.get_fields() if hasattr(field, "verbose_name")}
PUBLICATION = ("proposer", "publier", "refuser", "archiver")


def _entries(actor):
    return Entry.objects.about(actor).select_related("by")


def _step(entry):
    words = [State(value).label for value in entry.changes.get("state", ()) if value in State.values]
    return Moment(entry.verb.capitalize(), note=" → ".join(words), who=_who(entry))


def _act(entry):
    return Moment(entry.verb.capitalize(), note=", ".join(FIELDS.get(name, name) for name in entry.changes)[:300], who=_who(entry))


def _who(entry):
    return str(entry.by) if entry.by else "le portail"


def _people(actor):
    return actor.representations.exclude(status=RepresentationStatus.REQUESTED).select_related("user")


def _person(representation):
    url = reverse("admin:actors_representation_change", args=[representation.pk])
    return Moment(str(representation.user), url, representation.get_role_display(), tag=representation.get_status_display())


def _contacts(actor):
    return actor.contacts.all()


def _contact(contact):
    return Moment(contact.name, note=", ".join(filter(None, [contact.function, contact.delegation])))


def _documents(actor):
    return Document.objects.filter(params__actor=actor.pk).select_related("requested_by")


def _document(document):
    url = reverse("admin:documents_document_change", args=[document.pk])
    return Moment(document.title, url, who=str(document.requested_by or ""), tag=document.get_state_display())


def _emails(actor):
    """To its people, but for those about their own accounts: a log-in is nobody's business."""
    about_accounts = [kind.name for kind in all_kinds() if kind.secret or kind.template.startswith("account/")]
    users = actor.representations.filter(status=RepresentationStatus.ACTIVE).values("user")
    addresses = actor.contacts.exclude(email="").values("email")
    return Email.objects.filter(Q(user__in=users) | Q(to__in=addresses)).exclude(kind__in=about_accounts).defer("text", "html")


def _email(email):
    kind = find_kind(email.kind)
    title = email.subject if kind and not kind.secret else email.kind
    url = reverse("admin:notifications_email_change", args=[email.pk])
    return Moment(title, url, f"à {email.to}", tag=email.get_status_display())


SHEET = "actors.view_actor"
SOURCES = (
    Source("publication", "Publication", 30, SHEET, "at", lambda actor: _entries(actor).filter(verb__in=PUBLICATION), _step),
    Source("personnes", "Personnes", 40, "actors.view_representation", "created_at", _people, _person),
    Source("contacts", "Contacts", 45, "actors.view_contact", "created_at", _contacts, _contact),
    Source("documents", "Documents", 70, "documents.view_document", "created_at", _documents, _document),
    Source("courriels", "Courriels", 80, "notifications.view_email", "created_at", _emails, _email),
    Source("journal", "Journal", 90, SHEET, "at", lambda actor: _entries(actor).exclude(verb__in=PUBLICATION), _act),
)
for source in SOURCES:
    register(source)

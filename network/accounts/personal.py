"""What accounts hold of a person, and the e-mails and the trail, which know nobody but by the account."""

from allauth.mfa.models import Authenticator
from django.contrib.admin.models import LogEntry

from network.accounts.holdings import ERASED, Holding, Traces, register
from network.audit.models import Entry
from network.notifications.delivery import NOBODY
from network.notifications.enums import Status
from network.notifications.models import Email
from network.notifications.registry import all_kinds, find_kind


def _read_account(user):
    return [
        {
            "Adresse électronique": user.email,
            "Prénom": user.first_name,
            "Nom": user.last_name,
            "Compte ouvert le": user.date_joined,
            "Dernière connexion": user.last_login,
            "Adresses": [f"{a.email}{' (confirmée)' if a.verified else ''}" for a in user.emailaddress_set.order_by("pk")],
            "Second facteur": Authenticator.objects.filter(user=user).exists(),
            "Groupes": list(user.groups.order_by("name").values_list("name", flat=True)),
        }
    ]


def _refuse_account(user):
    if user.is_staff:
        return ["Votre compte est celui d’une personne de l’équipe : qui administre le portail lui retire d’abord ce rôle."]
    return []


def _read_sessions(user):
    return [
        {"Depuis le": session.created_at, "Vue le": session.last_seen_at, "Adresse internet": session.ip, "Navigateur": session.user_agent}
        for session in user.usersession_set.order_by("-created_at", "-pk")
    ]


def _emails_of(user, traces):
    return Email.objects.filter(user=user) | Email.objects.filter(to__lower__in=traces.emails)


def _read_emails(user):
    emails = _emails_of(user, Traces.of(user)).distinct().order_by("-created_at", "-pk").defer("html")
    found = []
    for email in emails:
        kind = find_kind(email.kind)
        secret = kind is None or kind.secret
        subject = kind.open_subject if kind and kind.secret else email.subject
        text = "Ce courriel ouvrait un accès : son texte n’est pas gardé." if secret else email.text
        found.append({"Date": email.created_at, "À": email.to, "Objet": subject, "Texte": text, "État": email.get_status_display()})
    return found


def _erase_emails(user, traces):
    """Those to the person say no more to whom nor what; those that they caused or that speak of them lose the person."""
    last = [kind.name for kind in all_kinds() if kind.forgotten]
    theirs = list(_emails_of(user, traces).exclude(kind__in=last).values_list("pk", flat=True))
    waits = {"status__in": [Status.QUEUED, Status.FAILED], "next_try_at__isnull": False}
    Email.objects.filter(pk__in=theirs, **waits).update(status=Status.EXPIRED, next_try_at=None)
    Email.objects.filter(pk__in=theirs).update(to=NOBODY)
    written = list(Email.objects.filter(reply_to__lower__in=traces.emails).values_list("pk", flat=True))  # their own words, to others
    Email.objects.filter(pk__in=written, **waits).update(status=Status.EXPIRED, next_try_at=None)
    Email.objects.filter(pk__in=written).update(reply_to="")
    others = Email.objects.exclude(pk__in=[*theirs, *written])
    traces.remove_from(others.exclude(kind__in=last), "subject", "text", "html", "attachments")
    caused = others.filter(by=user).exclude(**waits).values_list("pk", flat=True)  # one that waits still has to say something
    rows = list(Email.objects.filter(pk__in=[*theirs, *written, *caused]).only("pk", "kind"))
    for row in rows:
        kind = find_kind(row.kind)
        row.subject, row.text, row.html, row.attachments = kind.open_subject if kind else "", "", "", []
    Email.objects.bulk_update(rows, ["subject", "text", "html", "attachments"], batch_size=500)


def _read_audit(user):
    done = Entry.objects.filter(by=user).select_related("content_type")
    about = Entry.objects.about(user).exclude(by=user).select_related("content_type")
    lines = [{"Date": e.at, "Action": e.verb, "Objet": f"{e.content_type.name} « {e.label} »", "Par": "vous"} for e in done]
    lines += [{"Date": e.at, "Action": e.verb, "Objet": "votre compte", "Par": "une autre personne"} for e in about]
    return sorted(lines, key=lambda line: line["Date"], reverse=True)


def _erase_audit(user, traces):
    """Who did what stays, under no name."""
    Entry.objects.about(user).update(label=ERASED, changes={})
    traces.remove_from(Entry.objects.all(), "label", "changes")
    traces.remove_from(LogEntry.objects.all(), "object_repr", "change_message")


register(Holding("account", 10, "Compte", _read_account, refuse=_refuse_account))
register(Holding("sessions", 15, "Sessions ouvertes", _read_sessions))
register(Holding("emails", 80, "Courriels que le portail vous a envoyés", _read_emails, erase=_erase_emails))
register(Holding("audit", 90, "Journal des actions", _read_audit, erase=_erase_audit))

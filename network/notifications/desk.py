"""The e-mails that need somebody: given up, or perhaps already gone."""

from django.urls import reverse

from network.notifications.models import Email
from network.notifications.registry import find_kind
from network.ui.desk import DeskCard, DeskRow, register
from network.ui.french import since


def _in_need(user, limit):
    for email in Email.objects.in_need().defer("text", "html").order_by("-created_at", "-pk")[:limit]:
        url = reverse("admin:notifications_email_change", args=[email.pk])
        kind = find_kind(email.kind)
        what = kind.open_subject if kind else email.kind
        yield DeskRow(email.to, url, f"{what}, {since(email.created_at)}", email.get_status_display(), "late")


register(
    DeskCard(
        name="emails_in_need",
        order=90,
        title="Courriels à décider",
        unit="courriel à décider|courriels à décider",
        permission="notifications.view_email",
        page="admin:notifications_email_changelist",
        query="?etat=decider",
        count=lambda user: Email.objects.in_need().count(),
        rows=_in_need,
        more="Tous les courriels abandonnés ou incertains",
    )
)

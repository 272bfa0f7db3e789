"""The documents that could not be made."""

from django.urls import reverse

from network.documents.enums import State
from network.documents.models import Document
from network.ui.desk import DeskCard, DeskRow, register
from network.ui.french import since


def _failed(user, limit):
    for document in Document.objects.failed_for_good().order_by("-asked_at", "pk")[:limit]:
        url = reverse("admin:documents_document_change", args=[document.pk])
        yield DeskRow(document.title, url, document.message, since(document.asked_at), "late")


register(
    DeskCard(
        name="documents_failed",
        order=80,
        title="Documents en échec",
        unit="document en échec|documents en échec",
        permission="documents.view_document",
        page="admin:documents_document_changelist",
        query=f"?state__exact={State.FAILED}",
        count=lambda user: Document.objects.failed_for_good().count(),
        rows=_failed,
        more="Tous les documents en échec",
    )
)

"""Documents on the team's desk: what is ready, what waits, why one failed."""

from django.contrib import admin, messages

from network.documents import services
from network.documents.kinds import Refusal
from network.documents.models import Document
from network.ui.read_only import ReadOnly


@admin.register(Document)
class DocumentAdmin(ReadOnly, admin.ModelAdmin):
    """To read; one act: make again."""

    list_display = ("created_at", "title", "state", "progress", "pages", "size", "attempts", "requested_by")
    list_filter = ("state", "kind")
    list_select_related = ("requested_by",)
    date_hierarchy = "created_at"
    search_fields = ("title", "=id")
    ordering = ("-created_at", "-pk")
    actions = ("make_again",)
    fields = readonly_fields = (
        "title", "kind", "params", "version", "release", "state", "progress", "attempts", "worker", "error", "message",
        "requested_by", "created_at", "asked_at", "called_at", "started_at", "heartbeat_at", "finished_at",
        "pages", "size", "checksum",
    )  # fmt: skip

    @admin.display(description="avancement")
    def progress(self, document):
        """« 43 sur 218 fiches »"""
        return f"{document.done} sur {document.total} ({document.unit})" if document.total else document.done or ""

    @admin.action(description="Refaire les documents choisis", permissions=["view"])
    def make_again(self, request, queryset):
        """Through the service that people use."""
        for document in queryset:
            try:
                services.remake(document=document, by=request.user)
            except Refusal as refusal:
                messages.warning(request, f"« {document} » : {refusal}")
            else:
                messages.success(request, f"« {document} » est refait.")

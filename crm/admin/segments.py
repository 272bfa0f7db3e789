"""Segments: criteria that are kept, and the actors that meet them today."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_POST

from actors.models import Contact
from crm import services
from crm.admin.forms import SegmentForm
from crm.models import Segment
from crm.segments import actors_of
from network.audit.editing import changes_of
from network.audit.history import LockedAdmin
from network.ui.throttle import check

PAGE = 50


@admin.register(Segment)
class SegmentAdmin(LockedAdmin):
    """Lists of actors that the team writes to or follows together."""

    form = SegmentForm
    list_display = ["name", "description", "by", "updated_at"]
    list_select_related = ["by"]
    search_fields = ["name", "description"]
    ordering = ["name", "pk"]
    filter_horizontal = ["countries", "themes"]
    change_form_template = "crm/admin/segment_form.html"
    fieldsets = [
        (None, {"fields": ["name", "description"]}),
        (
            "Critères",
            {
                "fields": ["colleges", "kinds", "departments", "countries", "themes", "belonging", "freshness"],
                "description": "Rien de coché : tous. Dans une liste, l’un ou l’autre suffit ; d’une liste à l’autre, tout doit convenir.",
            },
        ),
    ]

    def get_urls(self):
        """The actors of a segment, and its export."""
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/acteurs/", wrap(self.actors_view), name="crm_segment_actors"),
            path("<int:pk>/exporter/", require_POST(wrap(self.export_view)), name="crm_segment_export"),
            *super().get_urls(),
        ]

    def save_model(self, request, obj, form, change):
        """Through the service; its many-to-many criteria follow."""
        services.save_segment(segment=obj, by=request.user, changes=changes_of(form) if change else None)

    def actors_view(self, request, pk):
        """The actors of today, and how many people are known there."""
        segment = self._segment(request, pk)
        known = Prefetch("contacts", Contact.objects.known())
        actors = actors_of(segment).for_sheet(request.user, timezone.localdate()).prefetch_related(known)
        page = Paginator(actors, PAGE).get_page(request.GET.get("page"))
        context = {
            **self.admin_site.each_context(request),
            "title": str(segment),
            "opts": self.opts,
            "segment": segment,
            "page": page,
            "may_export": self._may_export(request),
        }
        return TemplateResponse(request, "crm/admin/segment.html", context)

    def export_view(self, request, pk):
        """The workbook, with the people; for those who may read contacts."""
        segment = self._segment(request, pk)
        if not self._may_export(request):
            raise PermissionDenied
        check(request, "export")
        response = services.export_segment(segment=segment, by=request.user)
        response["Content-Disposition"] = f'attachment; filename="segment-{segment.pk}-{timezone.localdate():%Y-%m-%d}.xlsx"'
        response["Cache-Control"] = "private, no-store"
        return response

    def _segment(self, request, pk):
        segment = self.get_queryset(request).filter(pk=pk).first()
        if segment is None:
            raise Http404
        if not (self.has_view_permission(request, segment) and request.user.has_perm("actors.view_actor")):
            raise PermissionDenied
        return segment

    def _may_export(self, request):
        return request.user.has_perm("actors.view_contact")

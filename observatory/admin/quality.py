"""What sheets do not say, by département, and whom to call."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_POST

from network.directory.facets import UNKNOWN
from network.taxonomy.models import Department
from network.ui.throttle import check
from observatory.quality import GAPS, Line, lacking, overview
from observatory.services.quality import export_lacking

PAGE = 50


class QualityPages:
    """Mix into an admin: the pages of the quality of the data."""

    def get_urls(self):
        """The figures with a list, and its export."""
        wrap = self.admin_site.admin_view
        return [
            path("qualite/", wrap(self.quality_view), name="observatory_quality"),
            path("qualite/exporter/", wrap(require_POST(self.quality_export)), name="observatory_quality_export"),
            *super().get_urls(),
        ]

    def quality_view(self, request):
        """How many sheets lack what, by département; each number opens its list."""
        self._allow(request)
        names = dict(Department.objects.order_by("code").values_list("code", "name"))
        counts = overview()
        found = {code for by_code in counts.values() for code in by_code}
        places = [(code, name) for code, name in [*names.items(), (UNKNOWN, "Département inconnu")] if code in found]
        rows = [(code, name, [(gap, counts[gap.name].get(code, 0)) for gap in GAPS.values()]) for code, name in places]
        asked, department = GAPS.get(request.GET.get("manque", "")), request.GET.get("departement", "")
        department = department if department in {*names, UNKNOWN} else ""
        page = Paginator(lacking(asked, department), PAGE).get_page(request.GET.get("page")) if asked else None
        context = {
            **self.admin_site.each_context(request),
            "title": "Qualité des données",
            "opts": self.opts,
            "gaps": list(GAPS.values()),
            "rows": rows,
            "totals": [(gap, sum(counts[gap.name].values())) for gap in GAPS.values()],
            "gap": asked,
            "department": department,
            "where": names.get(department, "Département inconnu") if department else "",
            "page": page,
            "lines": [Line(sheet, asked.sort) for sheet in page] if asked else [],
        }
        return TemplateResponse(request, "observatory/admin/quality.html", context)

    def quality_export(self, request):
        """The same list as a file."""
        self._allow(request)
        check(request, "export")
        gap, kind, department = (request.POST.get(name, "") for name in ("manque", "format", "departement"))
        if gap not in GAPS or kind not in {"csv", "xlsx"} or "\x00" in department:
            raise Http404
        response = export_lacking(gap=gap, department=department, kind=kind, by=request.user)
        response["Content-Disposition"] = f'attachment; filename="{gap}-{timezone.localdate():%Y-%m-%d}.{kind}"'
        response["Cache-Control"] = "private, no-store"
        return response

    def _allow(self, request):
        if not request.user.has_perms(["actors.view_actor", "actors.view_contact", "projects.view_project"]):
            raise PermissionDenied

"""The directory of schemes."""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from projects.filters import SchemeFilter
from projects.models import Scheme, SearchEntry


@require_safe
def scheme_list(request):
    """/dispositifs/: the network's own apart from those it points to; « je suis », « pour », « où », open now."""
    schemes = Scheme.objects.visible_to(request.user).prefetch_related("countries", "periods")
    found = SchemeFilter(request.GET, queryset=schemes)
    shown = list(found.qs) if found.is_valid() else list(schemes)
    own = [scheme for scheme in shown if scheme.is_own]
    context = {
        "filter": found,
        "total": len(shown),
        "groups": [("Portés par le réseau", own), ("Vers lesquels le réseau oriente", [s for s in shown if not s.is_own])],
        "is_filtered": any(request.GET.get(name) for name in found.filters),
    }
    return render(request, "projects/scheme_list.html", context)


@require_safe
def scheme_detail(request, slug):
    """/dispositifs/<slug>/: a scheme, what it gives, to whom, when, and the projects referenced under it."""
    schemes = Scheme.objects.visible_to(request.user).prefetch_related("countries", "periods")
    scheme = get_object_or_404(schemes, slug=slug)
    today = timezone.localdate()
    context = {
        "scheme": scheme,
        "projects": SearchEntry.objects.filter(schemes__contains=[scheme.slug]).count(),
        "periods": [(period, period.covers(today)) for period in scheme.periods.all()],
    }
    return render(request, "projects/scheme_detail.html", context)

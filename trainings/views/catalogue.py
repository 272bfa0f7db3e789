"""/formations/"""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from trainings import catalogue
from trainings.filters import ModuleFilter
from trainings.models import Module


@require_safe
def module_list(request):
    """/formations/: what is taught; those with a session to come first, the soonest at the top."""
    modules = Module.objects.visible_to(request.user).with_sessions(request.user)
    found = ModuleFilter(request.GET, user=request.user, queryset=modules)
    now = timezone.now()
    shown = [(module, *catalogue.lines(module, now)) for module in (found.qs if found.is_valid() else modules)]
    dated = [one for one in shown if one[1] and one[1][0].start]
    dated.sort(key=lambda one: one[1][0].start)
    planned = dated + [one for one in shown if one[1] and not one[1][0].start]
    context = {
        "filter": found,
        "total": len(shown),
        "groups": [("Sessions à venir", planned), ("Modules sans session prévue", [one for one in shown if not one[1]])],
        "is_filtered": any(request.GET.get(name) for name in found.filters),
    }
    return render(request, "trainings/list.html", context)


@require_safe
def module_detail(request, slug):
    """/formations/<slug>/: a module and its sessions, the next first."""
    modules = Module.objects.visible_to(request.user).with_sessions(request.user)
    module = get_object_or_404(modules, slug=slug)
    coming, over = catalogue.lines(module, timezone.now())
    return render(request, "trainings/detail.html", {"module": module, "coming": coming, "over": over})

"""/groupes-de-travail/"""

from django.shortcuts import get_object_or_404, render

from events.models import WorkingGroup


def groups(request):
    """Those that meet, then those that ended."""
    found = WorkingGroup.objects.prefetch_related("countries", "themes", "replaced_by")
    return render(request, "groups/list.html", {"standing": found.standing(), "ended": found.filter(is_ended=True)})


def group(request, slug):
    """One group."""
    found = get_object_or_404(WorkingGroup.objects.prefetch_related("countries", "themes", "replaced_by", "replaces"), slug=slug)
    return render(request, "groups/detail.html", {"group": found})

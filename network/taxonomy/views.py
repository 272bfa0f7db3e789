"""Reference data for the forms that enhance themselves."""

from django.http import JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from network.taxonomy.models import Municipality
from network.taxonomy.spelling import may_mean
from network.ui.throttle import throttled

SHOWN = 12  # choices at most


@require_safe
@throttled("autocomplete")
@cache_control(public=True, max_age=3600)
def municipalities(request):
    """/territoires/communes/?q=: the communes that a text may mean, best first, as JSON; `former`: under which old names."""
    text = request.GET.get("q", "")
    found = Municipality.objects.matching(text).select_related("department", "intercommunality")
    choices = [
        {
            "value": commune.code,
            "label": commune.label,
            "postcodes": commune.postcodes,
            "department": commune.department.name,
            "epci": commune.intercommunality.name if commune.intercommunality else "",
            "former": [] if may_mean(text, commune.name) else [name for name in commune.former_names if may_mean(text, name)],
        }
        for commune in found[:SHOWN]
    ]
    return JsonResponse(choices, safe=False, json_dumps_params={"ensure_ascii": False})

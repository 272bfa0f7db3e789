"""The radar, as a fragment."""

import re

from django.db.models import Q
from django.shortcuts import render
from django.views.decorators.http import require_safe

from network.taxonomy.models import Country
from network.ui.throttle import throttled
from projects.models import Project
from projects.radar import radar

ROW = re.compile(r"places-\d{1,2}-(country|town|longitude|latitude)")
NAMES = {"country": "pays", "town": "ville", "longitude": "longitude", "latitude": "latitude"}


@require_safe
@throttled("autocomplete")
def show(request):
    """/projets/radar/?pays=benin&ville=Dassa: who else is there; also understands a line of the form that asks."""
    asked = {key: value.replace("\0", "")[:120] for key, value in request.GET.items()}
    asked.update({NAMES[match[1]]: value for key, value in asked.items() if (match := ROW.fullmatch(key))})
    country = _country(asked.get("pays", "").strip())
    if country is None:
        return render(request, "projects/includes/radar.html", {"radar": None})
    but = Project.objects.visible_to(request.user).filter(slug=asked.get("sauf", "")[:90]).first()
    point = {name: _degrees(asked.get(name, ""), most) for name, most in (("longitude", 180), ("latitude", 90))}
    return render(request, "projects/includes/radar.html", {"radar": radar(country, asked.get("ville", ""), but=but, **point)})


def _country(text):
    return Country.objects.filter(Q(slug=text) | Q(pk=text.upper()) | Q(name__iexact=text)).first() if text else None


def _degrees(text, most):
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        return None
    return value if -most <= value <= most else None

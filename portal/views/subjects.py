"""The pages of countries and themes."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from network.taxonomy.models import Country, Theme
from portal import subjects


@require_safe
def country_list(request):
    """/pays/: the countries with something to show."""
    return render(request, "portal/countries.html", {"regions": subjects.countries()})


@require_safe
def country(request, slug):
    """/pays/<slug>/: what the network does in one country."""
    return _page(request, subjects.CountryPage(get_object_or_404(Country, slug=slug)), "portal/country.html")


@require_safe
def theme_list(request):
    """/thematiques/: the themes with something to show."""
    return render(request, "portal/themes.html", {"themes": subjects.themes()})


@require_safe
def theme(request, slug):
    """/thematiques/<slug>/: what the network does about one theme."""
    return _page(request, subjects.ThemePage(get_object_or_404(Theme.objects.select_related("parent"), slug=slug)), "portal/theme.html")


def _page(request, subject, template):
    if subject.is_empty:
        raise Http404
    return render(request, template, {"subject": subject})

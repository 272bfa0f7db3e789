"""The home page."""

from django.http import QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from events.listing import directory as agenda
from network.directory.page import ListPage
from network.taxonomy.enums import Mission
from portal.facts import facts

# What each mission does, in the network's words; one that opens its pages gets an address.
MISSIONS = {
    Mission.IDENTIFICATION: ("Annuaire, projets, bourse aux compétences et observatoire : savoir qui agit, où et avec qui.", "actors:list"),
    Mission.INFORMATION: ("Publications, lettre du réseau, travaux avec les autres réseaux régionaux.", ""),
    Mission.SUPPORT: ("Formations, permanences dans les départements, accompagnement individualisé.", ""),
    Mission.ANIMATION: ("Groupes de travail par pays et par thème, conférences, vie des instances.", "groups:list"),
    Mission.ECSI: ("Tandems entre établissements scolaires et associations, expositions créées par les élèves.", ""),
    Mission.MOBILITY: ("Volontariat, service civique, stages et chantiers, pour tous les âges.", ""),
}


@require_safe
def home(request):
    """Who acts in the world from the region."""
    missions = [{"number": m.value, "label": m.label, "text": text, "page": page} for m, (text, page) in MISSIONS.items()]
    meetings = ListPage(agenda.shown(reverse("events:list"), QueryDict()))
    return render(request, "portal/home.html", {"facts": facts(), "missions": missions, "agenda": meetings, "meetings": meetings.cards[:4]})

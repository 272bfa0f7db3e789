"""What the report says of itself: its title, its cover, the foot of its pages."""

from django.conf import settings
from django.urls import reverse

from network.ui.french import moment
from observatory.scope import scope_of

TITLE, EVERYWHERE = "Rapport de l’observatoire", "aucun, toute la région"


def filters(selection):
    """« Pays : Bénin ; Année : 2012 ou 2013 »; « aucun, toute la région »."""
    words = [f"{label} : {values}" for label, values in selection.words]
    words += ["tous les acteurs d’un projet publié"] if selection.all_actors else []
    return " ; ".join(words) or EVERYWHERE


def title(source):
    """« Rapport de l’observatoire », with what it is narrowed to when that is short, or the number of the snapshot."""
    if source.snapshot:
        return f"{TITLE}, instantané n°\u00a0{source.snapshot.number}"
    scope = scope_of(source.selection)
    words = scope.label if scope else filters(source.selection)
    return f"{TITLE}, {words}"[:140] if words else TITLE


def headline(source):
    """The words of the cover."""
    scope = scope_of(source.selection)
    if scope is None or not scope.facet:
        return f"Qui agit dans le monde {settings.NETWORK['from_region']}"
    return (
        f"{scope.label} : qui y agit {settings.NETWORK['from_region']}"
        if scope.facet == "countries"
        else f"{scope.label} : qui agit dans le monde"
    )


def head(source):
    """What every page says: who publishes, whose figures, as they were when."""
    chosen, taken = source.selection, source.snapshot
    dated, narrowed = f"Chiffres du {moment(source.moment)}", filters(chosen)
    if taken:
        dated = f"Instantané n°\u00a0{taken.number}, chiffres du {moment(source.moment)}"
    return {
        "network": settings.NETWORK["name"],
        "from_region": settings.NETWORK["from_region"],
        "site": settings.SITE_URL,
        "address": settings.SITE_URL + chosen.address("observatory:page"),
        "data_address": settings.SITE_URL + reverse("observatory:data"),
        "title": title(source),
        "short": title(source).replace(TITLE, "Observatoire") if taken else _short(chosen),
        "filters": narrowed,
        "filtered": narrowed != EVERYWHERE,
        "dated": dated,
        "foot": f"{dated}. Filtres : {narrowed}.",
        "all_actors": chosen.all_actors,
        "snapshot": taken and {"number": taken.number, "reason": taken.reason, "demo": taken.is_demo},
    }


def _short(selection):
    """The running head: « Observatoire, Bénin »."""
    scope = scope_of(selection)
    return f"Observatoire, {scope.label}" if scope and scope.facet else "Observatoire" if scope else "Observatoire, une sélection"

"""What the variables of the e-mails about organisations say, for the team that rewords them."""

from django.conf import settings

from network.notifications.registry import Variable, explain

ACTOR = "Association de démonstration Eau et jardins"

explain(
    {
        "actor": Variable("le nom de l’organisation", ACTOR),
        "person": Variable("le nom de la personne dont parle le courriel", "Camille Exemple"),
        "email": Variable("l’adresse de cette personne", "camille@demo.example"),
        "role": Variable("le rôle dans l’organisation", "responsable"),
        "can_all": Variable("rempli quand ce rôle peut tout faire", "oui"),
        "until": Variable("le dernier jour, en toutes lettres", "8 décembre 2026"),
        "last": Variable("quand la fiche a été confirmée, en toutes lettres", "3 mars 2026"),
        "days": Variable('le nombre de jours que le lien sert, avec |plural:"jour"', 30),
        "space": Variable("la page « Mon espace »", f"{settings.SITE_URL}/mon-espace/"),
        "winner": Variable("le nom de la fiche gardée", ACTOR),
        "loser": Variable("le nom de l’autre fiche", "Eau et jardins"),
        "loser_url": Variable("l’adresse de l’autre fiche", f"{settings.SITE_URL}/annuaire/exemple/"),
    }
)

"""What the variables of the e-mails about organisations say, for the team that rewords them."""

from django.conf import settings

from network.notifications.registry import Variable, explain

ACTOR = "Association de démonstration Eau et jardins"
NEAR = [{"name": "Eau et jardins", "url": f"{settings.SITE_URL}/annuaire/exemple/", "reasons": "nom très proche, même commune"}]
CHANGES = [{"label": "nom", "before": "Eau et jardins", "after": ACTOR}]

explain(
    {
        "actor": Variable("le nom de la structure", ACTOR),
        "person": Variable("le nom de la personne dont parle le courriel", "Camille Exemple"),
        "email": Variable("l’adresse de cette personne", "camille@demo.example"),
        "role": Variable("le rôle dans la structure", "responsable"),
        "can_all": Variable("rempli quand ce rôle peut tout faire", "oui"),
        "name": Variable("le prénom et le nom de la personne", "Camille Exemple"),
        "function": Variable("sa fonction dans la structure", "trésorière"),
        "phone": Variable("rempli quand son téléphone est public", "oui"),
        "body": Variable("ce que la personne a écrit à la structure", "Bonjour, pouvons-nous visiter vos jardins en mai ?"),
        "attention": Variable("la personne à qui le message s’adresse", "Camille Exemple"),
        "to_team": Variable("rempli quand personne ne représente la structure", "oui"),
        "until": Variable("le dernier jour, en toutes lettres", "8 décembre 2026"),
        "last": Variable("quand la fiche a été confirmée, en toutes lettres", "3 mars 2026"),
        "days": Variable('le nombre de jours que le lien sert, avec |plural:"jour"', 30),
        "space": Variable("la page « Mon espace »", f"{settings.SITE_URL}/mon-espace/"),
        "winner": Variable("le nom de la fiche gardée", ACTOR),
        "loser": Variable("le nom de l’autre fiche", "Eau et jardins"),
        "message": Variable("ce que la personne a écrit", "Je suis trésorière de l’association."),
        "motive": Variable("le motif du refus", "Précisez dans quels pays vous agissez."),
        "first": Variable("rempli quand la personne est la première responsable", "oui"),
        "answered_by_team": Variable("rempli quand c’est l’équipe qui répondra", "oui"),
        "near": Variable("les fiches qui ressemblent à celle-ci", NEAR),
        "near[].name": Variable("le nom d’une fiche qui ressemble", NEAR[0]["name"]),
        "near[].url": Variable("l’adresse d’une fiche qui ressemble", NEAR[0]["url"]),
        "near[].reasons": Variable("en quoi elle ressemble", NEAR[0]["reasons"]),
        "changes": Variable("ce qui a changé", CHANGES),
        "changes[].label": Variable("ce qui a changé, en un mot", CHANGES[0]["label"]),
        "changes[].before": Variable("la valeur d’avant", CHANGES[0]["before"]),
        "changes[].after": Variable("la valeur nouvelle", CHANGES[0]["after"]),
        "loser_url": Variable("l’adresse de l’autre fiche", f"{settings.SITE_URL}/annuaire/exemple/"),
    }
)

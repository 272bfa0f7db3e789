"""What personal data the portal keeps, why and for how long: the page « Données personnelles » is written from here.

What nobody has decided yet stays empty and shows as « non renseigné ».
"""

from dataclasses import dataclass

from django.conf import settings

from actors.models import Merge
from network.ui.french import plural

DAY = 24 * 3600
# Fixed by the law, and so no setting; the portal does not delete them afterwards by itself.
ACCOUNTS = "dix ans au moins après la clôture de l’exercice (article L123-22 du Code de commerce)"


@dataclass(frozen=True)
class Processing:
    """One processing (traitement)."""

    name: str
    data: str
    purpose: str
    basis: str
    seen_by: str
    kept: str = ""


@dataclass(frozen=True)
class Cookie:
    """One cookie, strictly necessary: no consent is asked for."""

    name: str
    purpose: str
    kept: str


def _years(name):
    return plural(settings.KEPT_YEARS[name], "an")


def processings():
    """The processings that exist today."""
    return [
        Processing(
            "Comptes",
            "adresse électronique, nom et prénom si vous les donnez, mot de passe rendu illisible, second facteur s’il y en a un",
            "ouvrir votre espace et vous écrire à son sujet",
            "exécution du service que vous demandez",
            "vous, l’équipe du réseau, les personnes qui représentent les mêmes structures",
            "tant que le compte est ouvert",
        ),
        Processing(
            "Sessions",
            "adresse IP, navigateur, dates de la connexion et de la dernière visite",
            "vous laisser connecté·e, vous montrer vos sessions ouvertes et vous permettre de les fermer",
            "intérêt légitime : sécurité des comptes",
            "vous, l’équipe technique",
            plural(settings.SESSION_COOKIE_AGE // DAY, "jour") + " après la connexion, ou jusqu’à la déconnexion",
        ),
        Processing(
            "Essais de connexion et demandes répétées",
            "adresse IP ou compte, nombre de demandes",
            "empêcher que l’on essaie des mots de passe ou que l’on sature le site",
            "intérêt légitime : sécurité du site",
            "personne ; des compteurs seulement",
            "15 minutes au plus",
        ),
        Processing(
            "Fiches de l’annuaire",
            "données de la structure ; courriel et téléphone seulement si la structure les déclare publics",
            "faire connaître les acteurs de la région",
            "intérêt légitime : mission du réseau ; données publiques réutilisées avec leur source",
            "tout le monde",
            "tant que la fiche est publiée",
        ),
        Processing(
            "Personnes des structures",
            "compte, rôle, dates ; adresse des personnes invitées",
            "savoir qui tient la fiche d’une structure, et inviter d’autres personnes à la tenir",
            "exécution du service que vous demandez",
            "les personnes qui représentent la structure, l’équipe du réseau",
            "tant que le compte est ouvert ; une invitation sert quatorze jours, et s’oublie un an après",
        ),
        Processing(
            "Contacts des structures",
            "nom, fonction, adresse, téléphone, mandat des personnes élues",
            "savoir qui joindre dans une structure",
            "intérêt légitime : mission du réseau ; votre accord pour ce qui est publié",
            "les personnes qui représentent la structure, l’équipe du réseau ; tout le monde, pour ce que vous avez accepté de publier",
            "tant que la structure ou vous ne l’effacez pas",
        ),
        Processing(
            "Échanges avec l’équipe du réseau",
            "date, structure, personnes rencontrées, ce qui s’est dit, ce qu’il faut faire ensuite",
            "se souvenir de ce qui a été dit et promis, d’une personne de l’équipe à l’autre",
            "intérêt légitime : mission du réseau",
            "l’équipe du réseau",
            _years("exchanges") + " après le dernier échange avec la structure ; ensuite restent la date, le sujet et la structure",
        ),
        Processing(
            "Adhésions et cotisations",
            "qui a demandé l’adhésion et son message ; appels, règlements et reçus d’une structure, et qui les a saisis",
            "répondre aux demandes d’adhésion, appeler et recevoir les cotisations",
            "exécution du service que vous demandez ; tenue des comptes du réseau",
            "les personnes qui représentent la structure, l’équipe du réseau",
            f"pièces comptables, dont les règlements et les reçus : {ACCOUNTS} ; message d’une demande : "
            + _years("requests")
            + " après la réponse",
        ),
        Processing(
            "Inscriptions aux rencontres",
            "nom, adresse électronique, structure, présence souhaitée, réponses aux questions, besoins particuliers si vous en dites",
            "garder votre place, vous écrire ce qui change, accueillir chacun·e, rendre compte du nombre de personnes venues",
            "exécution du service que vous demandez",
            "vous, la personne qui vous a inscrit·e, l’équipe du réseau ; les autres inscrit·es si vous l’acceptez",
            _years("registrations")
            + " après la rencontre, puis le nombre reste sans les noms ; vos besoins, un mois ; une demande jamais confirmée, deux jours",
        ),
        Processing(
            "Messages écrits à une structure",
            "nom, adresse et texte que vous écrivez",
            "remettre votre message et permettre une réponse",
            "exécution du service que vous demandez",
            "les personnes à qui vous écrivez, l’équipe du réseau",
            plural(settings.EMAILS_KEPT_DAYS, "jour"),
        ),
        Processing(
            "Courriels envoyés par le portail",
            "adresse, objet et texte du message, date",
            "vous écrire ce que vous avez demandé, savoir si le message est parti",
            "exécution du service que vous demandez",
            "vous, l’équipe du réseau",
            plural(settings.EMAILS_KEPT_DAYS, "jour") + " après l’envoi",
        ),
        Processing(
            "Documents demandés",
            "nature du document, filtres, date de la demande",
            "préparer le document et vous permettre de le retrouver",
            "exécution du service que vous demandez",
            "vous, l’équipe du réseau",
            plural(settings.DOCUMENTS["keep_days"], "jour") + " après la dernière demande",
        ),
        Processing(
            "Fusion de deux fiches",
            "ce que disaient les deux fiches, coordonnées comprises, et ce qui a été déplacé",
            "annuler une fusion faite par erreur",
            "intérêt légitime : exactitude des données",
            "l’équipe du réseau",
            plural(Merge.UNDOABLE.days, "jour"),
        ),
        Processing(
            "Journal des actions",
            "compte, action, date, ce qui a changé dans une fiche",
            "savoir qui a modifié quoi, réparer une erreur",
            "intérêt légitime : sécurité et traçabilité",
            "l’équipe du réseau",
            _years("trail") + " (article 2224 du Code civil) ; ensuite l’action reste, sans le nom de la personne",
        ),
    ]


def cookies():
    """The cookies that the portal may set."""
    return [
        Cookie(
            settings.SESSION_COOKIE_NAME,
            "vous reconnaître d’une page à l’autre une fois connecté·e",
            plural(settings.SESSION_COOKIE_AGE // DAY, "jour"),
        ),
        Cookie(
            settings.CSRF_COOKIE_NAME,
            "vérifier qu’un formulaire a bien été envoyé depuis ce site",
            plural(settings.CSRF_COOKIE_AGE // DAY, "jour"),
        ),
        Cookie("messages", "afficher une fois, à la page suivante, le résultat de ce que vous venez de faire", "une page"),
    ]

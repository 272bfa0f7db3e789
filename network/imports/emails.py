"""The e-mail of the imports."""

from django.conf import settings

from network.notifications.registry import EmailKind, Variable, register

register(
    EmailKind(
        name="import_moved",
        subject="Votre import {name} : la suite",
        template="imports/email/moved",
        reason="Vous recevez ce message parce que vous avez envoyé ce fichier, dont le traitement a pris du temps.",
        variables={
            "name": Variable("le nom du fichier", "structures-2026.xlsx"),
            "state": Variable("« previewed » : vérifié ; « done » : terminé ; sinon : échoué", "done"),
            "message": Variable("pourquoi l’import a échoué", "La colonne « nom » manque."),
            "counts": Variable("les lignes du fichier, à lire par « for label, count in counts »", [("valables", 118), ("en erreur", 2)]),
            "counts[].0": Variable("le premier des deux noms de la boucle : de quelles lignes il s’agit", "valables"),
            "counts[].1": Variable("le second : combien il y en a", 118),
            "url": Variable("la page de l’import", f"{settings.SITE_URL}/admin/", kept=True),
        },
    )
)

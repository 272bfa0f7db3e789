"""The e-mail of the imports."""

from network.notifications.registry import EmailKind, register

register(
    EmailKind(
        name="import_moved",
        subject="Votre import {name} : la suite",
        template="imports/email/moved",
        reason="Vous recevez ce message parce que vous avez envoyé ce fichier, dont le traitement a pris du temps.",
    )
)

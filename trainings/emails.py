"""The e-mails about trainings."""

from network.notifications.registry import EmailKind, Variable, register

register(
    EmailKind(
        name="certificate_ready",
        subject="Votre attestation : {training}",
        template="trainings/email/certificate_ready",
        reason="Vous recevez ce message parce que vous avez suivi cette formation du réseau.",
        secret=True,
        variables={
            "number": Variable("le numéro de l’attestation", "2027-0042"),
            "name": Variable("le nom de la personne", "Camille Exemple"),
            "training": Variable("l’intitulé de la formation", "Intégrer le genre dans son projet"),
        },
    )
)
register(
    EmailKind(
        name="training_questionnaire",
        subject="Votre avis, {moment} : {training}",
        template="trainings/email/training_questionnaire",
        reason="Vous recevez ce message parce que cette adresse est inscrite à une formation du réseau.",
        secret=True,
        variables={
            "training": Variable("l’intitulé de la formation", "Construire un budget"),
            "name": Variable("le nom de la personne inscrite", "Camille Martin"),
            "moment": Variable("quand on demande l’avis", "juste après"),
        },
    )
)

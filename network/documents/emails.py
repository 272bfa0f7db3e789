"""The e-mail of the documents."""

from django.conf import settings

from network.notifications.registry import EmailKind, Variable, register

register(
    EmailKind(
        name="document_ready",
        subject="Votre document est prêt : {title}",
        template="documents/email/ready",
        reason="Vous recevez ce message parce que vous avez demandé ce document, qui a pris plus de temps que prévu.",
        variables={
            "title": Variable("le titre du document", "Annuaire des acteurs"),
            "pages": Variable('le nombre de pages, avec |plural:"page"', 148),
            "size": Variable("la taille en octets, avec |filesize_fr", 3_400_000),
            "url": Variable("la page du document", f"{settings.SITE_URL}/documents/exemple/", kept=True),
        },
    )
)

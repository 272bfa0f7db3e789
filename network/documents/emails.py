"""The e-mail of the documents."""

from network.notifications.registry import EmailKind, register

register(
    EmailKind(
        name="document_ready",
        subject="Votre document est prêt : {title}",
        template="documents/email/ready",
        reason="Vous recevez ce message parce que vous avez demandé ce document, qui a pris plus de temps que prévu.",
    )
)

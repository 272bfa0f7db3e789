"""The e-mails about organisations and their people."""

from datetime import timedelta

from network.notifications.registry import EmailKind, Variable, register

INVITED = "Vous recevez ce message parce qu’une personne de cette structure a saisi votre adresse sur le portail."
MANAGER = "Vous recevez ce message parce que vous êtes responsable de cette structure sur le portail."
PERSON = "Vous recevez ce message parce que vous représentez, ou représentiez, cette structure sur le portail."

register(
    EmailKind(
        name="invitation",
        subject="{actor} vous invite à tenir sa fiche",
        template="actors/email/invitation",
        reason=INVITED,
        secret=True,
        useful_for=timedelta(days=14),
    )
)
TEAM = "Ce message est envoyé à l’adresse de l’équipe, qui relit les fiches et répond aux demandes restées sans responsable."
ASKED = "Vous recevez ce message parce que vous avez demandé à représenter cette structure sur le portail."
TOLD = {
    "actors/email/invitation_declined": ("{actor} : une invitation est déclinée", MANAGER),
    "actors/email/person_joined": ("{actor} : {person} accepte votre invitation", MANAGER),
    "actors/email/person_left": ("{actor} : {person} ne représente plus la structure", MANAGER),
    "actors/email/role_changed": ("{actor} : vous êtes maintenant {role}", PERSON),
    "actors/email/representation_ended": ("Vous ne représentez plus {actor}", PERSON),
    "actors/email/sheet_to_review": ("Fiche à relire : {actor}", TEAM),
    "actors/email/sheet_renamed": ("Fiche publiée modifiée, à vérifier : {actor}", TEAM),
    "actors/email/sheet_received": ("L’équipe va relire la fiche « {actor} »", PERSON),
    "actors/email/sheet_refused": ("Fiche à corriger avant publication : {actor}", PERSON),
    "actors/email/sheet_published": ("La fiche « {actor} » est publiée", PERSON),
    "actors/email/sheet_archived": ("La fiche « {actor} » est archivée", MANAGER),
    "actors/email/claim_to_answer": ("{person} demande à représenter {actor}", MANAGER),
    "actors/email/claim_received": ("Votre demande pour représenter {actor} est transmise", ASKED),
    "actors/email/claim_accepted": ("Vous représentez maintenant {actor}", ASKED),
    "actors/email/claim_refused": ("Votre demande pour représenter {actor} n’est pas acceptée", ASKED),
}
for template, (subject, reason) in TOLD.items():
    register(EmailKind(name=template.rpartition("/")[2], subject=subject, template=template, reason=reason))
register(
    EmailKind(name="actors_merged", subject="Deux fiches n’en font plus qu’une : {winner}", template="actors/email/merged", reason=MANAGER)
)
register(
    EmailKind(name="actors_parted", subject="De nouveau deux fiches : {winner} et {loser}", template="actors/email/parted", reason=MANAGER)
)
register(
    EmailKind(
        name="still_true",
        subject="{actor} : la fiche est-elle toujours exacte ?",
        template="actors/email/still_true",
        reason=MANAGER,
        secret=True,
        useful_for=timedelta(days=30),
    )
)
CONSENT = "Vous recevez ce message parce qu’une structure tient votre nom et cette adresse parmi ses contacts sur le portail."
register(
    EmailKind(
        name="consent_asked",
        subject="{actor} : acceptez-vous que votre nom soit public ?",
        template="actors/email/consent_asked",
        reason=CONSENT,
        secret=True,
        useful_for=timedelta(days=30),
    )
)
register(
    EmailKind(
        name="consent_given",
        subject="{actor} : votre nom est public, à votre demande",
        template="actors/email/consent_given",
        reason=CONSENT,
        secret=True,
        useful_for=timedelta(days=30),
    )
)
register(
    EmailKind(
        name="visitor_message",
        subject="Message de {name} pour {actor}",
        template="actors/email/visitor_message",
        reason="Vous recevez ce message parce que quelqu’un a écrit à cette structure par le portail, sans voir votre adresse.",
        variables={"body": Variable("le message lui-même", "Bonjour, pouvons-nous visiter vos jardins ?", kept=True)},
    )
)
register(
    EmailKind(
        name="message_sent",
        subject="Votre message à {actor} est parti",
        template="actors/email/message_sent",
        reason="Vous recevez ce message parce que quelqu’un, sans doute vous, a écrit à cette structure par le portail.",
    )
)
register(
    EmailKind(
        name="claim_waiting",
        subject="{person} attend votre réponse pour représenter {actor}",
        template="actors/email/claim_waiting",
        reason=MANAGER,
        variables={"days": Variable('depuis combien de jours la demande attend, avec |plural:"jour"', 7)},
    )
)
register(  # the same letter, when nobody is responsible for the organisation yet
    EmailKind(name="claim_for_team", subject="{person} demande à représenter {actor}", template="actors/email/claim_to_answer", reason=TEAM)
)

"""The e-mails of memberships."""

from datetime import date
from decimal import Decimal

from django.conf import settings

from network.notifications.registry import EmailKind, Variable, register

MANAGER = "Vous recevez ce message parce que vous êtes responsable de cette structure sur le portail, ou que ses appels vous sont adressés."
ASKED = "Vous recevez ce message parce que vous avez demandé l’adhésion de cette structure."
TEAM = "Vous recevez ce message parce que cette adresse est celle de l’équipe du réseau."

ACTOR, YEAR = Variable("le nom de la structure", "Association de démonstration Eau et jardins"), Variable("l’année de l’adhésion", 2026)
FEE = {
    "actor": ACTOR,
    "year": YEAR,
    "number": Variable("le numéro de l’appel", "COT-2026-0042"),
    "amount": Variable("la cotisation, avec |euros", Decimal("150.00")),
    "owed": Variable("ce qui reste à régler, avec |euros", Decimal("50.00")),
    "due_on": Variable("l’échéance, avec |day", date(2026, 6, 30)),
    "commitment_number": Variable("le numéro d’engagement, s’il est connu", ""),
    "by_mandate": Variable("vrai si la structure paie par mandat administratif", True),
    "bank": Variable("les coordonnées bancaires du réseau", None),
    "bank.known": Variable("vrai si l’IBAN est renseigné", True),
    "bank.holder": Variable("le titulaire du compte", settings.NETWORK["name"]),
    "bank.iban": Variable("l’IBAN", "(IBAN des réglages)"),
    "bank.bic": Variable("le BIC", "(BIC des réglages)"),
    "bank.online": Variable("l’adresse où payer en ligne", ""),
    "contact": Variable("l’adresse électronique de l’équipe", settings.NETWORK["email"]),
}
ASKING = {
    "actor": ACTOR,
    "year": YEAR,
    "person": Variable("la personne qui a demandé l’adhésion", "Camille Exemple"),
    "message": Variable("son message", "Nous voulons rejoindre le réseau."),
    "contact": FEE["contact"],
}
MORE = {
    "fee_reminder": {"last": Variable("vrai pour la dernière relance", False), "step": Variable("l’étape de la relance", 1)},
    "fee_received": {
        "received": Variable("le montant reçu, avec |euros", Decimal("100.00")),
        "receipt": Variable("le numéro du reçu", "2026-0042"),
    },
    "join_refused": {"refusal": Variable("le motif du refus", "Le siège de votre structure est hors de la région.", kept=True)},
}
KINDS = {
    "fee_called": ("Cotisation {year} de {actor}\u00a0: l’appel est prêt", "memberships/email/called", MANAGER),
    "fee_reminder": ("Cotisation {year} de {actor}\u00a0: elle reste à régler", "memberships/email/reminder", MANAGER),
    "fee_received": ("Cotisation {year} de {actor}\u00a0: règlement reçu", "memberships/email/received", MANAGER),
    "join_asked_team": ("{actor} demande à adhérer au réseau", "memberships/email/join_asked_team", TEAM),
    "join_asked": ("Votre demande d’adhésion est bien arrivée\u00a0: {actor}", "memberships/email/join_asked", ASKED),
    "join_accepted": ("{actor}\u00a0: votre demande d’adhésion est acceptée", "memberships/email/join_accepted", ASKED),
    "join_refused": ("{actor}\u00a0: votre demande d’adhésion n’est pas retenue", "memberships/email/join_refused", ASKED),
}
for name, (subject, template, reason) in KINDS.items():
    variables = {**(FEE if name.startswith("fee") else ASKING), **MORE.get(name, {})}
    register(EmailKind(name=name, subject=subject, template=template, reason=reason, variables=variables))

"""The e-mails about registrations."""

from network.notifications.registry import EmailKind, Variable, register

REASON = "Vous recevez ce message parce que cette adresse est inscrite à une rencontre du réseau."
ASKED = "Vous recevez ce message parce que quelqu’un a donné cette adresse pour s’inscrire. Si ce n’est pas vous, il n’y a rien à faire."
KINDS = {
    "events/email/registration_to_verify": ("Confirmez votre inscription : {event}", ASKED),
    "events/email/registration_confirmed": ("Votre place est confirmée : {event}", REASON),
    "events/email/registration_waiting": ("Vous êtes en liste d’attente : {event}", REASON),
    "events/email/registration_again": ("Votre inscription : {event}", REASON),
    "events/email/registration_offered": ("Une place vous est proposée jusqu’au {until} : {event}", REASON),
    "events/email/registration_lapsed": ("La place proposée n’a pas été prise : {event}", REASON),
    "events/email/registration_cancelled": ("Votre inscription est annulée : {event}", REASON),
}
VARIABLES = {
    "event": Variable("l’intitulé de la rencontre", "Intégrer le genre dans son projet"),
    "name": Variable("le nom de la personne inscrite", "Camille Martin"),
    "when": Variable("quand la rencontre a lieu", "12 mars 2027 à 14 h"),
    "place": Variable("où elle a lieu", "Maison de quartier"),
    "presence": Variable("la façon d’y participer", "sur place"),
    "state": Variable("l’état de l’inscription", "confirmée"),
    "event_url": Variable("la page de la rencontre", "https://portail.example/agenda/exemple/"),
    "position": Variable("le rang dans la liste d’attente", 3),
    "until": Variable("jusqu’à quand la place est gardée", "10 mars 2027 à 14 h"),
}
for template, (subject, reason) in KINDS.items():
    name = template.rpartition("/")[2]
    register(EmailKind(name=name, subject=subject, template=template, reason=reason, secret=True, variables=VARIABLES))

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
    "events/email/registration_reminder": ("{soon}, {when} : {event}", REASON),
    "events/email/event_changed": ("Changement : {event}", REASON),
    "events/email/event_called_off": ("Rencontre annulée : {event}", REASON),
    "events/email/event_message": ("{topic} ({event})", REASON),
    "events/email/registration_cancelled": ("Votre inscription est annulée : {event}", REASON),
}
VARIABLES = {
    "event": Variable("l’intitulé de la rencontre", "Intégrer le genre dans son projet"),
    "name": Variable("le nom de la personne inscrite", "Camille Martin"),
    "when": Variable("quand la rencontre a lieu", "12 mars 2027 à 14 h"),
    "place": Variable("où elle a lieu", "Maison de quartier"),
    "presence": Variable("la façon d’y participer", "sur place"),
    "state": Variable("l’état de l’inscription", "confirmée"),
    "cancel_url": Variable("la page où annuler", "https://portail.example/inscriptions/exemple/?annuler"),
    "event_url": Variable("la page de la rencontre", "https://portail.example/agenda/exemple/"),
    "soon": Variable("dans combien de temps elle a lieu", "Demain"),
    "room": Variable("le lien de la salle vidéo, la veille", "https://salle.example/exemple"),
    "changes": Variable("ce qui change, une ligne par changement", None),
    "changes[].label": Variable("ce qui change, en un mot", "Lieu"),
    "changes[].before": Variable("ce qui était annoncé", "Maison de quartier"),
    "changes[].after": Variable("ce qui est vrai maintenant", "Hôtel de ville"),
    "words": Variable("ce que l’équipe ajoute", "Le code de la porte est affiché à l’entrée."),
    "reason_given": Variable("pourquoi elle est annulée", "Salle fermée."),
    "topic": Variable("l’objet du message de l’équipe", "Ce qu’il faut apporter"),
    "position": Variable("le rang dans la liste d’attente", 3),
    "until": Variable("jusqu’à quand la place est gardée", "10 mars 2027 à 14 h"),
}
for template, (subject, reason) in KINDS.items():
    name = template.rpartition("/")[2]
    register(EmailKind(name=name, subject=subject, template=template, reason=reason, secret=True, variables=VARIABLES))

"""The e-mails about projects and their partners."""

from datetime import timedelta

from network.notifications.registry import EmailKind, Variable, register

LEAD = "Vous recevez ce message parce que vous représentez, sur le portail, la structure qui porte ce projet."
PARTNER = "Vous recevez ce message parce que vous êtes responsable, sur le portail, d’une structure indiquée comme partenaire."
TEAM = "Ce message est envoyé à l’adresse de l’équipe, qui relit les fiches et répond pour les structures sans responsable."
KINDS = {
    "projects/email/project_to_review": ("Projet à relire : {project}", TEAM),
    "projects/email/project_received": ("L’équipe va relire le projet « {project} »", LEAD),
    "projects/email/project_refused": ("Projet à corriger avant publication : {project}", LEAD),
    "projects/email/project_published": ("Le projet « {project} » est publié", LEAD),
    "projects/email/project_archived": ("Le projet « {project} » est archivé", LEAD),
    "projects/email/partner_asked_team": ("{actor} participe-t-elle au projet « {project} » ?", TEAM),
    "projects/email/partner_confirmed": ("{actor} participe à votre projet « {project} »", LEAD),
    "projects/email/partner_declined": ("{actor} ne participe pas au projet « {project} »", LEAD),
}
PROJECT = {
    "project": Variable("le titre du projet", "Puits et jardins à Dassa"),
    "lead": Variable("la structure qui le porte", "Eau et jardins"),
}
ROLE = {"role": Variable("ce que fait le partenaire", "appui technique")}
for template, (subject, reason) in KINDS.items():
    name = template.rpartition("/")[2]
    register(EmailKind(name=name, subject=subject, template=template, reason=reason, variables={**PROJECT, **ROLE}))
LINK = timedelta(days=45)  # how long a link to answer serves
ANSWER = {
    **PROJECT,
    **ROLE,
    "days": Variable('le nombre de jours que le lien sert, avec |plural:"jour"', LINK.days),
    "waited": Variable('le nombre de jours depuis la demande, avec |plural:"jour"', 14),
}
for template, subject in {
    "projects/email/partner_asked": "{actor} participe-t-elle au projet « {project} » ?",
    "projects/email/partner_waiting": "Rappel : {actor} participe-t-elle au projet « {project} » ?",
}.items():
    name = template.rpartition("/")[2]
    register(EmailKind(name=name, subject=subject, template=template, reason=PARTNER, secret=True, useful_for=LINK, variables=ANSWER))

"""The e-mail of the tasks."""

from django.conf import settings

from network.notifications.registry import EmailKind, Variable, register

register(
    EmailKind(
        name="tasks_due",
        subject="Vos tâches du jour : {count}",
        template="crm/email/tasks_due",
        reason="Vous recevez ce message parce que des tâches de l’équipe vous sont confiées ; il part une fois par jour au plus.",
        variables={
            "count": Variable("le nombre de tâches", 3),
            "late": Variable("combien sont en retard", 1),
            "tasks": Variable("les tâches, une par une", None),
            "tasks[].title": Variable("ce qu’il faut faire", "Rappeler la mairie"),
            "tasks[].due": Variable("l’échéance, en toutes lettres", "24 novembre 2026"),
            "tasks[].actor": Variable("la structure, si la tâche en a une", "Association de démonstration Eau et jardins"),
            "tasks[].url": Variable("la page de la tâche", f"{settings.SITE_URL}/admin/"),
            "url": Variable("le bureau de l’équipe", f"{settings.SITE_URL}/admin/"),
        },
    )
)

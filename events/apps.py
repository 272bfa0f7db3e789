from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "events"
    verbose_name = "Rencontres et groupes de travail"
    default_auto_field = "django.db.models.BigAutoField"

from importlib import import_module

from django.apps import AppConfig


class TrainingsConfig(AppConfig):
    name = "trainings"
    verbose_name = "Formations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        """Whoever copies an event copies its session with it."""
        import_module("events.services.planning").FOLLOWERS.append(import_module("trainings.services.sessions").copied)

from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class ActorsConfig(AppConfig):
    name = "actors"
    verbose_name = "Acteurs"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        """Let each app register what it brings to the timeline and to the tools of an actor, and what a merge decides of its rows."""
        import_module("actors.moments")
        autodiscover_modules("timeline")
        autodiscover_modules("merging")

from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules

from network.moderation.followers import follow


class ActorsConfig(AppConfig):
    name = "actors"
    verbose_name = "Acteurs"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        """Let each app register what it brings to the timeline and to the tools of an actor, and what a merge decides of its rows; write
        when a sheet moves."""
        import_module("actors.moments")
        follow(self.get_model("Actor"), import_module("actors.services.publication").tell)
        autodiscover_modules("timeline")
        autodiscover_modules("merging")

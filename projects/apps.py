from importlib import import_module

from django.apps import AppConfig

from network.moderation.followers import follow


class ProjectsConfig(AppConfig):
    name = "projects"
    verbose_name = "Projets et dispositifs"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        """Ask the partners and write to those concerned when a sheet moves."""
        follow(self.get_model("Project"), import_module("projects.services.publication").tell)

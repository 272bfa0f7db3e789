from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "projects"
    verbose_name = "Projets et dispositifs"
    default_auto_field = "django.db.models.BigAutoField"

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "network.directory"
    verbose_name = "Répertoires"
    default_auto_field = "django.db.models.BigAutoField"

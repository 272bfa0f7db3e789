from django.apps import AppConfig


class BackupConfig(AppConfig):
    name = "network.backup"
    verbose_name = "Sauvegarde"
    default_auto_field = "django.db.models.BigAutoField"

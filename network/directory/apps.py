from importlib import import_module

from django.apps import AppConfig
from django.contrib import admin


class DirectoryConfig(AppConfig):
    name = "network.directory"
    verbose_name = "Répertoires"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        """Every list of the team's desk can be exported."""
        exports = import_module("network.directory.desk_exports")
        admin.site.add_action(exports.export_xlsx)
        admin.site.add_action(exports.export_csv)

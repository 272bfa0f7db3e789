from django.apps import AppConfig

from network.imports.kinds import discover


class ImportsConfig(AppConfig):
    name = "network.imports"
    verbose_name = "Imports"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        """Each app registers its kinds of imports in `importing.py`."""
        discover()

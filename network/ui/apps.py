from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class UiConfig(AppConfig):
    name = "network.ui"
    verbose_name = "Interface"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        """Let each app register its cards of the team's desk."""
        autodiscover_modules("desk")

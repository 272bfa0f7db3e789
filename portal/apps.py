from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = "Portail"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        """Register the checks of the legal notice."""
        from portal import checks  # noqa: F401

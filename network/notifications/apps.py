from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class NotificationsConfig(AppConfig):
    name = "network.notifications"
    verbose_name = "Courriels"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        """Let each app register its kinds of e-mail, and what their variables say."""
        autodiscover_modules("emails", "email_variables")

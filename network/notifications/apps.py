from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "network.notifications"
    verbose_name = "Courriels"
    default_auto_field = "django.db.models.BigAutoField"

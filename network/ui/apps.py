from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "network.ui"
    verbose_name = "Interface"
    default_auto_field = "django.db.models.BigAutoField"

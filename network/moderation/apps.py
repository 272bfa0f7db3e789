from django.apps import AppConfig


class ModerationConfig(AppConfig):
    name = "network.moderation"
    verbose_name = "Modération"
    default_auto_field = "django.db.models.BigAutoField"

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "network.accounts"
    verbose_name = "Comptes"
    default_auto_field = "django.db.models.BigAutoField"

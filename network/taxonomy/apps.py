from django.apps import AppConfig


class TaxonomyConfig(AppConfig):
    name = "network.taxonomy"
    verbose_name = "Vocabulaire commun"
    default_auto_field = "django.db.models.BigAutoField"

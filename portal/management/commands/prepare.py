"""`manage.py prepare`: bring the database to what this code expects. Run before every start; quick when nothing changed."""

from django.conf import settings
from django.core.management import CommandError, call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """Migrations, cache table and reference data, in that order and in one process; demonstration data on request."""

    help = "Applique les migrations, crée la table de cache et charge les données de référence."

    def add_arguments(self, parser):
        """One option: demonstration data, refused in production."""
        parser.add_argument("--demonstration", action="store_true", help="charge aussi les données de démonstration")

    def handle(self, *, demonstration, verbosity, **options):
        """Every step is idempotent, so an interrupted run is simply run again."""
        if demonstration and not settings.DEMONSTRATION:
            raise CommandError("Les données de démonstration ne se chargent pas en production.")
        call_command("migrate", interactive=False, verbosity=verbosity)
        call_command("createcachetable", verbosity=verbosity)
        call_command("load_reference", verbosity=verbosity)
        call_command("load_schemes", verbosity=verbosity)
        call_command("load_programme", verbosity=verbosity)
        if demonstration:
            call_command("load_demo", verbosity=verbosity)

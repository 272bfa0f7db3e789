"""`manage.py load_schemes`: the schemes of the network and those that it points to, as its sources describe them."""

from django.core.management.base import BaseCommand

from projects.services.schemes import load


class Command(BaseCommand):
    requires_system_checks = []
    help = "Charge les dispositifs décrits dans data/dispositifs/. Ceux que l’équipe a modifiés restent tels quels."

    def handle(self, *, verbosity, **options):
        written = load()
        if verbosity:
            self.stdout.write(f"Dispositifs : {written} écrits." if written else "Dispositifs : déjà à jour.")

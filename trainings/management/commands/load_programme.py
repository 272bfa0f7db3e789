"""`manage.py load_programme`: the trainings, events and working groups of the programme of 2021."""

from django.core.management.base import BaseCommand

from trainings.services.programme import load


class Command(BaseCommand):
    requires_system_checks = []
    help = "Charge les formations, rencontres et groupes du programme 2021 (data/programme/). Ce qui existe déjà reste tel quel."

    def handle(self, *, verbosity, **options):
        written = load()
        if verbosity:
            self.stdout.write(f"Programme 2021\u00a0: {written} lignes écrites." if written else "Programme 2021\u00a0: déjà à jour.")

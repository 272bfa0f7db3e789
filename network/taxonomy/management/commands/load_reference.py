"""`manage.py load_reference`: the territory, the world, the goals, the sectors and the themes."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError

from network.taxonomy.loading.files import WrongFile
from network.taxonomy.loading.reference import DATA, load


class Command(BaseCommand):
    requires_system_checks = []  # `manage.py check` does that; here nothing depends on addresses or templates
    help = "Charge les données de référence (communes, pays, objectifs, secteurs, thématiques). Peut être relancée sans risque."

    def add_arguments(self, parser):
        parser.add_argument("--force", action="store_true", help="relire les fichiers même s’ils n’ont pas changé")
        parser.add_argument("--folder", type=Path, default=DATA, metavar="DOSSIER", help="dossier des fichiers (par défaut : data/)")

    def handle(self, *, force, folder, verbosity, **options):
        try:
            outcomes = load(folder=folder, force=force)
        except WrongFile as error:
            raise CommandError(f"{error}\nRien n’a été écrit.") from error
        except IntegrityError as error:
            raise CommandError(f"La base refuse ces données : {str(error).splitlines()[0]}\nRien n’a été écrit.") from error
        if verbosity:
            for outcome in outcomes:
                self.stdout.write(str(outcome))
            if not outcomes:
                self.stdout.write("Données de référence : déjà à jour.")

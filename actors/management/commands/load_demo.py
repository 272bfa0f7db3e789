"""`manage.py load_demo`: real organisations drawn from public data, and the invented cast."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from actors.demo.loading import NotADemonstration, load
from network.taxonomy.loading.files import WrongFile
from network.taxonomy.loading.reference import DATA


class Command(BaseCommand):
    requires_system_checks = []  # `manage.py check` does that; here nothing depends on addresses or templates
    help = "Charge le jeu de démonstration. Peut être relancée sans risque ; « remove_demo » le retire."

    def add_arguments(self, parser):
        parser.add_argument("--force", action="store_true", help="relire les fichiers même s’ils n’ont pas changé")
        parser.add_argument("--folder", type=Path, default=DATA, metavar="DOSSIER", help="dossier des fichiers (par défaut : data/)")

    def handle(self, *, force, folder, verbosity, **options):
        try:
            lines = load(folder=folder, force=force)
        except NotADemonstration as error:
            raise CommandError(str(error)) from error
        except WrongFile as error:
            raise CommandError(f"{error}\nRien n’a été écrit.") from error
        if verbosity:
            self.stdout.write("\n".join(lines) or "Jeu de démonstration : déjà à jour.")

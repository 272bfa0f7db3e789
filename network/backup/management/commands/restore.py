"""`manage.py restore FILE --yes-replace`: put a backup in place of everything, checked to the last row."""

from django.core.management.base import BaseCommand, CommandError

from network.backup.errors import BackupError
from network.backup.services import restore


class Command(BaseCommand):
    """Stop the site and the worker first; run `prepare` afterwards if the code is newer than the backup."""

    help = "Restaure une sauvegarde : la base et les fichiers, comparés ligne à ligne ; en cas d’écart, rien ne change."

    def add_arguments(self, parser):
        """The archive, and leave to replace what is there."""
        parser.add_argument("file", help="l’archive écrite par « backup »")
        parser.add_argument("--yes-replace", action="store_true", help="remplace tout ce que la base contient")

    def handle(self, *, file, yes_replace, **options):
        """One service, one line."""
        try:
            done = restore(path=file, replace=yes_replace)
        except (BackupError, OSError) as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"Restauré et comparé : {done['rows']} lignes de {done['tables']} tables, {done['files']} fichiers.")

"""`manage.py backup FILE`: the database and the files, in one archive that can prove itself."""

from django.core.management.base import BaseCommand, CommandError

from network.backup.errors import BackupError
from network.backup.services import back_up


class Command(BaseCommand):
    """Writes the archive; the site may go on."""

    help = "Sauvegarde la base et les fichiers dans une archive .tar, avec les nombres et sommes de contrôle qui la prouvent."

    def add_arguments(self, parser):
        """Where to write."""
        parser.add_argument("file", help="l’archive à écrire ; elle ne doit pas exister")

    def handle(self, *, file, **options):
        """One service, one line."""
        try:
            done = back_up(path=file)
        except (BackupError, OSError) as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"{file} : {done['rows']} lignes de {done['tables']} tables, {done['files']} fichiers.")

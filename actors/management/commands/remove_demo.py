"""`manage.py remove_demo`: nothing invented is left."""

from django.core.management.base import BaseCommand, CommandError

from actors.demo.removal import StillUsed, remove


class Command(BaseCommand):
    requires_system_checks = []
    help = "Retire tout ce qui est inventé : comptes, structures, adhésions de démonstration. Les fiches réelles restent."

    def add_arguments(self, parser):
        parser.add_argument(
            "--with-public-records",
            action="store_true",
            help="retirer aussi les fiches tirées de données publiques que personne n’a reprises ni modifiées",
        )

    def handle(self, *, with_public_records, verbosity, **options):
        try:
            lines = remove(with_public_records=with_public_records)
        except StillUsed as error:
            raise CommandError(str(error)) from error
        if verbosity:
            self.stdout.write("\n".join(lines) or "Aucune donnée de démonstration.")

"""Every public record that the demonstration shows, as sheets."""

from actors.demo.authorities import communes, departments
from actors.demo.institutions import institutions
from actors.demo.organisations import organisations
from actors.demo.sheets import Territory
from network.taxonomy.loading.files import WrongFile, read
from network.taxonomy.models import Country, Municipality, Theme

FILES = [
    "acteurs/acteurs_reels_pdl.csv",
    "acteurs/subventions_international_pdl.csv",
    "acteurs/jumelages_cites.csv",
    "acteurs/etablissements_superieur_pdl.csv",
    "acteurs/etablissements_scolaires_pdl.csv",
    "territoire/departements_pdl.csv",
]


def read_records(folder):
    """All the sheets and what is odd in the files. Raises WrongFile; needs the reference data in the database."""
    territory = Territory(Municipality.objects.in_bulk(), set(Country.objects.values_list("iso3", flat=True)))
    if not territory.municipalities or not territory.countries or not Theme.objects.exists():
        raise WrongFile("Les données de référence manquent : lancez d’abord « manage.py load_reference ».")
    sheets = organisations(folder / "acteurs", territory)
    seats = {}
    for row in read(folder / "territoire/departements_pdl.csv", ["code", "nom", "code_insee_chef_lieu"], "code"):
        seats[row["nom"]] = row["code"], territory.municipality(row, row["code_insee_chef_lieu"])
    sheets += departments(sheets, seats)
    sheets += communes(folder / "acteurs", territory)
    sheets += institutions(folder / "acteurs", territory)
    return sheets, territory.remarks

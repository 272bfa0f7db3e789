"""The OECD's purpose codes, those in use and those withdrawn."""

from network.taxonomy.loading.files import read, typographic
from network.taxonomy.models import Sector

COLUMNS = ["code", "nom_fr", "nom_en", "categorie", "categorie_fr", "categorie_en", "statut"]
STATES = {"active": True, "withdrawn": False}


def sectors(folder):
    """The sectors; where the source has no French name, the English one, and `language` says so."""
    for row in read(folder / "secteurs_cad.csv", COLUMNS, "code"):
        yield row.checked(
            Sector(
                code=row["code"],
                name=typographic(row["nom_fr"]) or row["nom_en"],
                language="fr" if row["nom_fr"] else "en",
                name_en=row["nom_en"],
                category=row["categorie"],
                category_name=typographic(row["categorie_fr"]) or row["categorie_en"],
                active=STATES[row.one_of("statut", STATES)],
            )
        )

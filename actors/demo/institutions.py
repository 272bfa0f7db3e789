"""Higher education, and the upper-secondary school whose own name says that it teaches international trade."""

import re

from actors.demo.sheets import Sheet
from actors.enums import Kind
from actors.numbers import validate_siren, validate_uai
from network.taxonomy.enums import College
from network.taxonomy.loading.files import read, typographic

HIGHER = ["uai", "nom", "sigle", "siren", "site_internet", "code_insee", "commune"]
SCHOOL = ["uai", "nom", "type", "code_insee", "commune"]

# Only a school that a public file itself ties to the world: of 202 lycées, one. The others are not in the directory
# until they say themselves what they do. The file writes names in capitals: here is the one, in French spelling.
SCHOOLS = {"0490018D": "Lycée Europe – Robert Schuman"}


def institutions(folder, territory):
    """A Sheet for each institution."""
    for row in read(folder / "etablissements_superieur_pdl.csv", HIGHER, "uai"):
        yield Sheet(
            uid=f"uai:{row['uai']}",
            name=typographic(row["nom"]),
            college=College.EDUCATION,
            kind=Kind.UNIVERSITY,
            source="Principaux établissements d’enseignement supérieur, ministère de l’Enseignement supérieur (septembre 2024).",
            fields={
                "acronym": row["sigle"],
                "siren": territory.number(row, "siren", validate_siren),
                "uai": territory.number(row, "uai", validate_uai),
                "website": row["site_internet"] if re.match(r"https?://", row["site_internet"]) else "",
                "municipality_id": territory.municipality(row, row["code_insee"]),
            },
        )
    for row in read(folder / "etablissements_scolaires_pdl.csv", SCHOOL, "uai"):
        if row["uai"] in SCHOOLS:
            yield Sheet(
                uid=f"uai:{row['uai']}",
                name=SCHOOLS[row["uai"]],
                college=College.EDUCATION,
                kind=Kind.UPPER_SECONDARY,
                source="Indicateurs des lycées, ministère de l’Éducation nationale (2023-2024).",
                fields={
                    "uai": territory.number(row, "uai", validate_uai),
                    "municipality_id": territory.municipality(row, row["code_insee"]),
                },
            )

"""The countries of the world, under the names and in the regions that French readers use."""

from network.taxonomy.loading.files import address, read, typographic
from network.taxonomy.models import Country

COLUMNS = [
    "iso2", "iso3", "nom_fr", "nom_fr_cldr", "nom_en", "region_en", "sous_region_en", "region_intermediaire_en",
    "lon", "lat", "apd_eligible", "code_cad", "groupe_revenu_cad_fr", "pma_onu",
]  # fmt: skip

# CLDR's French names are the usual ones, but for these, where `nom_fr` says it as people do.
USUAL = {"BES", "COD", "COG", "HKG", "MAC", "MAF", "PSE", "VAT", "VCT", "VNM"}

# UN M49 regions, by the names that the networks use; the finest level that M49 has.
REGIONS = {
    "Northern Africa": "Afrique du Nord",
    "Western Africa": "Afrique de l’Ouest",
    "Eastern Africa": "Afrique de l’Est",
    "Middle Africa": "Afrique centrale",
    "Southern Africa": "Afrique australe",
    "Caribbean": "Caraïbes",
    "Central America": "Amérique centrale",
    "South America": "Amérique du Sud",
    "Northern America": "Amérique du Nord",
    "Western Asia": "Moyen-Orient et Caucase",
    "Central Asia": "Asie centrale",
    "Eastern Asia": "Asie de l’Est",
    "South-eastern Asia": "Asie du Sud-Est",
    "Southern Asia": "Asie du Sud",
    "Eastern Europe": "Europe de l’Est",
    "Northern Europe": "Europe du Nord",
    "Southern Europe": "Europe du Sud",
    "Western Europe": "Europe de l’Ouest",
    "Australia and New Zealand": "Australie et Nouvelle-Zélande",
    "Melanesia": "Mélanésie",
    "Micronesia": "Micronésie",
    "Polynesia": "Polynésie",
    "": "",
}


def countries(folder):
    """The countries and territories of ISO 3166-1, and Kosovo."""
    slugs, iso2 = {}, {}
    for row in read(folder / "pays.csv", COLUMNS, "iso3"):
        name = typographic(row["nom_fr"] if row["iso3"] in USUAL else row["nom_fr_cldr"] or row["nom_fr"])
        longitude, latitude = row.position()
        region = row["region_intermediaire_en"] or row["sous_region_en"]
        if region not in REGIONS:
            raise row.wrong(f"« {region} » n’est pas une région M49 connue.")
        country = Country(
            iso3=row["iso3"],
            iso2=row["iso2"],
            slug=address(name),
            name=name,
            name_en=row["nom_en"],
            region=REGIONS[region],
            region_slug=address(REGIONS[region]),
            aid_eligible=row.yes("apd_eligible"),
            least_developed=row.yes("pma_onu"),
            dac_code=row["code_cad"],
            income_group=row["groupe_revenu_cad_fr"],
            longitude=longitude,
            latitude=latitude,
        )
        for seen, value in ((slugs, country.slug), (iso2, country.iso2)):
            if value in seen:
                raise row.wrong(f"« {value} » est déjà à la ligne {seen[value]}.")
            seen[value] = row.line
        yield row.checked(country)

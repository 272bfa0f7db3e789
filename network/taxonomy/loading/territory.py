"""The region's départements, intercommunalities and communes."""

from collections import defaultdict

from network.taxonomy.loading.files import read, typographic
from network.taxonomy.models import Department, Intercommunality, Municipality
from network.taxonomy.spelling import key

DEPARTMENT = ["code", "nom", "nom_chef_lieu", "population", "lon", "lat"]
INTERCOMMUNALITY = ["siren", "nom", "type", "population_totale", "lon", "lat"]
MUNICIPALITY = ["code_insee", "nom", "code_departement", "siren_commune", "siren_epci", "codes_postaux", "population", "lon", "lat"]
FORMER = ["code_insee_ancien", "nom_ancien", "code_insee_actuel"]


def departments(folder):
    """The départements."""
    for row in read(folder / "departements_pdl.csv", DEPARTMENT, "code"):
        longitude, latitude = row.position()
        yield row.checked(
            Department(
                code=row["code"],
                name=typographic(row["nom"]),
                seat=typographic(row["nom_chef_lieu"]),
                population=row.number("population"),
                longitude=longitude,
                latitude=latitude,
            )
        )


def intercommunalities(folder):
    """The EPCI."""
    for row in read(folder / "epci_pdl.csv", INTERCOMMUNALITY, "siren"):
        longitude, latitude = row.position()
        yield row.checked(
            Intercommunality(
                siren=row["siren"],
                name=typographic(row["nom"]),
                kind=row["type"],
                population=row.number("population_totale"),
                longitude=longitude,
                latitude=latitude,
            )
        )


def municipalities(folder, departments, intercommunalities):
    """The communes, each with the names of those that it took in; the other two are the known codes."""
    former = former_names(folder)
    for row in read(folder / "communes_pdl.csv", MUNICIPALITY, "code_insee"):
        longitude, latitude = row.position()
        name = typographic(row["nom"])
        names = sorted(former.pop(row["code_insee"], set()) - {name}, key=key)
        postcodes = row.several("codes_postaux")
        yield row.checked(
            Municipality(
                code=row["code_insee"],
                name=name,
                department_id=row.one_of("code_departement", departments),
                intercommunality_id=row.one_of("siren_epci", {*intercommunalities, ""}) or None,
                siren=row["siren_commune"],
                postcodes=postcodes,
                former_names=names,
                population=row.number("population"),
                longitude=longitude,
                latitude=latitude,
                name_key=key(name),
                search_key=f"|{'|'.join(dict.fromkeys(map(key, [name, *names])))}| {' '.join(postcodes)} {row['code_departement']}",
            )
        )
    for rows in former.values():
        raise rows.row.wrong(f"« {rows.row['code_insee_actuel']} » n’est pas une commune (code_insee_actuel).")


class Names(set):
    """Names of communes, and the line of the first one."""

    row = None


def former_names(folder):
    """INSEE code of a commune → names of the communes that it took in."""
    names = defaultdict(Names)
    for row in read(folder / "communes_anciennes_pdl.csv", FORMER, "code_insee_ancien"):
        names[row["code_insee_actuel"]].add(typographic(row["nom_ancien"]))
        names[row["code_insee_actuel"]].row = row
    return names

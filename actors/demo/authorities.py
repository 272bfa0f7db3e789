"""Local authorities: the communes of which a twinning is cited in public, and the départements that gave the grants."""

from collections import defaultdict

from actors.demo.sheets import Sheet
from actors.enums import Kind
from actors.numbers import validate_siren
from network.taxonomy.enums import College
from network.taxonomy.loading.files import read, typographic

TWINNING = ["commune", "code_insee", "ville_partenaire", "iso3_partenaire", "type_lien", "source"]


def communes(folder, territory):
    """A Sheet for each commune with its towns abroad."""
    rows = defaultdict(list)
    for row in read(folder / "jumelages_cites.csv", TWINNING, None):
        if territory.municipality(row, row["code_insee"]):
            rows[row["code_insee"]].append(row)
    for code, links in rows.items():
        commune = territory.municipalities[code]
        countries = {code for row in links for code in territory.known_countries(row, "iso3_partenaire")}
        yield Sheet(
            uid=f"commune:{code}",
            name=f"Commune {of(commune.name)}",
            college=College.LOCAL_AUTHORITY,
            kind=Kind.MUNICIPALITY,
            source=f"Jumelages cités : {', '.join(dict.fromkeys(typographic(row['source']) for row in links))}."[:250],
            fields={
                "siren": territory.number_of(links[0], commune.siren, validate_siren),
                "municipality_id": code,
                "postcode": commune.postcodes[0] if len(commune.postcodes) == 1 else "",
            },
            countries=countries,
            twinnings=[
                {
                    "town": typographic(row["ville_partenaire"]),
                    "country_id": row["iso3_partenaire"] or None,
                    "nature": row["type_lien"],
                    "source": typographic(row["source"]),
                }
                for row in links
            ],
        )


def departments(sheets, seats):
    """A Sheet for each département that gave a grant of these `sheets`; `seats`: name of a département → its code and its seat's."""
    years = defaultdict(set)
    for sheet in sheets:
        for grant in sheet.grants:
            years[grant.fields["funder"]].add(grant.fields["year"])
    for name, (code, seat) in seats.items():
        for funder in sorted(years):
            if funder.startswith("Département ") and funder.endswith((f" {name}", f"’{name}")):
                given = sorted(years[funder])
                period = f"{given[0]}-{given[-1]}" if len(given) > 1 else f"{given[0]}"
                yield Sheet(
                    uid=f"departement:{code}",
                    name=funder,
                    college=College.LOCAL_AUTHORITY,
                    kind=Kind.DEPARTMENT,
                    source=f"Subventions du {funder} à des associations tournées vers l’international, {period}.",
                    fields={"municipality_id": seat},
                )


def of(name):
    """« de Nantes », « d’Angers », « du Mans »."""
    for article, joined in (("Le ", "du "), ("Les ", "des ")):
        if name.startswith(article):
            return joined + name.removeprefix(article)
    return f"d’{name}" if name[0] in "AEIOUYÉÈÊÎÂH" else f"de {name}"

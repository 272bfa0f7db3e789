"""The organisations found in the open data of public grants, 2004–2019, with each grant."""

import re
from collections import defaultdict
from datetime import date
from decimal import Decimal, InvalidOperation

from actors.demo.sheets import Grant, Sheet
from actors.demo.spelling import is_cut, restored
from actors.demo.subjects import themes_of
from actors.enums import Kind
from actors.numbers import validate_siren
from network.taxonomy.enums import College
from network.taxonomy.loading.files import Row, read, typographic
from network.taxonomy.spelling import key

ORGANISATION = [
    "id", "nom", "autres_noms", "type", "siren", "code_departement_financeur", "code_postal", "commune", "code_insee",
    "siege_hors_region", "pays_cites", "sources",
]  # fmt: skip
GRANT = [
    "source", "attribuant", "annee", "beneficiaire", "siren", "code_departement", "objet", "montant_eur", "programme", "pays_cites",
]  # fmt: skip
KINDS = {"Association": Kind.ASSOCIATION, "Comité de jumelage": Kind.TWINNING}
SOURCES = {
    "subventions-associations-loire-atlantique": "subventions du Département de Loire-Atlantique",
    "subventions-associations-maine-et-loire": "subventions du Département de Maine-et-Loire",
    "subventions-associations-sarthe-2018": "subventions du Département de la Sarthe",
    "reserve-parlementaire-assemblee-nationale": "réserve parlementaire",
    "jaune-associations-plf2012": "jaune budgétaire « associations » 2012",
}
FUNDERS = {"44", "49", "72"}  # départements whose own grants are in the file


def organisations(folder, territory):
    """A Sheet for each organisation, with its grants."""
    grants = Grants(folder / "subventions_international_pdl.csv", territory)
    sheets = []
    for row in read(folder / "acteurs_reels_pdl.csv", ORGANISATION, "id"):
        names = [row["nom"], *row.several("autres_noms")]
        found = grants.of(row, names)
        if not found:
            territory.remark(row, "aucun soutien public ne correspond.")
        sheets.append(sheet(row, names, found, territory))
    for left in grants.left():
        territory.remark(left, f"« {left['beneficiaire']} » n’est pas dans la liste des structures.")
    return sheets


def sheet(row, names, grants, territory):
    """The Sheet of one line and its grants."""
    name = restored(row["nom"], row["commune"])
    others = {key(other): restored(other, row["commune"]) for other in names[1:] if key(other) != key(name)}
    municipality = territory.municipality(row, row["code_insee"])
    outside = row.yes("siege_hors_region") or (row["commune"] and not municipality)
    elsewhere = not municipality and not outside and row["code_departement_financeur"]
    return Sheet(
        uid=f"acteurs_reels_pdl:{row['id']}",
        name=name,
        college=College.NON_PROFIT,
        kind=KINDS[row.one_of("type", KINDS)],
        source=stated_source(row, grants, by_funder=bool(elsewhere)),
        fields={
            "acronym": "",
            "other_names": ", ".join(others.values()),
            "siren": territory.number(row, "siren", validate_siren),
            "postcode": postcode(row, territory.municipalities.get(municipality), territory),
            "municipality_id": municipality,
            "place": place(row["commune"]) if outside else "",
            "department_id": elsewhere or None,
        },
        countries=territory.known_countries(row, "pays_cites"),
        themes=themes_of(grant.fields["purpose"] for grant in grants),
        grants=grants,
    )


def postcode(row, municipality, territory):
    """The postcode, when it is one of the commune's; nothing without a commune or a town."""
    code = row["code_postal"]
    if code and (code not in municipality.postcodes if municipality else not (row["commune"] and re.fullmatch(r"[0-9]{5}", code))):
        territory.remark(row, f"{code} n’est pas un code postal de « {row['commune']} », il est laissé vide.")
        return ""
    return code


def place(town):
    """A town outside the region: « Rennes Cedex » is « Rennes », « Ivry Sur Seine » is « Ivry-sur-Seine »."""
    town = re.sub(r"(?i)\s+cedex.*", "", town)
    return typographic(re.sub(r"(?i)\s(sur|sous|en|lès)\s", lambda match: f"-{match[1].lower()}-", town))


def stated_source(row, grants, *, by_funder):
    """Where the sheet comes from, its years, and what in it is uncertain."""
    years = sorted({grant.fields["year"] for grant in grants})
    period = f" ({years[0]}-{years[-1]})" if len(years) > 1 else f" ({years[0]})" if years else ""
    text = f"Soutiens publics relevés : {', '.join(SOURCES.get(name, name) for name in row.several('sources'))}{period}."
    if by_funder:
        text += " Commune inconnue ; le département est celui du financeur."
    if is_cut(row["nom"]):
        text += " Nom peut-être coupé par la source."
    return text


class Grants:
    """The lines of the file of grants, found by the SIREN of the beneficiary, else by its exact name in the same département."""

    def __init__(self, path, territory):
        self.territory = territory
        self.by_siren, self.by_name, self.taken = defaultdict(list), defaultdict(list), set()
        self.rows = read(path, GRANT, None)
        for row in self.rows:
            if row["siren"]:
                self.by_siren[row["siren"]].append(row)
            self.by_name[row["beneficiaire"], row["code_departement"]].append(row)

    def of(self, organisation, names):
        """The grants of an organisation, in the order of the file."""
        rows = list(self.by_siren[organisation["siren"]]) if organisation["siren"] else []
        for name in names:
            rows += self.by_name[name, organisation["code_departement_financeur"]]
        lines = {row.line: row for row in rows if row.line not in self.taken}
        self.taken |= set(lines)
        return [grant for line in sorted(lines) if (grant := self.grant(lines[line]))]

    def grant(self, row: Row):
        """The Grant of a line; None, with a remark, when its year or amount makes no sense."""
        year = row.number("annee")
        try:
            amount = Decimal(row["montant_eur"]).quantize(Decimal("0.01"))
        except InvalidOperation:
            amount = None
        if amount is None or not 0 <= amount < 10**9 or not 1990 <= year <= date.today().year:
            self.territory.remark(row, f"{row['montant_eur']} en {row['annee']} : soutien laissé de côté.")
            return None
        fields = {
            "year": year,
            "funder": typographic(row["attribuant"]),
            "purpose": tidy(row["objet"]),
            "programme": row["programme"] if len(row["programme"]) <= 40 else row["programme"].split(" - ")[0],
            "amount": amount,
            "source": SOURCES.get(row["source"], row["source"]),
        }
        return Grant(row.line, fields, self.territory.known_countries(row, "pays_cites"))

    def left(self):
        """The lines that no organisation took."""
        return [row for row in self.rows if row.line not in self.taken]


def tidy(text):
    """A stated purpose without stray quotation marks and spaces, otherwise as written."""
    text = re.sub(r'"{2,}', '"', " ".join(text.split()))
    if text.count('"') % 2 == 0 and text.startswith('"') and text.endswith('"'):
        text = text[1:-1]
    return typographic(text[:1].upper() + text[1:])

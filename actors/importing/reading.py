"""One line of a file as a sheet would hold it, or why it cannot be: the rules are those of the sheet's own form."""

import re
from functools import lru_cache

from django.core.exceptions import ValidationError

from actors import numbers
from actors.importing.columns import COLLEGE_OF, COLLEGE_WORDS, EMPTY, KIND_WORDS, WAY_WORDS
from actors.importing.places import Places
from actors.models import Actor
from actors.websites import WebsiteFormField
from network.directory import slugs
from network.imports.headings import key
from network.imports.statuses import ERROR, NEW
from network.taxonomy.models import Country, Theme

LONGEST = {name: Actor._meta.get_field(name).max_length for name in
           ("name", "acronym", "other_names", "street", "postcode", "place", "public_phone", "presentation", "website")}  # fmt: skip
EMAIL = Actor._meta.get_field("public_email")
SEPARATORS = re.compile(r"[,;|/\n]+")
ROUNDED = re.compile(r"\d(?:[.,]\d+)?\s?E\s?\+?\s?\d+", re.I)  # « 3,51816E+13 »: how a spreadsheet shows a long number
YEAR = re.compile(r"\b(1\d{3}|20\d{2})\b")
CHECKS = {"siren": numbers.validate_siren, "siret": numbers.validate_siret, "rna": numbers.validate_rna, "uai": numbers.validate_uai}
RECOVER = "Reprenez-le à la source, dans une colonne au format Texte, ou ignorez cette colonne."
TEXTS = ("acronym", "other_names", "street", "public_phone", "presentation")
website = WebsiteFormField(required=False)
# Addresses that the field plainly accepts, told at a tenth of its price; whatever else goes through it.
LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
PLAIN_SITE = re.compile(rf"(https?://)?({LABEL}(?:\.{LABEL}){{0,3}}\.[a-z]{{2,6}}(?:/[a-z0-9_./-]*)?)")


class Reader:
    """Turns what a row says, {column name: text}, into the values of a sheet and the reasons why it cannot be one."""

    def __init__(self, chosen):
        self.kind = chosen.get("kind", "")
        self.places = Places()
        self.countries = {}
        for country in Country.objects.order_by("iso3"):
            self.countries |= {key(text): country.iso3 for text in (country.name, country.name_en, country.iso3, country.slug)}
        self.themes = {key(text): theme.pk for theme in Theme.objects.order_by("-pk") for text in (theme.name, theme.slug)}
        self.choice = lru_cache(10_000)(self._choice)

    def read(self, row, said):
        """(values, reasons)."""
        said = {name: "" if text.strip().lower() in EMPTY else text.strip() for name, text in said.items()}
        reasons, values = [*row.problems], {}
        values["name"] = " ".join(said.get("name", "").split())
        if not values["name"]:
            reasons.append("le nom manque")
        for name in TEXTS:
            text = said.get(name, "")
            values[name] = text if name == "presentation" else " ".join(text.split())
        self._numbers(said, values, reasons)
        self._nature(said, values, reasons)
        self._place(said, values, reasons)
        self._contact(said, values, reasons)
        self._lists(said, values, reasons)
        for name, longest in LONGEST.items():
            if len(values[name]) > longest:
                reasons.append(f"{Actor._meta.get_field(name).verbose_name} : {len(values[name])} caractères, {longest} au plus")
                values[name] = values[name][:longest]
        if row.problems and not any(row.cells):  # it could not be read: that it has no name is no news
            reasons = [*row.problems]
        values["slug"] = "" if reasons else slugs.readable(values["name"])
        return values, reasons

    def _numbers(self, said, values, reasons):
        for name, check in CHECKS.items():
            values[name] = ""
            text = said.get(name, "")
            if not text:
                continue
            number = numbers.bare(text)
            if name == "siret" and len(number) == 9 and number.isdigit():
                name, check = "siren", CHECKS["siren"]
            if wrong := damaged(name, text, number) or _wrong(check, number):
                reasons.append(wrong)
            else:
                values[name] = number
        if values["siret"]:
            if values["siren"] and not values["siret"].startswith(values["siren"]):
                reasons.append(f"le SIRET {values['siret']} n’est pas celui d’un établissement du SIREN {values['siren']}")
            values["siren"] = values["siret"][:9]

    def _nature(self, said, values, reasons):
        values["kind"] = self.choice("kind", said.get("kind", "")) if said.get("kind") else self.kind
        if values["kind"] is None:
            reasons.append(f"type inconnu : « {said['kind'][:60]} »")
        elif not values["kind"]:
            reasons.append("le type manque")
        college = self.choice("college", said["college"]) if said.get("college") else COLLEGE_OF.get(values["kind"] or "", "")
        if college is None:
            reasons.append(f"collège inconnu : « {said['college'][:60]} »")
        values["kind"], values["college"] = values["kind"] or "", college or ""
        year = said.get("founded", "")
        found = YEAR.findall(year)
        values["founded"] = int(found[0]) if len(set(found)) == 1 else None
        if year and values["founded"] is None:
            reasons.append(f"année de création illisible : « {year[:40]} »")

    def _place(self, said, values, reasons):
        postcode = re.sub(r"[\s.]", "", said.get("postcode", ""))
        if postcode.isdigit() and len(postcode) == 4:
            postcode = f"0{postcode}"  # a spreadsheet took the first zero away
        department = said.get("department", "")
        found = self.places.find(said.get("municipality", ""), postcode, said.get("insee", ""), department)
        values["municipality"], values["place"], wrong = found
        if wrong:
            reasons.append(wrong)
        if said.get("place") and not values["municipality"]:
            values["place"] = " ".join(said["place"].split())
        values["postcode"] = postcode
        placed = values["municipality"] or values["place"]
        values["department"] = "" if placed else self.places.department(department) or ""

    def _contact(self, said, values, reasons):
        values["website"] = values["public_email"] = ""
        if said.get("website"):
            try:
                plain = PLAIN_SITE.fullmatch(said["website"])
                values["website"] = f"{plain[1] or 'https://'}{plain[2]}" if plain else website.clean(said["website"])
            except ValidationError:
                reasons.append(f"adresse de site illisible : « {said['website'][:80]} »")
        if said.get("public_email"):
            try:
                EMAIL.run_validators(said["public_email"])
                values["public_email"] = said["public_email"]
            except ValidationError:
                reasons.append(f"courriel illisible : « {said['public_email'][:80]} »")

    def _lists(self, said, values, reasons):
        words = (
            ("countries", "pays inconnu", lambda text: self.countries.get(key(text))),
            ("themes", "thématique inconnue", lambda text: self.themes.get(key(text))),
            ("ways", "mode d’action inconnu", lambda text: WAY_WORDS.get(key(text))),
            ("languages", "", lambda text: " ".join(text.split())[:40]),
        )
        for name, unknown, meant in words:
            text = said.get(name, "")
            values[name] = []
            if not text:
                continue
            if (whole := meant(text)) and name != "languages":
                values[name] = [whole]
                continue
            for part in filter(None, (part.strip() for part in SEPARATORS.split(text))):
                if value := meant(part):
                    values[name].append(value)
                else:
                    reasons.append(f"{unknown} : « {part[:60]} »")
            values[name] = list(dict.fromkeys(values[name]))[:60]

    def _choice(self, name, text):
        return (KIND_WORDS if name == "kind" else COLLEGE_WORDS).get(key(text))


def damaged(name, text, number):
    """What a spreadsheet did to a long number, in words; empty when nothing shows it."""
    if name not in ("siren", "siret"):
        return ""
    label = name.upper()
    if ROUNDED.fullmatch(text.strip()):
        return f"ce {label} a été abîmé par un tableur (« {text.strip()} ») : ses derniers chiffres sont perdus. {RECOVER}"
    if re.fullmatch(r"\d+[.,]0+", text.strip()):
        return f"ce {label} a été lu comme un nombre (« {text.strip()} »). {RECOVER}"
    if name == "siret" and re.fullmatch(r"\d{9}00000", number):  # no establishment has this number
        return f"ce {label} a été arrondi par un tableur ({number}) : ses derniers chiffres sont perdus. {RECOVER}"
    return ""


def _wrong(check, number):
    try:
        check(number)
    except ValidationError as error:
        return error.messages[0]
    return ""


def status_of(reasons):
    """An error as soon as there is a reason; else new, until it is compared."""
    return ERROR if reasons else NEW

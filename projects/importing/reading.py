"""A row of a funder's list in words and numbers; what it does not say stays empty, what it says badly is told."""

import re
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from hashlib import sha256

from django.core.exceptions import ValidationError
from django.utils import timezone

from actors.numbers import bare, validate_siren
from network.taxonomy.loading.files import typographic
from network.taxonomy.models import Country
from network.ui.french import NBSP
from projects.enums import FigureKind
from projects.models import Scheme
from projects.titles import sentence

EMPTY = {"na", "n a", "null", "none", "neant", "non renseigne", "sans objet", ""}
AMOUNT = re.compile(r"\d+(\.\d{1,2}0*)?")
YEAR = re.compile(r"(?<!\d)(19[89]\d|20\d\d)(?!\d)")
MOST = Decimal(10) ** 9


@dataclass
class Said:
    """What a row says."""

    beneficiary: str
    siren: str
    town: str
    insee: str
    purpose: str
    countries: list
    year: int | None
    funder: str
    scheme: int | None
    amounts: dict
    key: str = ""
    reasons: list = field(default_factory=list)

    @property
    def values(self):
        """What the writing needs of it."""
        return {
            "beneficiary": self.beneficiary[:250], "purpose": self.purpose, "countries": self.countries, "year": self.year,
            "funder": self.funder, "scheme": self.scheme, "amounts": {k: str(v) for k, v in self.amounts.items()}, "key": self.key,
        }  # fmt: skip


class Reader:
    """Reads the rows of one list; `year` is that of the rows that say none."""

    def __init__(self, source, year=None):
        self.source, self.year = source, year
        self.countries = {sentence(name): iso3 for name, iso3 in Country.objects.values_list("name", "iso3")}
        self.countries |= {iso3.lower(): iso3 for iso3 in list(self.countries.values())}
        self.schemes = {}
        for scheme in Scheme.objects.all():
            self.schemes |= {sentence(name): scheme.pk for name in (scheme.name, scheme.acronym) if name}

    def read(self, row):
        """The Said of a Given."""
        reasons = []
        said = Said(
            beneficiary=typographic(clean(row.get("beneficiary"))),
            siren=siren_of(row.get("siren")),
            town=clean(row.get("town")),
            insee=clean(row.get("insee")),
            purpose=tidy(clean(row.get("purpose"))),
            countries=self.places(row.get("countries")),
            year=self.year_of(row.get("year")),
            funder=typographic(clean(row.get("funder")))[:160] or self.source.funder,
            scheme=self.schemes.get(sentence(row.get("scheme")), self.source.scheme_id),
            amounts={kind: self.amount(row.get(kind), reasons) for kind in FigureKind.values if clean(row.get(kind))},
            reasons=reasons,
        )
        said.amounts = {kind: amount for kind, amount in said.amounts.items() if amount is not None}
        if not sentence(said.beneficiary):
            reasons.append("le bénéficiaire manque")
        if said.year is None:
            reasons.append("l’année manque")
        elif not 1980 <= said.year <= timezone.localdate().year + 1:
            reasons.append(f"l’année {said.year} n’est pas possible")
        if not said.amounts and not reasons:
            reasons.append("aucun montant")
        told = [sentence(said.beneficiary), said.siren, str(said.year), sentence(said.purpose), "|".join(said.countries)]
        told += [sentence(said.town), sentence(said.funder), str(said.scheme), sentence(row.get("reference"))]
        told += [f"{kind}={amount:.2f}" for kind, amount in sorted(said.amounts.items())]
        said.key = f"liste-{self.source.pk}:{sha256(chr(31).join(told).encode()).hexdigest()[:40]}"
        return said

    def places(self, text):
        """The countries that a cell names, in its order."""
        parts = re.split(r"[|,;/]| et ", text)
        return list(dict.fromkeys(iso3 for part in parts if (iso3 := self.countries.get(sentence(part)))))

    def year_of(self, text):
        """The year in a cell, be it a date or a school year; that of the list when the cell is empty."""
        if not clean(text):
            return self.year
        found = YEAR.search(text)
        return int(found.group()) if found else None

    def amount(self, text, reasons):
        """Euros, or None with a reason."""
        amount = euros_of(text)
        if amount is None:
            reasons.append(f"«{NBSP}{text[:40]}{NBSP}» n’est pas un montant en euros")
        return amount


def clean(text):
    """A cell on one line; nothing for « NA »."""
    text = " ".join(text.split())
    return "" if sentence(text) in EMPTY else text


def tidy(text):
    """A purpose with a capital, without the quotation marks that hold all of it."""
    if text.count('"') == 2 and text[0] == text[-1] == '"':
        text = text[1:-1].strip()
    return typographic(text[:1].upper() + text[1:])


def siren_of(text):
    """The nine digits of a SIREN or of a SIRET whose key is right; nothing otherwise: a name is looked for then."""
    number = bare(text)[:9] if len(bare(text)) in (9, 14) else ""
    try:
        validate_siren(number)
    except ValidationError:
        return ""
    return number


def euros_of(text):
    """« 1 234,56 », « 1.234,56 € », « 1234.5 »: in euros; None when it cannot be read, is negative or too large."""
    plain = re.sub(r"[\s\u00a0\u202f€']|EUR(OS?)?", "", text, flags=re.IGNORECASE)
    if "," in plain:
        plain = plain.replace(".", "").replace(",", ".")
    elif plain.count(".") > 1 or re.fullmatch(r"\d{1,3}\.\d{3}", plain):
        plain = plain.replace(".", "")
    try:
        amount = Decimal(plain).quantize(Decimal("0.01")) if AMOUNT.fullmatch(plain) and len(plain) < 16 else None
    except InvalidOperation:
        return None
    return amount if amount is None or amount < MOST else None

"""A sheet drawn from a public record, before it is an actor of the directory."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError

from actors.enums import Kind
from network.taxonomy.enums import College


@dataclass
class Grant:
    """A public grant as its source states it."""

    source_row: int
    fields: dict
    countries: set


@dataclass
class Sheet:
    """What a record says of an organisation. `uid` names the record: file and identifier, never changed."""

    uid: str
    name: str
    college: College
    kind: Kind
    source: str
    fields: dict = field(default_factory=dict)
    countries: set = field(default_factory=set)
    themes: set = field(default_factory=set)
    grants: list = field(default_factory=list)
    twinnings: list = field(default_factory=list)


@dataclass
class Territory:
    """The codes that sheets may refer to, and what to report about those that they may not."""

    municipalities: dict
    countries: set
    remarks: list = field(default_factory=list)

    def remark(self, row, message):
        """Note something odd about a line of a file."""
        self.remarks.append(f"{row.path.name}, ligne {row.line} : {message}")

    def municipality(self, row, code):
        """`code` when it is a commune of the region, else None, with a remark."""
        if code and code not in self.municipalities:
            self.remark(row, f"la commune « {code} » n’est pas dans la région, elle est laissée vide.")
        return code if code in self.municipalities else None

    def known_countries(self, row, column):
        """The known countries of a column; the others are remarked."""
        codes = set(row.several(column))
        for code in sorted(codes - self.countries):
            self.remark(row, f"le pays « {code} » n’existe pas.")
        return codes & self.countries

    def number(self, row, column, validate):
        """An identification number of a line, or nothing when its key is wrong, with a remark."""
        return self.number_of(row, row[column], validate)

    def number_of(self, row, number, validate):
        """`number`, about which a remark names the line `row`, or nothing when its key is wrong."""
        try:
            if number:
                validate(number)
        except ValidationError as error:
            self.remark(row, f"« {number} » : {' '.join(error.messages)} Le numéro est laissé vide.")
            return ""
        return number

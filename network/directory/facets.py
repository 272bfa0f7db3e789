"""The facets of a list, declared as django-filter filters: parsed and validated there, counted in SQL elsewhere."""

import django_filters
from django import forms

MAX_VALUES = 40
MAX_TEXT = 100
UNKNOWN = "inconnu"  # the value by which one asks for what says nothing


class ValuesField(forms.Field):
    """Repeated parameters (`pays=benin&pays=mali`) as a list of short texts; rubbish is dropped."""

    widget = forms.SelectMultiple

    def to_python(self, value):
        """Distinct values in the order they came; at most MAX_VALUES of at most MAX_TEXT characters."""
        values = [v for v in value or [] if v and len(v) <= MAX_TEXT and "\x00" not in v]
        return list(dict.fromkeys(values))[:MAX_VALUES]


class Facet(django_filters.Filter):
    """A column of the search table whose values people tick: OR within it, AND with the others.

    `many` says that the column is an array; `top` how many values show before « … autres »;
    `fixed` that values keep their own order and show even when they count nothing; `others` the singular and the
    plural of the values that are folded away. `unknown` names the rows that have no value (« pays non renseigné »): with it,
    they can be asked for as UNKNOWN, and the column `facts` holds that value for them (`indexing.unknown_facts`).
    """

    field_class = ValuesField

    def __init__(self, column, *, param, label, many=False, top=6, fixed=False, marks=False, others="autre choix|autres choix", unknown=""):
        super().__init__(field_name=column, label=label, required=False)
        self.column, self.param, self.many = column, param, many
        self.top, self.fixed, self.marks, self.others, self.unknown = top, fixed, marks, others, unknown

    @property
    def expression(self):
        """SQL of the value (or of the array of values) of a row `e` of the search table."""
        return f"e.{self.column}"

    @property
    def facts(self):
        """SQL of an array of `facet=value` that is added to the column `facts` of a row `e`; empty when that column has them all."""
        return ""

    def condition(self, values):
        """SQL that holds for the rows that carry one of `values`, with its parameters."""
        test = f"{self.expression} && %s::text[]" if self.many else f"{self.expression} = ANY(%s::text[])"
        if not (self.unknown and UNKNOWN in values):
            return test, [values]
        nothing = f"cardinality({self.expression}) = 0" if self.many else f"{self.expression} IS NULL"
        return f"({test} OR {nothing})", [[value for value in values if value != UNKNOWN]]


class BoundsField(forms.Field):
    """The corners of a map, `west,south,east,north` in degrees (WGS 84)."""

    def to_python(self, value):
        """Four floats in their ranges; raises ValidationError in French."""
        if not value:
            return None
        try:
            west, south, east, north = (float(part) for part in value.split(","))
        except ValueError:
            raise forms.ValidationError("L’emprise s’écrit ouest,sud,est,nord, en degrés.") from None
        if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
            raise forms.ValidationError("L’emprise s’écrit ouest,sud,est,nord, en degrés.")
        return west, south, east, north


class BoundsFilter(django_filters.Filter):
    """Keeps what lies within a map's corners."""

    field_class = BoundsField


class DirectoryFilter(django_filters.FilterSet):
    """The parameters that every list understands; a list adds its facets."""

    q = django_filters.CharFilter(label="Recherche")
    bounds = BoundsFilter(label="Zone de la carte")

    @classmethod
    def facets(cls):
        """The facets by name, in the order in which they show."""
        return {name: f for name, f in cls.base_filters.items() if isinstance(f, Facet)}

    @classmethod
    def parse(cls, data):
        """Cleaned values by filter name; what is invalid is left out and its messages returned beside.

        `data` is a QueryDict whose keys are the addresses' French parameters.
        """
        names = {"q": "q", "bounds": "emprise", **{name: f.param for name, f in cls.facets().items()}}
        fields = {}
        for name, param in names.items():
            field = cls.base_filters[name].field
            raw = data.getlist(param) if isinstance(field, ValuesField) else data.get(param, "")[:200].replace("\x00", "")
            fields[name] = (field, raw)
        values, errors = {}, []
        for name, (field, raw) in fields.items():
            try:
                values[name] = field.clean(raw)
            except forms.ValidationError as error:
                values[name] = None
                errors += error.messages
        return values, errors

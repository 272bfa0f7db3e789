"""The four pages on which a sheet is written, for the first time or again."""

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.html import format_html

from actors.duplicates import probable_duplicates
from actors.enums import Kind, Way
from actors.forms.fields import LanguagesField
from actors.forms.layout import Duplicates
from actors.models import Actor
from actors.registration import DISTINCTIVE
from actors.rules import can_rename
from network.audit.parts import StepForm
from network.moderation.enums import State
from network.taxonomy.choices import CountryChoices, ThemeChoices
from network.taxonomy.enums import College
from network.taxonomy.fields import MunicipalityField
from network.ui.forms import Choices, Pair, Section, step_form

KINDS = [
    ("", "Choisir un type"),
    ("Collectivités et organismes publics", ("commune", "epci", "departement", "region", "autre-public", "hopital")),
    ("Associations", ("association", "comite-de-jumelage", "fondation")),
    ("Enseignement et recherche", ("college", "lycee", "lycee-agricole", "ecole", "superieur", "recherche")),
    ("Acteurs économiques", ("entreprise", "cooperative")),
]
NUMBERS = ("siren", "siret", "rna", "uai")


class StructureForm(StepForm):
    """Who it is. Sheets that may be of the same organisation are `near`; one goes on once one has said that it is another."""

    different = forms.CharField(label="Fiches qui ressemblent à la vôtre", required=False, max_length=400)

    class Meta:
        model = Actor
        fields = ["name", "acronym", "other_names", "college", "kind", "sole_trader", *NUMBERS]
        widgets = {"college": forms.RadioSelect}
        help_texts = {
            "name": "En entier, sans abréviation.",
            "other_names": "Ancien nom, nom d’usage, nom d’une antenne ; séparés par des virgules.",
            "siren": "9 chiffres.",
            "siret": "14 chiffres, celui du siège.",
            "rna": "Pour une association : W puis 9 chiffres.",
            "uai": "Pour un établissement scolaire.",
        }
        labels = {"name": "Nom de la structure", "college": "Collège", "kind": "Type de structure"}
        error_messages = {
            "name": {"required": "Écrivez le nom de la structure."},
            "college": {"required": "Choisissez le collège auquel la structure appartient."},
            "kind": {"required": "Choisissez le type de structure."},
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.near = []
        self.fields["college"].choices = [(value, _with_mark(value, label)) for value, label in College.choices]
        self.fields["kind"].choices = [
            group if isinstance(group[1], str) else (group[0], [(value, Kind(value).label) for value in group[1]]) for group in KINDS
        ]
        for name in NUMBERS:
            self.fields[name].widget.attrs["autocomplete"] = "off"
        if self.instance.is_published and not can_rename(self.by, self.instance):
            for name in DISTINCTIVE:
                self.fields[name].disabled = True
        self.helper = step_form(
            "name",
            Duplicates("name", "acronym", *NUMBERS),
            Pair("acronym", "other_names"),
            "college",
            "kind",
            "sole_trader",
            Section(
                "Numéros officiels", Pair("siren", "siret"), Pair("rna", "uai"), lead="Ceux que vous connaissez : ils évitent les doublons."
            ),
        )

    def clean(self):
        """Numbers that agree; probable duplicates seen and set aside. Raises ValidationError otherwise."""
        cleaned = super().clean()
        asked = self.instance.pk is None or (self.instance.state == State.DRAFT and not self.autosave and self._renamed())
        if asked and not any(name in self.errors for name in ("name", *NUMBERS)):
            self.near = near(self.by, self.instance, {name: cleaned.get(name) or "" for name in ("name", "acronym", *NUMBERS)})
            shown = set(cleaned.get("different", "").split(","))
            if {str(duplicate.actor.pk) for duplicate in self.near} - shown:
                self.add_error("different", ValidationError("dites si l’une d’elles est la vôtre.", code="duplicates"))
        return cleaned

    def _renamed(self):
        return bool({"name", "acronym", *NUMBERS} & set(self.changed_data))


class SiegeForm(StepForm):
    """Where it is."""

    municipality = MunicipalityField(
        label="Commune du siège", required=False, help_text="Nom ou code postal, puis choisissez dans la liste."
    )
    postcode = forms.RegexField(
        r"^\d{5}$",
        label="Code postal",
        required=False,
        error_messages={"invalid": "Un code postal compte 5 chiffres."},
        widget=forms.TextInput(attrs={"autocomplete": "postal-code", "inputmode": "numeric"}),
    )

    class Meta:
        model = Actor
        fields = ["municipality", "postcode", "street", "place"]
        labels = {"street": "Adresse", "place": "Ville, si le siège est hors de la région"}
        help_texts = {"street": "Numéro et voie, bâtiment, boîte postale."}
        widgets = {"street": forms.TextInput(attrs={"autocomplete": "street-address"})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = step_form("municipality", Pair("postcode", "street"), "place")

    def clean(self):
        """One seat. Raises ValidationError when both a commune of the region and another town are given."""
        cleaned = super().clean()
        if cleaned.get("municipality") and cleaned.get("place"):
            self.add_error("place", "Le siège est à un seul endroit : laissez la commune, ou la ville hors de la région.")
        return cleaned


class ActivityForm(StepForm):
    """What it does, and where in the world."""

    countries = CountryChoices(label="Pays d’intervention", required=False)
    themes = ThemeChoices(label="Thématiques", required=False)
    ways = forms.MultipleChoiceField(label="Modes d’action", choices=Way, required=False, widget=forms.CheckboxSelectMultiple)
    languages = LanguagesField(label="Langues de travail", required=False, help_text="Séparées par des virgules.")

    class Meta:
        model = Actor
        fields = ["presentation", "countries", "themes", "ways", "languages", "founded", "logo"]
        widgets = {"presentation": forms.Textarea(attrs={"rows": 8}), "founded": forms.TextInput(attrs={"inputmode": "numeric"})}
        help_texts = {
            "presentation": "Ce que fait la structure, avec qui, depuis quand. 6 000 caractères au plus.",
            "founded": "Quatre chiffres.",
        }
        error_messages = {"founded": {"invalid": "Une année s’écrit en quatre chiffres, par exemple 1998."}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = step_form("presentation", Choices("countries"), Choices("themes"), "ways", Pair("languages", "founded"), "logo")


class ContactForm(StepForm):
    """How the public reaches it."""

    class Meta:
        model = Actor
        fields = ["website", "public_email", "public_phone"]
        labels = {"public_email": "Courriel public", "public_phone": "Téléphone public"}
        help_texts = {
            "website": "Par exemple www.exemple.org.",
            "public_email": "Une adresse de la structure, comme contact@exemple.org : tout le monde la lira.",
            "public_phone": "Le numéro de la structure.",
        }
        widgets = {"public_phone": forms.TextInput(attrs={"autocomplete": "off", "inputmode": "tel"})}
        error_messages = {"public_email": {"invalid": "Cette adresse n’est pas complète : elle s’écrit comme contact@exemple.org."}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = step_form("website", Pair("public_email", "public_phone"))


FORMS = {"structure": StructureForm, "siege": SiegeForm, "activite": ActivityForm, "contact": ContactForm}


def near(by, sheet, asked):
    """The Duplicates of what is `asked` among the sheets that `by` may see, but for those `by` looks after already."""
    among = Actor.objects.visible_to(by).exclude(pk__in=Actor.objects.represented_by(by).values("pk"))
    return probable_duplicates(**asked, municipality=sheet.municipality, exclude=sheet, among=among)


def _with_mark(college, label):
    mark = render_to_string("components/college_mark.html", {"college": college})
    return format_html("{} {}", mark, label)

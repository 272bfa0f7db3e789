"""The pages on which a project is written, for the first time or again."""

from django import forms
from django.db.models import Q

from actors.models import Actor
from network.audit.parts import StepForm
from network.moderation.enums import State
from network.taxonomy.choices import ThemeChoices
from network.taxonomy.models import Goal, Sector
from network.ui.amounts import AmountField
from network.ui.choices import GroupedChoices
from network.ui.forms import Choices, Pair, Section, step_form
from projects.forms.layout import Sectors
from projects.models import Project

DAY = {"type": "date"}


class EssentialForm(StepForm):
    """Who leads it, what it is about. The OECD sectors offered are those of the themes."""

    themes = ThemeChoices(label="Thématiques", required=False)
    goals = forms.ModelMultipleChoiceField(
        Goal.objects.all(),
        label="Objectifs de développement durable",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Sans réponse, ceux des thématiques valent pour le projet.",
    )
    sectors = GroupedChoices(
        Sector.objects.none(),
        group_of=lambda sector: sector.category_name,
        label="Secteurs CAD",
        required=False,
        help_text="La nomenclature de l’OCDE, d’après vos thématiques. Cochez ce qui convient.",
    )

    class Meta:
        model = Project
        fields = ["lead", "title", "summary", "description", "themes", "goals", "sectors"]
        widgets = {"summary": forms.Textarea(attrs={"rows": 3}), "description": forms.Textarea(attrs={"rows": 9})}
        labels = {"lead": "Structure qui porte le projet", "title": "Titre du projet"}
        help_texts = {
            "summary": "En deux ou trois phrases, pour qui parcourt la liste. 600 caractères au plus.",
            "description": "Pourquoi, comment, pour qui. 12 000 caractères au plus.",
        }
        error_messages = {
            "lead": {"required": "Choisissez la structure qui porte le projet."},
            "title": {"required": "Écrivez le titre du projet."},
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._offer_leads()
        self.fields["sectors"].queryset = sectors_of(self._now("themes"), self._now("sectors"))
        self.helper = step_form(
            "lead", "title", "summary", "description", Choices("themes"), Section("Nomenclatures", "goals", Sectors("sectors"))
        )

    def _offer_leads(self):
        field, lead = self.fields["lead"], self.instance.lead_id
        mine = Actor.objects.standing().exclude(state=State.ARCHIVED).filter(pk__in=Actor.objects.represented_by(self.by).values("pk"))
        field.queryset = (mine | Actor.objects.filter(pk=lead)).order_by("name", "pk") if lead else mine.order_by("name", "pk")
        choices = list(field.queryset[:2])
        if len(choices) == 1:
            field.empty_label = None
        else:
            field.empty_label = "Choisir une structure"
        field.disabled = bool(self.instance.pk) and self.instance.state != State.DRAFT

    def _now(self, name):
        """The keys chosen on the page, or else kept."""
        if self.is_bound:
            return self.data.getlist(self.add_prefix(name))
        return [thing.pk for thing in self.initial.get(name) or []]


def sectors_of(themes, chosen=()):
    """The OECD sectors in force of these themes (keys), and those `chosen` already."""
    themes = [theme for theme in themes if str(theme).isascii() and str(theme).isdigit() and len(str(theme)) < 10]
    found = Sector.objects.filter(Q(themes__in=themes, active=True) | Q(pk__in=[str(code)[:5] for code in chosen]))
    return Sector.objects.filter(pk__in=found.values("pk")).order_by("code")


class WhereForm(StepForm):
    """When it happens, how far it is."""

    class Meta:
        model = Project
        fields = ["starts_on", "ends_on", "progress"]
        widgets = {name: forms.DateInput(attrs=DAY, format="%Y-%m-%d") for name in ("starts_on", "ends_on")}
        error_messages = {name: {"invalid": "Cette date n’existe pas."} for name in ("starts_on", "ends_on")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["progress"].choices = [("", "Non renseigné"), *[choice for choice in self.fields["progress"].choices if choice[0]]]
        self.helper = step_form(Pair("starts_on", "ends_on"), "progress")

    def clean(self):
        """The end does not come before the start. Raises ValidationError otherwise."""
        cleaned = super().clean()
        starts, ends = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", "La fin vient après le début : corrigez l’une des deux dates.")
        return cleaned


class PartnersForm(StepForm):
    """Whether the project looks for more of them."""

    class Meta:
        model = Project
        fields = ["seeks_partners", "partners_sought"]
        labels = {"seeks_partners": "Ce projet cherche des partenaires", "partners_sought": "Lesquels, et pour quoi faire"}
        widgets = {"partners_sought": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = step_form(Section("Chercher des partenaires", "seeks_partners", "partners_sought"))


class MoneyForm(StepForm):
    """What it costs in all."""

    budget = AmountField(label="Budget total, en euros", required=False, help_text="Par exemple 12 000 ou 1 234,50.")

    class Meta:
        model = Project
        fields = ["budget"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = step_form("budget")


class RecordForm(StepForm):
    """A few words for partners who do not read French."""

    class Meta:
        model = Project
        fields = ["title_en", "summary_en"]
        widgets = {"title_en": forms.TextInput(attrs={"lang": "en"}), "summary_en": forms.Textarea(attrs={"rows": 3, "lang": "en"})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = step_form(Section("En anglais", "title_en", "summary_en", lead="Pour les partenaires qui ne lisent pas le français."))

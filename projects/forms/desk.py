"""Lines below a sheet of project, as the team edits them on its desk: the fields of the site, each line guarded by what it was."""

from django import forms

from network.audit.editing import GuardedForm
from network.audit.parts import PartForm
from network.taxonomy.choices import COUNTRIES, region_of
from network.ui.amounts import AmountField
from network.ui.choices import GroupedChoice
from projects.enums import FigureKind, Origin
from projects.forms.records import PaperForm, PictureForm
from projects.models import Funding, Paper, Partnership, Picture, Place, Project, Result


class ProjectForm(GuardedForm):
    """The sheet itself; its state moves by the services of moderation."""

    budget = AmountField(label="Budget total, en euros", required=False)

    class Meta:
        model = Project
        exclude = ["slug"]
        widgets = {
            "title": forms.TextInput(attrs={"class": "vLargeTextField", "size": 80}),
            "summary": forms.Textarea(attrs={"rows": 3, "cols": 90}),
            "description": forms.Textarea(attrs={"rows": 10, "cols": 90}),
            "summary_en": forms.Textarea(attrs={"rows": 3, "cols": 90, "lang": "en"}),
            "partners_sought": forms.Textarea(attrs={"rows": 3, "cols": 90}),
        }


class DeskPlaceForm(PartForm):
    """A country, perhaps a town, perhaps a point."""

    country = GroupedChoice(COUNTRIES, group_of=region_of, label="Pays", empty_label="Choisir un pays")

    class Meta:
        model = Place
        fields = ["country", "town", "latitude", "longitude"]
        localized_fields = ["latitude", "longitude"]
        widgets = {name: forms.TextInput(attrs={"inputmode": "decimal", "size": 10}) for name in ("latitude", "longitude")}


class DeskPartnershipForm(PartForm):
    """Who it is can be chosen while the line is new; afterwards, what it does."""

    class Meta:
        model = Partnership
        fields = ["actor", "organisation", "role"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            for name in ("actor", "organisation"):
                self.fields[name].disabled = True

    def clean(self):
        """Not the lead. Raises ValidationError otherwise."""
        cleaned = super().clean()
        actor, project = cleaned.get("actor"), cleaned.get("project")
        if actor and project and actor.pk == project.lead_id:
            self.add_error("actor", "Cette structure porte déjà le projet.")
        return cleaned


class DeskFundingForm(PartForm):
    """A funding with the amounts that its lead declares; those of other sources are stated and settled on its own page."""

    asked = AmountField(label="Demandé", required=False)
    granted = AmountField(label="Accordé", required=False)
    paid = AmountField(label="Versé", required=False)

    class Meta:
        model = Funding
        fields = ["funder", "funder_actor", "scheme", "year"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        declared = self.instance.figures.filter(origin=Origin.DECLARED) if self.instance.pk else ()
        self.initial.update(dict.fromkeys(FigureKind.values), **{figure.kind: figure.amount for figure in declared})
        if self.instance.pk:
            self.initial["seen"] = self._seen()

    def amounts(self):
        """{kind: Decimal, or None for what is not known}."""
        return {kind: self.cleaned_data.get(kind) for kind in FigureKind.values}

    def _kept(self, name):
        return self.initial[name] and str(self.initial[name]) if name in FigureKind.values else super()._kept(name)


class DeskResultForm(PartForm):
    """An indicator: before, aimed at, reached."""

    baseline = AmountField(label="Au départ", required=False, max_digits=14, min_value=None)
    target = AmountField(label="Visé", required=False, max_digits=14, min_value=None)
    reached = AmountField(label="Atteint", required=False, max_digits=14, min_value=None)

    class Meta:
        model = Result
        fields = ["indicator", "unit", "baseline", "target", "reached"]


class DeskPictureForm(PictureForm, PartForm):
    """A picture, redrawn as those that members send."""

    class Meta(PictureForm.Meta):
        model = Picture


class DeskPaperForm(PaperForm, PartForm):
    """A paper, judged by its content as those that members send."""

    class Meta(PaperForm.Meta):
        model = Paper


class FigureForm(forms.Form):
    """An amount that somebody of the team read somewhere: where, and of when."""

    kind = forms.ChoiceField(label="Montant", choices=FigureKind, initial=FigureKind.GRANTED)
    amount = AmountField(label="Euros")
    origin = forms.ChoiceField(label="Origine", choices=[one for one in Origin.choices if one[0] != Origin.DECLARED])
    source = forms.CharField(
        label="Source", max_length=250, widget=forms.TextInput(attrs={"class": "vTextField"}), help_text="Telle que la fiche la citera."
    )
    source_date = forms.DateField(label="Date de la source", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

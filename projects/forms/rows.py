"""Lines below the sheet of a project: where, with whom, with what money, what it left."""

from django import forms
from django.utils import timezone

from network.audit.rows import RowForm
from network.taxonomy.choices import COUNTRIES, region_of
from network.ui.amounts import AmountField
from network.ui.choices import GroupedChoice
from network.ui.forms import Pair
from network.ui.images import RedrawnFormField
from projects.enums import FigureKind, Origin
from projects.forms.records import PaperForm
from projects.models import Funding, Partnership, Picture, Place, Result, Scheme
from projects.models.record import redrawn
from projects.radar import radar

YEAR = "Une année s’écrit en quatre chiffres, par exemple 2026."
COORDINATE = {"inputmode": "decimal", "autocomplete": "off"}


class PlaceForm(RowForm):
    """A country, perhaps a town, perhaps a point."""

    title, label, natural, more = "Lieux", "Lieu", ("country", "town"), "Ajouter un lieu"
    shown = (Pair("country", "town"), Pair("latitude", "longitude"))
    country = GroupedChoice(
        COUNTRIES, group_of=region_of, label="Pays", empty_label="Choisir un pays", error_messages={"required": "Choisissez le pays."}
    )

    class Meta:
        model = Place
        fields = ["country", "town", "latitude", "longitude"]
        labels = {"town": "Région ou ville"}
        help_texts = {"latitude": "En degrés, par exemple 6,4969.", "longitude": "En degrés, par exemple 2,6283."}
        localized_fields = ["latitude", "longitude"]
        widgets = {name: forms.TextInput(attrs=COORDINATE) for name in ("latitude", "longitude")}
        error_messages = {name: {"invalid": "Écrivez un nombre de degrés, par exemple 6,4969."} for name in ("latitude", "longitude")}

    @property
    def radar(self):
        """Who else is there, of a place that is kept."""
        place = self.instance
        point = {"longitude": place.longitude, "latitude": place.latitude}
        return radar(place.country, place.town, but=self.parent, **point) if place.pk else None

    def clean(self):
        """A point has two coordinates. Raises ValidationError otherwise."""
        cleaned = super().clean()
        for one, other in (("latitude", "longitude"), ("longitude", "latitude")):
            if one not in self.errors and cleaned.get(one) is None and cleaned.get(other) is not None:
                self.add_error(one, "Un point a une latitude et une longitude : donnez les deux, ou aucune.")
        return cleaned


class PartnershipForm(RowForm):
    """What a partner does. Who it is was chosen before."""

    title, label, shown = "Partenaires", "Partenaire", ("role",)

    class Meta:
        model = Partnership
        fields = ["role"]


class FundingForm(RowForm):
    """What a funder was asked for, granted and paid."""

    title, label, natural, more = "Financements", "Financement", ("funder", "year", "scheme"), "Ajouter un financement"
    shown = ("funder", Pair("scheme", "year"), Pair("asked", "granted", "paid"))
    asked = AmountField(label="Demandé, en euros", required=False)
    granted = AmountField(label="Accordé, en euros", required=False)
    paid = AmountField(label="Versé, en euros", required=False)

    class Meta:
        model = Funding
        fields = ["funder", "scheme", "year"]
        widgets = {"year": forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})}
        labels = {"scheme": "Dispositif"}
        error_messages = {
            "funder": {"required": "Écrivez qui finance."},
            "year": {"required": "Écrivez l’année.", **dict.fromkeys(("invalid", "min_value", "max_value"), YEAR)},
        }

    def __init__(self, *args, instance, **kwargs):
        declared = instance.figures.filter(origin=Origin.DECLARED) if instance.pk else ()
        super().__init__(*args, instance=instance, initial={figure.kind: figure.amount for figure in declared}, **kwargs)
        schemes = Scheme.objects.published()
        if self.instance.scheme_id:
            schemes |= Scheme.objects.filter(pk=self.instance.scheme_id)
        self.fields["scheme"].queryset, self.fields["scheme"].empty_label = schemes.order_by("name", "pk"), "Aucun, ou un autre"

    def clean_year(self):
        """Not later than the years that one plans for."""
        year = self.cleaned_data["year"]
        if year > timezone.localdate().year + 10:
            raise forms.ValidationError("Cette année est lointaine : vérifiez-la.")
        return year

    def amounts(self):
        """{kind: Decimal, or None for what is not known}."""
        return {kind: self.cleaned_data.get(kind) for kind in FigureKind.values}


class ResultForm(RowForm):
    """An indicator: before, aimed at, reached."""

    title, label, natural, more = "Résultats", "Résultat", ("indicator",), "Ajouter un résultat"
    shown = (Pair("indicator", "unit"), Pair("baseline", "target", "reached"))
    baseline = AmountField(label="Au départ", required=False, max_digits=14, min_value=None)
    target = AmountField(label="Visé", required=False, max_digits=14, min_value=None)
    reached = AmountField(label="Atteint", required=False, max_digits=14, min_value=None)

    class Meta:
        model = Result
        fields = ["indicator", "unit", "baseline", "target", "reached"]
        help_texts = {"indicator": "Par exemple « forages en service ».", "unit": "Par exemple « forages », « élèves », « hectares »."}
        error_messages = {"indicator": {"required": "Écrivez ce qui est compté."}}


class PictureRow(RowForm):
    """A picture, what it shows and who made it."""

    title, label, natural, more = "Images", "Image", ("alternative", "credit"), "Ajouter une image"
    shown = ("image", Pair("alternative", "credit"))
    image = RedrawnFormField(redrawing=redrawn, label="Image", help_text=Picture._meta.get_field("image").help_text)

    class Meta:
        model = Picture
        fields = ["image", "alternative", "credit"]
        labels = {"alternative": "Ce que montre l’image", "credit": "Crédit"}
        help_texts = {"alternative": "Une phrase, pour les personnes qui ne la voient pas.", "credit": "Qui l’a faite, et à qui elle est."}
        error_messages = {
            "alternative": {"required": "Décrivez l’image en une phrase."},
            "credit": {"required": "Écrivez qui a fait cette image."},
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["image"].error_messages["required"] = "Choisissez le fichier de l’image."


class PaperRow(PaperForm, RowForm):
    """A paper under a title."""

    title, label, natural, more = "Documents", "Document", ("title",), "Ajouter un document"
    shown = ("file", "title", "is_public")

    class Meta(PaperForm.Meta):
        labels = {"title": "Titre du document", "is_public": "Tout le monde peut le lire, une fois la fiche publiée"}
        error_messages = {"title": {"required": "Donnez un titre à ce document."}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["file"].error_messages["required"] = "Choisissez le fichier."

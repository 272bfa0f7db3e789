"""Forms of memberships: a representative's, then the team's."""

from decimal import Decimal

from django import forms
from django.utils import timezone

from actors.models import Actor, Membership
from memberships.enums import Means
from memberships.models import BillingProfile, Departure, FeeCall, FeeScale
from memberships.services.calling import why_not
from network.audit.editing import GuardedForm
from network.audit.posted import PostedForm
from network.taxonomy.enums import College
from network.ui.forms import page_form

DAY = {"type": "date"}


class JoinForm(forms.Form):
    """Ask for the membership of one of the organisations that one represents."""

    actor = forms.ModelChoiceField(
        label="Structure",
        queryset=Actor.objects.none(),
        empty_label=None,
        error_messages={"invalid_choice": "Choisissez une structure que vous représentez et qui n’a pas encore d’adhésion cette année."},
    )
    message = forms.CharField(
        label="Message à l’équipe",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Ce que vous attendez du réseau, une question, le nom de la personne qui suit le dossier.",
    )

    def __init__(self, actors, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["actor"].queryset = actors
        self.helper = page_form("actor", "message", action="Demander l’adhésion")


class CommitmentForm(GuardedForm):
    """The purchase-order number, given by a representative; one that somebody gave meanwhile is not lost."""

    class Meta:
        model = FeeCall
        fields = ["commitment_number"]
        help_texts = {"commitment_number": "Pour une structure qui paie par mandat. L’appel est refait avec ce numéro."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = page_form("commitment_number", "seen", action="Enregistrer le numéro")


class RollForm(forms.Form):
    """The day and the collège of a roll of members."""

    jour = forms.DateField(
        label="Le",
        required=False,
        widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
        error_messages={"invalid": "Cette date n’existe pas."},
    )
    college = forms.ChoiceField(label="Collège", required=False, choices=[("", "Tous les collèges"), *College.choices])

    def clean_jour(self):
        """Today when nothing is asked; within the years that the register may hold."""
        day = self.cleaned_data["jour"] or timezone.localdate()
        if not 2000 <= day.year <= 2100:
            raise forms.ValidationError("Cette date n’existe pas.")
        return day


class PaymentForm(forms.Form):
    """Money received for a call."""

    amount = forms.DecimalField(
        label="Montant reçu, en euros",
        max_digits=10,
        decimal_places=2,
        min_value=Decimal("0.01"),
        localize=True,
        error_messages={"min_value": "Le montant reçu est plus grand que zéro."},
    )
    received_on = forms.DateField(label="Reçu le", widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"))
    means = forms.ChoiceField(label="Moyen", choices=Means)
    payer = forms.CharField(label="Payé par", required=False, max_length=200, help_text="Vide\u00a0: la structure elle-même.")
    reference = forms.CharField(label="Référence", required=False, max_length=250, help_text="Numéro du chèque ou du mandat, libellé.")


class ReasonForm(forms.Form):
    """Why: kept in the history, and shown where it matters."""

    reason = forms.CharField(
        label="Motif", max_length=250, widget=forms.Textarea(attrs={"rows": 3}), error_messages={"required": "Écrivez le motif."}
    )


class RoundForm(forms.Form):
    """A year of memberships; the keys of the actors that were chosen, « 12,40 », or nothing."""

    year = forms.IntegerField(label="Année", min_value=2000, max_value=2100)
    actors = forms.RegexField(r"^[0-9]{1,9}(,[0-9]{1,9})*$", required=False, widget=forms.HiddenInput)

    def clean_actors(self):
        """A list of keys; None when none was chosen."""
        return [int(key) for key in self.cleaned_data["actors"].split(",") if key] or None


class CopyForm(forms.Form):
    """The year to copy the scale of, and the year to make."""

    origin = forms.TypedChoiceField(label="Recopier le barème de", coerce=int)
    year = forms.IntegerField(label="Pour l’année", min_value=2000, max_value=2100)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        years = FeeScale.objects.order_by("-year").values_list("year", flat=True).distinct()
        self.fields["origin"].choices = [(year, str(year)) for year in years]


class StatementForm(forms.Form):
    """A file of the bank."""

    file = forms.FileField(
        label="Fichier de la banque",
        help_text="CSV ou XLSX. Seuls les encaissements sont gardés\u00a0; importer deux fois le même fichier ne change rien.",
        error_messages={"required": "Choisissez un fichier.", "empty": "Ce fichier est vide."},
    )


class MembershipForm(PostedForm):
    """Call the fee of one actor."""

    class Meta:
        model = Membership
        fields = ["actor", "year"]

    def clean(self):
        """Raises ValidationError when there is nothing to call, in words."""
        cleaned = super().clean()
        if cleaned.get("actor") and cleaned.get("year") and (problem := why_not(actor=cleaned["actor"], year=cleaned["year"])):
            raise forms.ValidationError(problem)
        return cleaned


class DepartureForm(PostedForm):
    """A resignation or an exclusion."""

    class Meta:
        model = Departure
        fields = ["kind", "decided_on", "last_day", "body", "reason"]
        widgets = {name: forms.DateInput(attrs=DAY, format="%Y-%m-%d") for name in ("decided_on", "last_day")}


class ScaleForm(GuardedForm):
    """A line of the scale."""

    class Meta:
        model = FeeScale
        fields = ["year", "college", "kind", "measure", "size_from", "size_to", "amount"]


class BillingForm(GuardedForm):
    """How an organisation pays."""

    class Meta:
        model = BillingProfile
        fields = ["actor", "email", "address", "budget", "budget_year", "pays_by_mandate"]


class CallForm(GuardedForm):
    """What the team may change of a call: when it is due, and the purchase-order number."""

    class Meta:
        model = FeeCall
        fields = ["due_on", "commitment_number"]

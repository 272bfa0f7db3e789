"""What the team types: an exchange with its next step, a task, the criteria of a segment."""

from django import forms
from django.db.models import Q
from django.utils import timezone

from actors.enums import Kind
from actors.freshness import Freshness
from actors.models import Contact
from crm import services
from crm.admin.typed import TypedActors
from crm.enums import Belonging
from crm.models import Interaction, Segment, Task
from network.accounts.models import User
from network.audit.editing import GuardedForm
from network.taxonomy.enums import College

DAY = {"type": "date"}


def day_field(label, **options):
    """A date that the browser helps to choose."""
    return forms.DateField(label=label, widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"), **options)


def team():
    """The people of the team, in the order of their names."""
    return User.objects.filter(is_staff=True, is_active=True).order_by("first_name", "last_name", "pk")


def ticked(label, choices):
    """Several of a list of words, to tick; none is all of them."""
    return forms.MultipleChoiceField(label=label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple)


class InteractionForm(TypedActors, GuardedForm):
    """An exchange. The people to tick are those of the actors chosen; the next step becomes a task."""

    day = day_field("Date", initial=timezone.localdate)
    team = forms.ModelMultipleChoiceField(label="Équipe", queryset=User.objects.none(), required=False, widget=forms.CheckboxSelectMultiple)
    contacts = forms.ModelMultipleChoiceField(
        label="Personnes rencontrées", queryset=Contact.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    next_step = forms.CharField(
        label="Ce qu’il faut faire ensuite",
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text="Devient une tâche, rappelée par courriel le jour venu.",
    )
    next_due = day_field("Pour le", required=False)
    next_owner = forms.ModelChoiceField(label="Qui s’en charge", queryset=User.objects.none(), required=False, empty_label="moi")
    done = forms.ModelChoiceField(
        label="Cet échange règle la tâche",
        queryset=Task.objects.none(),
        required=False,
        empty_label="aucune",
        help_text="Elle sera marquée faite.",
    )

    class Meta:
        model = Interaction
        fields = ["kind", "day", "actors", "contacts", "team", "subject", "notes"]
        widgets = {"notes": forms.Textarea(attrs={"rows": 8, "cols": 90}), "subject": forms.TextInput(attrs={"class": "vTextField"})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["actors"].required = False  # written perhaps; what is missing in the end is said by the service
        chosen = self._chosen()
        self.fields["team"].queryset = self.fields["next_owner"].queryset = team()
        self.fields["contacts"].queryset = Contact.objects.filter(actor__in=chosen).select_related("actor").order_by("actor", "name", "pk")
        self.fields["contacts"].help_text = "" if chosen else "Choisissez les acteurs et enregistrez : leurs contacts paraîtront ici."
        self.fields["done"].queryset = Task.objects.open().filter(Q(actor__in=chosen) | Q(actor=None)).order_by("due", "pk")
        if self.is_bound:
            self._keep_keys("contacts", Contact._meta.pk)

    def clean(self):
        """What the service would refuse is said beside its field."""
        given = super().clean()
        asked = {name: given.get(name) for name in ("actors", "contacts", "team", "next_step", "next_due", "next_owner")}
        if "actors" in given:
            for name, why in services.refusals(**{**asked, "contacts": asked["contacts"] or [], "team": asked["team"] or []}):
                if name not in self.errors and not (name == "actors" and "typed" in self.errors):
                    self.add_error(name, why)
        return given

    def _chosen(self):
        """The keys of the actors of the page: those posted, else those proposed, else those of the exchange."""
        if self.is_bound:
            values = self.data.getlist(self.add_prefix("actors"))
        else:
            values = [getattr(actor, "pk", actor) for actor in self.initial.get("actors") or []]
        return [int(value) for value in values if str(value).isascii() and str(value).isdigit() and len(str(value)) < 19]


class TaskForm(TypedActors, GuardedForm):
    """A task."""

    typed_into, typed_many = "actor", False

    due = day_field("Échéance")
    owner = forms.ModelChoiceField(label="Qui s’en charge", queryset=User.objects.none(), required=False, empty_label="personne encore")

    class Meta:
        model = Task
        fields = ["title", "due", "owner", "actor", "notes"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = team()


class SegmentForm(GuardedForm):
    """The criteria: « or » inside a list, « and » between the lists."""

    colleges = ticked("Collèges", College)
    kinds = ticked("Types", Kind)
    freshness = ticked("Fraîcheur de la fiche", Freshness)
    belonging = forms.ChoiceField(label="Adhésion", choices=Belonging, required=False, widget=forms.RadioSelect)

    class Meta:
        model = Segment
        fields = ["name", "description", "colleges", "kinds", "departments", "countries", "themes", "belonging", "freshness"]
        widgets = {"departments": forms.CheckboxSelectMultiple}

"""Events and what hangs on them, as the team edits them; each line is guarded by what it was."""

from collections import Counter
from datetime import timedelta

from django import forms
from django.contrib.admin.widgets import AdminDateWidget
from django.utils import timezone

from actors.models import Actor
from actors.websites import WebsiteFormField
from events.enums import Presence
from events.models import Event, GroupMembership, GroupPaper, Invitee, Paper, Question, Seating, Series, Slot, Speaker, Talk, WorkingGroup
from events.services.seats import too_few
from network.audit.editing import GuardedForm
from network.audit.parts import PartForm
from network.ui.attachments import AttachmentFormField

LONG = {"class": "vLargeTextField", "size": 80}


class EventForm(GuardedForm):
    """The event itself; its state moves by the services."""

    class Meta:
        model = Event
        exclude = ["slug"]
        field_classes = {"room_link": WebsiteFormField}
        widgets = {
            "title": forms.TextInput(attrs=LONG),
            "pitch": forms.TextInput(attrs=LONG),
            "description": forms.Textarea(attrs={"rows": 10, "cols": 90}),
        }


class GroupForm(GuardedForm):
    """A working group."""

    class Meta:
        model = WorkingGroup
        exclude = ["slug"]
        widgets = {"presentation": forms.Textarea(attrs={"rows": 6, "cols": 90})}


class SlotForm(PartForm):
    """A date."""

    class Meta:
        model = Slot
        fields = ["starts_at", "ends_at", "title"]


class SeatingForm(PartForm):
    """The places of one way of being there."""

    class Meta:
        model = Seating
        fields = ["presence", "places"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["presence"].disabled = True

    def clean_places(self):
        """Never fewer than are taken; the row is read under its lock. Raises ValidationError."""
        places = self.cleaned_data["places"]
        if places is not None and places < self.instance.taken:
            raise forms.ValidationError(too_few(self.instance.taken))
        return places


class QuestionForm(PartForm):
    """A question; its choices stand one a line."""

    choices = forms.CharField(label="Choix", required=False, widget=forms.Textarea(attrs={"rows": 3}), help_text="Un par ligne.")

    class Meta:
        model = Question
        fields = ["label", "help", "kind", "choices", "required", "position"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["choices"] = "\n".join(self.instance.choices)
        if self.instance.pk:
            self.initial["seen"] = self._seen()

    def clean_choices(self):
        """The lines that say something."""
        return [line.strip() for line in self.cleaned_data["choices"].splitlines() if line.strip()]

    def clean(self):
        """A choice needs at least two; raises ValidationError otherwise."""
        cleaned = super().clean()
        if cleaned.get("kind") in ("choix", "plusieurs") and len(cleaned.get("choices") or []) < 2:
            self.add_error("choices", "Écrivez au moins deux choix, un par ligne.")
        return cleaned

    def _kept(self, name):
        return "\n".join(self.instance.choices) if name == "choices" else super()._kept(name)

    def _differs(self, name, value):
        return value != self.instance.choices if name == "choices" else super()._differs(name, value)


class TalkForm(PartForm):
    """A part of the programme."""

    class Meta:
        model = Talk
        fields = ["title", "summary", "starts_at", "ends_at", "room", "is_chosen", "places", "speakers"]
        widgets = {"summary": forms.Textarea(attrs={"rows": 3, "cols": 80})}


class PaperForm(PartForm):
    """A file, judged by its content, or a link."""

    file = AttachmentFormField(label="Fichier", required=False)

    class Meta:
        model = Paper
        fields = ["title", "file", "link", "moment", "readers", "is_minutes"]
        field_classes = {"link": WebsiteFormField}

    def save(self, commit=True):
        """With what the file turned out to be."""
        if read := getattr(self.cleaned_data.get("file"), "attachment", None):
            self.instance.filename, self.instance.content_type, self.instance.size = read.filename, read.content_type, read.size
        return super().save(commit)


class GroupPaperForm(PaperForm):
    """A paper that a group shares."""

    class Meta:
        model = GroupPaper
        fields = ["title", "file", "link", "is_public"]
        field_classes = {"link": WebsiteFormField}


class InviteeForm(PartForm):
    """An address that may register."""

    class Meta:
        model = Invitee
        fields = ["email", "name"]


class GroupMemberForm(PartForm):
    """A person in a group."""

    class Meta:
        model = GroupMembership
        fields = ["user", "actor", "role"]


class SeriesForm(PartForm):
    """A cycle."""

    class Meta:
        model = Series
        fields = ["title", "presentation", "source"]


class SpeakerForm(PartForm):
    """Somebody who speaks."""

    class Meta:
        model = Speaker
        fields = ["name", "function", "actor", "organisation", "biography", "email", "agreed_on", "events"]


class CopyForm(forms.Form):
    """When the copy takes place."""

    on = forms.DateField(label="Première séance le", widget=AdminDateWidget, help_text="Les autres séances gardent leur écart.")


class CopyPeriodForm(forms.Form):
    """Which events are copied, and how much later."""

    start = forms.DateField(label="Rencontres du", widget=AdminDateWidget)
    end = forms.DateField(label="au", widget=AdminDateWidget)
    weeks = forms.IntegerField(
        label="Nombre de semaines plus tard",
        initial=26,
        min_value=1,
        max_value=260,
        help_text="26 semaines\u00a0: un semestre.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        half = today.replace(month=1 if today.month < 7 else 7, day=1)
        self.fields["start"].initial = half
        self.fields["end"].initial = (half + timedelta(days=183)).replace(day=1) - timedelta(days=1)

    def clean(self):
        """A period ends after it began; raises ValidationError otherwise."""
        cleaned = super().clean()
        if cleaned.get("start") and cleaned.get("end") and cleaned["end"] < cleaned["start"]:
            self.add_error("end", "La fin vient après le début\u00a0: corrigez l’une des deux dates.")
        return cleaned


class AddByHandForm(forms.Form):
    """Somebody whom the team registers."""

    name = forms.CharField(label="Prénom et nom", max_length=120)
    email = forms.EmailField(label="Adresse électronique")
    presence = forms.ChoiceField(label="Présence", choices=Presence)
    actor = forms.ModelChoiceField(Actor.objects.none(), label="Structure de l’annuaire", required=False)
    organisation = forms.CharField(label="Autre structure", max_length=160, required=False)
    needs = forms.CharField(label="Besoins particuliers", max_length=300, required=False)

    def __init__(self, *args, event, **kwargs):
        super().__init__(*args, **kwargs)
        known = dict(Presence.choices)
        self.fields["presence"].choices = [(s.presence, known[s.presence]) for s in event.seatings.all()]
        self.fields["actor"].queryset = Actor.objects.standing().order_by("name", "pk")


class TextForm(forms.Form):
    """What the team adds to an announcement."""

    text = forms.CharField(label="Mot de l’équipe", required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 5, "cols": 90}))


class CallOffForm(TextForm):
    """Why an event is cancelled."""

    reason = forms.CharField(label="Motif", required=False, max_length=500, help_text="Il figure sur la page de la rencontre.")
    field_order = ["reason", "text"]


class MessageForm(forms.Form):
    """What the team writes to those registered, and to which of them: the choices say how many."""

    to = forms.MultipleChoiceField(label="À qui", initial=["confirmed"], widget=forms.CheckboxSelectMultiple)
    subject = forms.CharField(label="Objet", max_length=150)
    text = forms.CharField(label="Message", max_length=5000, widget=forms.Textarea(attrs={"rows": 8, "cols": 90}))

    def __init__(self, *args, event, **kwargs):
        super().__init__(*args, **kwargs)
        counts = Counter(event.registrations.values_list("state", flat=True))
        self.fields["to"].choices = [
            (state, f"{words} ({counts[state]})")
            for state, words in (
                ("confirmed", "Inscriptions confirmées"),
                ("offered", "Places proposées, sans réponse encore"),
                ("waiting", "Liste d’attente"),
            )
        ]

"""Registering for an event: oneself, a colleague, or without an account."""

from itertools import pairwise

from crispy_forms.layout import Field
from django import forms

from events.enums import Presence
from events.forms.questions import answer_of, field_of, name_of
from network.ui.forms import Pair, Section, page_form
from network.ui.french import moment, plural

ME, COLLEAGUE = "moi", "collegue"
NO_ACTOR = "Sans structure, ou une autre structure"


class TalksWidget(forms.CheckboxSelectMultiple):
    """Boxes of which those of full talks cannot be ticked."""

    full = frozenset()

    def create_option(self, name, value, label, selected, *args, **kwargs):
        """The box of a full talk is closed, unless it is ticked already: then it can be left."""
        option = super().create_option(name, value, label, selected, *args, **kwargs)
        if value in self.full and not selected:
            option["attrs"]["disabled"] = True
        return option


class RegistrationForm(forms.Form):
    """Who comes, how, with which answers. What does not concern the event or the person is not asked."""

    refused = "L’inscription n’est pas faite"
    who = forms.ChoiceField(label="Qui inscrivez-vous\u00a0?", widget=forms.RadioSelect)
    name = forms.CharField(label="Prénom et nom", max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = forms.EmailField(
        label="Adresse électronique", max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"})
    )
    actor = forms.ChoiceField(label="Au titre de", required=False)
    organisation = forms.CharField(label="Structure", max_length=160, required=False)
    presence = forms.ChoiceField(label="Comment venez-vous\u00a0?", widget=forms.RadioSelect)
    talks = forms.MultipleChoiceField(label="Interventions choisies", required=False, widget=TalksWidget)
    needs = forms.CharField(
        label="Ce qui vous aiderait à participer",
        max_length=300,
        required=False,
        help_text="Accès en fauteuil, langue des signes, repas… Lu par la seule équipe qui organise, et effacé après la rencontre.",
    )
    is_listed = forms.BooleanField(label="Les autres personnes inscrites peuvent voir mon nom et ma structure", required=False)

    def __init__(self, *args, event, user, actors, waiting, **kwargs):
        """`actors`: those that `user` represents; `waiting`: how many wait, by seating."""
        super().__init__(*args, **kwargs)
        self.event, self.user, self.actors = event, user, {str(actor.pk): actor for actor in actors}
        self.known = user.is_authenticated
        self.offered = [talk for talk in event.talks.all() if talk.is_chosen]
        self.questions = list(event.questions.all())
        self._people()
        self._presence(waiting)
        self._talks()
        for question in self.questions:
            self.fields[name_of(question)] = field_of(question)
        if not event.shows_participants:
            del self.fields["is_listed"]
        self.fields["name"].error_messages["required"] = "Écrivez le prénom et le nom de la personne qui vient."
        self.fields["email"].error_messages |= {
            "required": "Écrivez une adresse\u00a0: la confirmation y est envoyée.",
            "invalid": "Cette adresse n’est pas complète\u00a0: elle s’écrit comme prenom.nom@exemple.org.",
        }
        self.helper = page_form(*self._layout(), action="S’inscrire", back=event.get_absolute_url(), back_label="Revenir à la rencontre")

    @property
    def is_for_me(self):
        """Whether the person registers themselves."""
        return self.known and self.cleaned_data.get("who", ME) == ME

    def clean(self):
        """A colleague is named; talks can all be followed."""
        cleaned = super().clean()
        if self.known and cleaned.get("who", ME) == ME:
            for name in ("name", "email"):
                self.errors.pop(name, None)
            cleaned["name"] = cleaned.get("name") or self.user.get_full_name() or self.user.email
            cleaned["email"] = self.user.email
        elif self.known and not cleaned.get("actor"):
            self.add_error("actor", "Choisissez la structure de votre collègue parmi les vôtres.")
        return cleaned

    def clean_talks(self):
        """Raises ValidationError for two talks at once."""
        chosen = [talk for talk in self.offered if str(talk.pk) in self.cleaned_data["talks"]]
        for first, second in pairwise(sorted(chosen, key=lambda talk: talk.starts_at)):
            if second.starts_at < first.ends_at:
                raise forms.ValidationError(
                    f"«\u00a0{first}\u00a0» et «\u00a0{second}\u00a0» ont lieu en même temps\u00a0: gardez l’une des deux."
                )
        return chosen

    def facts(self):
        """What `enrol` is told, beside who registers."""
        cleaned = self.cleaned_data
        return {
            "presence": cleaned["presence"],
            "name": cleaned["name"],
            "email": cleaned["email"],
            "actor": self.actors.get(cleaned.get("actor", "")),
            "organisation": "" if cleaned.get("actor") else cleaned["organisation"],
            "needs": cleaned["needs"],
            "is_listed": cleaned.get("is_listed", False),
            "talks": cleaned["talks"] if "talks" in self.fields else (),
            "answers": {question: answer_of(cleaned[name_of(question)]) for question in self.questions},
        }

    def _people(self):
        if not self.actors:
            del self.fields["actor"]
        else:
            choices = [(pk, actor.name) for pk, actor in self.actors.items()]
            self.fields["actor"].choices = [*choices, ("", NO_ACTOR)]
            self.fields["actor"].initial = choices[0][0]
            self.fields["actor"].error_messages["invalid_choice"] = "Choisissez une structure que vous représentez."
            self.fields["organisation"].label = "Autre structure"
        if not self.known or not self.actors:
            del self.fields["who"]
        else:
            myself = f"moi-même ({self.user.get_full_name() or self.user.email})"
            self.fields["who"].choices = [(ME, myself), (COLLEAGUE, "un·e collègue d’une de mes structures")]
            self.fields["who"].initial = ME
        if self.known:
            self.fields["name"].initial, self.fields["email"].initial = self.user.get_full_name(), self.user.email
            if "who" in self.fields:
                self.fields["name"].help_text = "Pour un·e collègue, remplacez par son nom et son adresse."
            else:
                self.fields["email"].disabled = True
                self.fields["email"].help_text = "Celle de votre compte."
        else:
            self.fields["email"].help_text = "Un courriel y demandera de confirmer l’inscription\u00a0: elle compte à partir de là."

    def _presence(self, waiting):
        choices = [(s.presence, f"{s.get_presence_display()}, {self._room(s, waiting.get(s.pk, 0))}") for s in self.event.seatings.all()]
        self.fields["presence"].choices = choices
        self.fields["presence"].error_messages["required"] = "Choisissez comment vous venez."
        if len(choices) == 1:
            self.fields["presence"].initial = choices[0][0]
        labels = {Presence.IN_PERSON: self.event.place}
        self.fields["presence"].help_text = labels.get(choices[0][0], "") if len(choices) == 1 else ""

    def _room(self, seating, waiting):
        if seating.is_full or waiting:
            before = f"{plural(waiting, 'personne')} avant vous" if waiting else "vous seriez la première personne"
            return f"complet\u00a0: liste d’attente, {before}"
        return "sans limite de places" if seating.left is None else f"{plural(seating.left, 'place libre|places libres')}"

    def _talks(self):
        if not self.offered:
            del self.fields["talks"]
            return
        full = {str(talk.pk) for talk in self.offered if talk.places is not None and talk.taken >= talk.places}
        self.fields["talks"].choices = [(str(talk.pk), self._talk(talk, str(talk.pk) in full)) for talk in self.offered]
        self.fields["talks"].widget.full = full
        self.fields["talks"].help_text = "Une seule à la fois, parmi celles qui ont lieu en même temps."

    def _talk(self, talk, full):
        room = f", {talk.room}" if talk.room else ""
        return f"{moment(talk.starts_at)}{room}\u00a0: {talk.title}{' (complet)' if full else ''}"

    def _layout(self):
        def there(*names):
            return [name for name in names if name in self.fields]

        yield Section("Qui vient", *there("who"), Pair("name", "email"), *there("actor"), "organisation")
        yield Section("Comment", *there("presence", "talks"))
        asked = [name_of(question) for question in self.questions]
        yield Section("Pour préparer votre venue", *asked, Field("needs"), *there("is_listed"))

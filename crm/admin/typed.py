"""Choosing actors by writing their names, where no script helps to choose: a browser with scripts hides the field (css/admin.css)."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import F, Func, TextField, Value
from django.db.models.functions import Concat

from actors.duplicates import probable_duplicates
from actors.models import Actor
from actors.numbers import bare
from network.taxonomy.fields import alternatives

OFFERED = 5
LONGEST = 60


class TypedActors(forms.ModelForm):
    """Mix before the form of something that names actors; `typed_into` is the field that they are chosen in.

    What was written and means one actor is chosen before anything else is read; the rest stays written, with what it may mean.
    """

    typed_into, typed_many = "actors", True
    typed = forms.CharField(
        label="Acteur, par son nom",
        required=False,
        max_length=500,
        widget=forms.TextInput(attrs={"class": "vTextField", "autocomplete": "off"}),
        help_text="Nom, sigle ou numéro SIREN, tel que sur la fiche. Plusieurs : séparez par un point-virgule.",
    )

    def __init__(self, data=None, *args, **kwargs):
        self._doubts = []
        super().__init__(data, *args, **kwargs)
        if self.is_bound and self.data.get(self.add_prefix("typed")):
            self._choose([" ".join(part.split()) for part in self.data[self.add_prefix("typed")].replace("\0", "").split(";")])

    def _choose(self, parts):
        known = {part: actors_called(part) for part in filter(None, parts[:20])}
        chosen = [str(found[0].pk) for found in known.values() if len(found) == 1]
        left = {part: found for part, found in known.items() if len(found) != 1}
        self._doubts = [_doubt(part, found) for part, found in left.items()]
        name = self.add_prefix(self.typed_into)
        before = self.data.getlist(name) if self.typed_many else []
        if chosen:
            self.data.setlist(name, list(dict.fromkeys([*before, *chosen])) if self.typed_many else chosen[-1:])
        self.data[self.add_prefix("typed")] = " ; ".join(left)

    def clean_typed(self):
        """Raises ValidationError for what means no actor, or several."""
        if self._doubts:
            raise ValidationError(self._doubts)
        return ""


def actors_called(text):
    """The actors that are called so, whatever accents, capitals and articles; or that have this number."""
    digits = bare(text)
    if digits.isascii() and digits.isdigit() and len(digits) in (9, 14):
        return list(Actor.objects.standing().filter(siren=digits[:9]).select_related("municipality").order_by("name", "pk")[: OFFERED + 1])
    key = Func(Value(text[:200], TextField()), function="actors_key", output_field=TextField())
    exactly = (
        Actor.objects.standing()
        .annotate(own=Func(F("name"), function="actors_key"), asked=key)
        .filter(known_as__contains=Concat(Value("|"), key, Value("|"), output_field=TextField()))
    )
    found = list(exactly.select_related("municipality").order_by("name", "pk")[: OFFERED + 1])
    whole = [actor for actor in found if actor.own == actor.asked]  # rather than another sheet's other name
    return whole if len(whole) == 1 else found


def _doubt(text, found):
    shown = text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
    if found:
        names = ", ".join(_told(actor) for actor in found[:OFFERED])
        return f"Plusieurs acteurs répondent à « {shown} » : {names}. Donnez le numéro SIREN, ou partez de la fiche."
    near = [_told(found.actor) for found in probable_duplicates(name=text[:200], limit=OFFERED)]
    if near:
        return f"Aucun acteur ne s’appelle exactement « {shown} ». Est-ce {alternatives(near)} ?"
    return f"Aucun acteur ne s’appelle « {shown} ». Vérifiez le nom sur sa fiche."


def _told(actor):
    return f"{actor.name} ({actor.municipality.name})" if actor.municipality else actor.name

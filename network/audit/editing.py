"""Editing by several people: what an edit changed, and refusing one that would silently undo somebody else's."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Manager, QuerySet
from django.utils import timezone

from network.audit.models import Entry
from network.audit.posted import PostedForm

LONGEST = 300


def readable(value):
    """A value of a form as JSON: words rather than keys."""
    if isinstance(value, Manager):
        value = value.all()
    if isinstance(value, list | tuple | set | QuerySet):
        return sorted(str(item) for item in value)
    if value is None or isinstance(value, bool | int | float):
        return value
    return str(value)


def changes_of(form):
    """`{field: [before, after]}` of what a bound, valid ModelForm changes, for the audit trail."""
    pairs = {name: [readable(_before(form, name)), readable(form.cleaned_data.get(name))] for name in form.changed_data if name != "seen"}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def _before(form, name):
    value, model = form.initial.get(name), form.instance._meta
    field = model.get_field(name) if name in {field.name for field in model.fields} else None
    if value is not None and field is not None and field.many_to_one:
        return field.related_model._default_manager.filter(pk=value).first()
    return value


class GuardedForm(PostedForm):
    """A form that remembers which version of the object it shows (`stamp`, a date of last change); its page prints `seen`.

    The view must read the object under a lock. When somebody saved meanwhile, the form comes back with everything
    that was typed, says who changed what, and a second save is then a choice.
    """

    stamp = "updated_at"
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["seen"] = self._seen()

    def _version(self):
        return getattr(self.instance, self.stamp).isoformat()

    def _seen(self):
        last = Entry.objects.about(self.instance).order_by("-pk").values_list("pk", flat=True).first() or 0
        return f"{self._version()} {last}"

    def clean(self):
        """Raises ValidationError when the object changed since the form was shown."""
        cleaned = super().clean()
        if words := getattr(self.instance, "standstill", ""):
            raise ValidationError(f"{words} Recopiez-y ce que vous avez saisi ici, puis quittez cette page.", code="merged")
        if self.instance.pk:
            version, _, last = self.data.get(self.add_prefix("seen"), "").partition(" ")
            if version != self._version():
                self._tell(cleaned, int(last) if last.isascii() and last.isdigit() and len(last) < 19 else 0)
        return cleaned

    def _tell(self, cleaned, last):
        entries = list(Entry.objects.about(self.instance).filter(pk__gt=last).select_related("by").order_by("pk"))
        theirs = {name: (entry, after) for entry in entries for name, (_, after) in entry.changes.items() if name in self.fields}
        for name, (entry, after) in theirs.items():
            if name in cleaned and readable(cleaned[name]) != after:
                self.add_error(name, f"{who(entry)} a enregistré : « {_short(after)} ».")
        self.data = self.data.copy()
        self.data[self.add_prefix("seen")] = self._seen()
        when = timezone.localtime(getattr(self.instance, self.stamp))
        raise ValidationError(
            f"{who(entries[-1] if entries else None)} a modifié cette fiche à {when:%-H} h {when:%M}, pendant que vous écriviez. "
            "Rien de ce que vous avez saisi n’est perdu, sauf un fichier, à choisir de nouveau. "
            "Comparez, puis enregistrez une seconde fois pour garder votre version.",
            code="stale",
        )


def who(entry):
    """Who is behind an entry of the trail, in words."""
    return str(entry.by) if entry and entry.by else "Une autre personne"


def _short(value):
    text = ", ".join(value) if isinstance(value, list) else "" if value is None else str(value)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"

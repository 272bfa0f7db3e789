"""Fields edited by several people: only what two of them changed differently is a question."""

import hashlib
import json

from django.core.exceptions import ValidationError
from django.db.models import Manager, Model
from django.utils import timezone

from network.audit.editing import LONGEST, GuardedForm, readable, who
from network.audit.models import Entry


class PartForm(GuardedForm):
    """Remembers what each of its fields was, instead of when the thing was last saved, which it need not say.

    Somebody who edits the address does not disturb somebody who edits the presentation. When the same field was changed
    meanwhile, the form comes back with what was typed, says beside the field what is kept, and a second save is a choice. What
    one did not touch follows what the other saved.
    """

    autosave = False  # a page that saves by itself goes on showing what it showed
    untouched = ()  # what somebody else changed and this person did not

    @property
    def changed_data(self):
        """What this person changed."""
        return [name for name in super().changed_data if name not in self.untouched]

    def _version(self):
        return ".".join(self._marks())

    def _marks(self):
        names = [name for name in self.fields if name in self.initial and name != "seen"]
        return [f"{name}-{_mark(self.initial[name])}" for name in names]

    def _tell(self, cleaned, last):
        seen = set(self.data.get(self.add_prefix("seen"), "").partition(" ")[0].split("."))
        now = {mark.rpartition("-")[0]: mark for mark in self._marks()}
        theirs = [name for name, mark in now.items() if mark not in seen and name in cleaned and self._differs(name, cleaned[name])]
        self.untouched = [] if self.autosave else [name for name in theirs if f"{name}-{self._mark(name, cleaned[name])}" in seen]
        cleaned.update({name: self._value(name) for name in self.untouched})
        theirs = [name for name in theirs if name not in self.untouched]
        if not theirs:
            return
        entries = Entry.objects.about(self.instance).filter(pk__gt=last).select_related("by").order_by("-pk")
        authors = {name: entry for entry in reversed(entries[:50]) for name in entry.changes}
        for name in theirs:
            self.add_error(name, f"{who(authors.get(name))} a enregistré\u00a0: {_said(self._kept(name))}")
        self.data = self.data.copy()
        self.data[self.add_prefix("seen")] = self._seen()
        for name in self.untouched:  # shown as somebody else left it
            self._show(name)
        raise ValidationError(
            f"{who(authors.get(theirs[0]))} a modifié cette fiche{self._when()}, pendant que vous écriviez. "
            "Rien de ce que vous avez saisi n’est perdu, sauf un fichier, à choisir de nouveau. "
            "Comparez, puis enregistrez une seconde fois pour garder votre version.",
            code="stale",
        )

    def _when(self):
        saved = getattr(self.instance, self.stamp, None)
        return f" à {timezone.localtime(saved):%-H\u00a0h\u00a0%M}" if saved else ""

    def _mark(self, name, value):
        """The mark of a value as it came from the page: of what it refers to, its key, as the page showed it."""
        return _mark(value.pk if isinstance(value, Model) and not isinstance(self.initial[name], Model) else value)

    def _value(self, name):
        """What is kept now, as a field gives it."""
        kept = getattr(self.instance, name, None)
        if isinstance(kept, Manager):
            return kept.all()
        return kept if isinstance(kept, Model) else self.initial[name]

    def _show(self, name):
        value = self.fields[name].prepare_value(self.initial[name])
        if isinstance(value, list):
            self.data.setlist(self.add_prefix(name), value)
        else:
            self.data[self.add_prefix(name)] = "" if value is None else value

    def _kept(self, name):
        """What the sheet says now, in words."""
        return readable(getattr(self.instance, name))

    def _differs(self, name, value):
        return readable(value) != self._kept(name)


class StepForm(PartForm):
    """A part of a sheet, on one page of several, written by `by`. `autosave`: nobody pressed a button yet."""

    refused = "Rien n’a été enregistré"

    def __init__(self, *args, by, autosave=False, **kwargs):
        self.by, self.autosave = by, autosave
        super().__init__(*args, **kwargs)


def _mark(value):
    said = json.dumps(readable(value), ensure_ascii=False)
    return hashlib.sha256(said.encode()).hexdigest()[:12]


def _said(value):
    text = ", ".join(value) if isinstance(value, list) else "" if value is None else str(value)
    return f"«\u00a0{text[:LONGEST]}{'…' if len(text) > LONGEST else ''}\u00a0»" if text else "rien"

"""Lines below a sheet (places, partners, fundings…), each guarded by itself and saved as one writes.

The lines that a page posts are those it knows: a line that somebody else added meanwhile is left alone, one that nobody
touched here follows what the other saved, and only what two people changed differently is a question. A line that is sent
twice, because an answer was lost or a button was pressed twice, is known again by what it says (`natural`).
"""

import hashlib
import json
from decimal import Decimal

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError

from network.audit.editing import readable, who
from network.audit.models import Entry
from network.audit.posted import PostedForm

MOST = 60  # lines that one page may post
OWN = ("key", "seen", "gone")


class RowForm(PostedForm):
    """One line. `natural` names the fields by which it is known again, `shown` lays them out, `title`, `label` and `more` (the button
    that adds one) are what the page calls it."""

    title, label, natural, more = "Lignes", "Ligne", (), ""
    shown, is_row = (), True
    key = forms.CharField(widget=forms.HiddenInput, required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    gone = forms.BooleanField(label="Retirer cette ligne", required=False)

    def __init__(self, *args, parent, by, autosave=False, lost=False, **kwargs):
        self.parent, self.by, self.autosave, self.lost, self.untouched = parent, by, autosave, lost, False
        super().__init__(*args, **kwargs, use_required_attribute=False)
        self.empty_permitted = not self.instance.pk
        if self.instance.pk:
            self.initial.update(key=str(self.instance.pk), seen=self.kept)

    @property
    def helper(self):
        """How crispy shows the line; only one that is kept can be taken away."""
        helper = FormHelper()
        helper.form_tag, helper.disable_csrf = False, True
        helper.layout = Layout("key", "seen", *self.shown, *(["gone"] if self.instance.pk else []))
        return helper

    @property
    def marks(self):
        """The hidden fields that say which line it is, and as it was."""
        return [self["key"], self["seen"]]

    @property
    def contents(self):
        """The fields that say something."""
        return [name for name, field in self.fields.items() if name not in OWN and not isinstance(field, forms.FileField)]

    def _plain(self, name, value):
        try:
            value = self.fields[name].to_python(value)
        except ValidationError:
            return str(value)
        return format(value.normalize(), "f") if isinstance(value, Decimal) else readable(value)

    def _typed(self, name):
        return self._plain(name, self.fields[name].widget.value_from_datadict(self.data, self.files, self.add_prefix(name)))

    def _mark(self, read):
        said = json.dumps([read(name) for name in self.contents], ensure_ascii=False)
        return hashlib.sha256(said.encode()).hexdigest()[:12]

    @property
    def kept(self):
        """The mark of what is kept."""
        return self._mark(lambda name: self._plain(name, self.get_initial_for_field(self.fields[name], name)))

    def signature(self, *, typed):
        """What the line is known by, as it was typed or as it is kept; empty when it says nothing of it."""
        read = self._typed if typed else lambda name: self._plain(name, self.get_initial_for_field(self.fields[name], name))
        said = tuple(str(read(name) or "").casefold() for name in self.natural)
        return said if any(said) else ()

    def clean(self):
        """Raises ValidationError, once, when somebody changed or removed the line since it was shown."""
        cleaned = super().clean()
        seen, typed = self.data.get(self.add_prefix("seen"), ""), self._mark(self._typed)
        if self.instance.pk and seen != self.kept:
            self._compare(typed, {seen, self.kept}, again=self.kept, kept=self._meta.model.objects.filter(pk=self.instance.pk).first())
        elif self.lost:
            self._compare(typed, {seen}, again="", kept=None)
        return cleaned

    def _compare(self, typed, known, *, again, kept):
        gone = bool(self.cleaned_data.get("gone"))
        self.untouched = (gone and kept is None) or (not gone and typed in known)
        if self.untouched:
            return
        self.data[self.add_prefix("seen")] = again
        if kept is None:
            self.data[self.add_prefix("key")] = ""
        author = who(Entry.objects.about(self.parent).order_by("-pk").select_related("by").first())
        said = f"a enregistré « {kept} »" if kept else "a retiré cette ligne"
        raise ValidationError(
            f"{author} {said} pendant que vous écriviez. Enregistrez une seconde fois pour garder votre version.", code="stale"
        )

    def remember(self):
        """Once the line is kept, the page that comes back with others to correct shows it as it is now."""
        now = type(self)(instance=self.instance, prefix=self.prefix, parent=self.parent, by=self.by)
        self.data[self.add_prefix("key")], self.data[self.add_prefix("seen")] = str(self.instance.pk), now.kept
        return now

    @property
    def says_nothing(self):
        """A new line that is still empty, one that nobody touched, or one that is being typed and cannot be kept yet."""
        if self.untouched or (not self.instance.pk and (not self.has_changed() or self.data.get(self.add_prefix("gone")))):
            return True
        return self.autosave and not self.instance.pk and self._lacks_something()

    def _lacks_something(self):
        return any(error.code == "required" for errors in self.errors.as_data().values() for error in errors)


class Rows:
    """The lines of one kind below `parent`: those kept, `blank` empty ones, or those that were posted."""

    def __init__(self, form_class, *, things, prefix, parent, by, data=None, files=None, blank=1, autosave=False, **given):
        self.form_class, self.prefix, self.parent = form_class, prefix, parent
        self.title, self.more = form_class.title, form_class.more
        self.things = {str(thing.pk): thing for thing in things}
        self._given = {"parent": parent, "by": by, "autosave": autosave, **given}
        self.is_bound, self.total = data is not None and f"{prefix}-total" in data, 0
        self.forms = self._posted(data, files) if self.is_bound else []
        if not self.is_bound:
            self.forms = [self._make(place, instance=thing) for place, thing in enumerate(self.things.values())]
            self.forms += [self._make(len(self.forms) + more) for more in range(blank)]
            self.total = len(self.forms)

    def _make(self, place, *args, instance=None, **others):
        prefix = f"{self.prefix}-{place}"
        return self.form_class(*args, instance=instance or self.form_class._meta.model(), prefix=prefix, **self._given, **others)

    def _posted(self, data, files):
        total = data.get(f"{self.prefix}-total", "")
        total = min(int(total), MOST) if total.isascii() and total.isdigit() and len(total) < 4 else 0
        self.total = total
        keys = [data.get(f"{self.prefix}-{place}-key", "") for place in range(total)]
        free = {self._make(0, instance=thing).signature(typed=False): thing for key, thing in self.things.items() if key not in keys}
        made = []
        for place, key in enumerate(keys):
            known = self.things.get(key)
            form = self._make(place, data, files, instance=known, lost=bool(key) and known is None)
            again = free.pop(form.signature(typed=True), None) if known is None and form.natural else None
            if again is not None:
                form = self._make(place, data, files, instance=again)
                form.data[form.add_prefix("seen")] = form.kept
                form.data[form.add_prefix("key")] = str(again.pk)
            made.append(form)
        return made

    def judge(self):
        """Read what was posted: `kept` are the forms to save, `removed` those to remove, `wrong` those to correct."""
        self.kept, self.removed, self.wrong = [], [], []
        said = set()
        for form in self.forms if self.is_bound else []:
            fine = form.is_valid()
            if form.says_nothing:
                continue
            if form.instance.pk and form.data.get(form.add_prefix("gone")):
                if not form.autosave and not form.non_field_errors():  # one takes a line away by a button, not by waiting
                    self.removed.append(form)
                continue
            signature = form.signature(typed=True)
            if fine and signature and signature in said:
                form.add_error(None, ValidationError("Cette ligne est déjà dans la liste : retirez-la, ou changez-la.", code="twice"))
                fine = False
            said.add(signature)
            if not fine:
                self.wrong.append(form)
            elif form.has_changed() or not form.instance.pk:
                self.kept.append(form)
        return self

    def settle(self):
        """Once what was right is kept: lines that were removed are gone from the page, the others know what they are."""
        self.forms = [form for form in self.forms if form not in self.removed]
        return [form.remember() for form in self.kept]

    def problems(self):
        """[(where, what)] of the lines to correct, for the summary above the form."""
        found = []
        for form in self.wrong if self.is_bound else []:
            name = f"{form.label} {self.forms.index(form) + 1}"
            found += [(f"#{form.prefix}", f"{name} : {error}") for error in form.non_field_errors()]
            for field in form:
                found += [(f"#{field.id_for_label}", f"{name}, {field.label.lower()} : {error}") for error in field.errors]
        return found

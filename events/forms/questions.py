"""The questions of an event as fields of a form, and the answers that were given."""

from django import forms

from events.enums import QuestionKind

YES_NO = [("oui", "Oui"), ("non", "Non")]


def name_of(question):
    """What the field of a question is called."""
    return f"question-{question.pk}"


def field_of(question):
    """The field by which a question is answered."""
    shared = {"label": question.label, "help_text": question.help, "required": question.required}
    choices = [(choice, choice) for choice in question.choices]
    if question.kind == QuestionKind.LONG:
        return forms.CharField(max_length=2000, widget=forms.Textarea(attrs={"rows": 4}), **shared)
    if question.kind == QuestionKind.CHOICE:
        return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **shared)
    if question.kind == QuestionKind.CHOICES:
        return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple, **shared)
    if question.kind == QuestionKind.YES_NO:
        return forms.ChoiceField(choices=YES_NO, widget=forms.RadioSelect, **shared)
    return forms.CharField(max_length=200, **shared)


def answer_of(value):
    """What is kept of an answer: several choices stand one a line."""
    return "\n".join(value) if isinstance(value, list) else value

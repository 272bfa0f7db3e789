"""A questionnaire, as somebody fills it."""

from django import forms

from trainings.enums import AskedAs

SCALE = [(str(n), str(n)) for n in range(1, 6)]


class AnswerForm(forms.Form):
    """One field a question; none is compulsory."""

    def __init__(self, *args, questions, **kwargs):
        super().__init__(*args, **kwargs)
        self.questions = {f"q{question.pk}": question for question in questions}
        for name, question in self.questions.items():
            self.fields[name] = _field(question)

    def answers(self):
        """What was said, question by question."""
        return {question: self.cleaned_data[name] for name, question in self.questions.items()}


def _field(question):
    if question.kind == AskedAs.TEXT:
        return forms.CharField(
            label=question.label, required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3, "class": "form-control"})
        )
    choices = SCALE if question.kind == AskedAs.SCALE else [("1", "Oui"), ("0", "Non")]
    widget = forms.RadioSelect(attrs={"class": "form-check-input"})
    return forms.ChoiceField(label=question.label, required=False, choices=choices, widget=widget)

"""Forms: help above, error below, a summary that takes the focus, nothing typed lost."""

import re

import pytest
from django.template import Context, Template

from network.ui.showcase import SampleForm

TYPED = {"nom": "", "siren": "503 621 52", "pays": "mali", "modes": ["envoi"], "presentation": "<b>Écoles</b>"}


@pytest.fixture
def shown():
    return Template("{% load crispy_forms_tags %}{% crispy form %}").render(Context({"form": SampleForm(TYPED)}))


def test_what_was_typed_is_still_there_after_an_error(shown):
    assert 'value="503 621 52"' in shown
    assert "&lt;b&gt;Écoles&lt;/b&gt;" in shown
    assert re.search(r'value="mali"\s+selected', shown)
    assert re.search(r'value="envoi"[^>]*checked', shown)


def test_each_error_stands_beside_its_field_and_is_tied_to_it(shown):
    field = re.search(r'<input type="text" name="siren"[^>]*>', shown).group()
    assert 'aria-invalid="true"' in field
    assert 'aria-describedby="id_siren_helptext id_siren_error"' in field
    assert re.search(r'id="id_siren_error"><span>Le numéro SIREN compte 9 chiffres.</span>', shown)
    assert 'id="id_siren_helptext"' in shown


def test_the_summary_comes_first_takes_the_focus_and_leads_to_each_field(shown):
    summary = shown[: shown.index("<fieldset")]
    assert 'role="alert" tabindex="-1" autofocus' in summary
    for target in ("id_nom", "id_siren", "id_college_0", "id_accord"):
        assert f'href="#{target}"' in summary
        assert f'id="{target}"' in shown


def test_a_group_of_choices_is_a_fieldset_with_its_legend(shown):
    group = re.search(r'<div id="div_id_college".*?</fieldset>', shown, re.S).group()
    assert '<fieldset aria-describedby="id_college_error">' in group
    assert "<legend" in group
    assert group.count('type="radio"') == 4


def test_what_may_be_left_empty_says_so_and_nothing_else_does():
    page = Template("{% load crispy_forms_tags %}{% crispy form %}").render(Context({"form": SampleForm()}))
    assert page.count("(facultatif)") == sum(not field.required for field in SampleForm.base_fields.values())


def test_a_form_without_errors_shows_no_summary():
    page = Template("{% load crispy_forms_tags %}{% crispy form %}").render(Context({"form": SampleForm()}))
    assert "alert-danger" not in page
    assert "invalid" not in page

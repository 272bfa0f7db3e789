"""Finding a commune as one types, and choosing it in a form."""

from uuid import uuid4

import pytest
from django import forms
from django.urls import reverse

from network.taxonomy.fields import MunicipalityField
from network.taxonomy.models import Municipality


@pytest.fixture
def ask(client, reference, db):
    """Asks the address that forms ask; returns the choices."""

    def get(text):
        response = client.get(reverse("taxonomy:municipalities"), {"q": text})
        assert response.status_code == 200
        return response.json()

    return get


def test_a_choice_says_where_the_commune_is(ask):
    assert ask("nantes") == [
        {
            "value": "44109",
            "label": "Nantes (44)",
            "postcodes": ["44000", "44100", "44200", "44300"],
            "department": "Loire-Atlantique",
            "epci": "Nantes Métropole",
            "former": [],
        }
    ]
    assert ask("ile d'yeu")[0]["epci"] == ""
    assert ask("anetz")[0]["former"] == ["Anetz"]
    assert ask("vair")[0]["former"] == []


FOUND = {
    "nantes": "Nantes (44)",
    "NANTES": "Nantes (44)",
    "44000": "Nantes (44)",
    "mans": "Le Mans (72)",
    "le mans": "Le Mans (72)",
    "st nazaire": "Saint-Nazaire (44)",
    "ste luce": "Sainte-Luce-sur-Loire (44)",
    "anetz": "Vair-sur-Loire (44)",
    "beaupreau": "Beaupréau-en-Mauges (49)",
    "roche sur yon": "La Roche-sur-Yon (85)",
    "st georges s/ loire": "Saint-Georges-sur-Loire (49)",
    "nante": "Nantes (44)",
    "angerz": "Angers (49)",
    "cholé": "Cholet (49)",
    "st herblin": "Saint-Herblain (44)",
    "lavall": "Laval (53)",
    "allonnes 72": "Allonnes (72)",
    "allonnes 49": "Allonnes (49)",
}


@pytest.mark.parametrize("text", FOUND)
def test_the_commune_meant_comes_first(ask, text):
    assert ask(text)[0]["label"] == FOUND[text]


def test_those_that_begin_so_come_before_those_that_hold_it_and_before_old_names(ask):
    labels = [choice["label"] for choice in ask("st aubin")]
    assert len(labels) == 9
    assert all(label.startswith("Saint-Aubin") for label in labels[:7])
    assert labels[7:] == ["La Chapelle-Saint-Aubin (72)", "Val-du-Layon (49)"]
    assert ask("st aubin")[-1]["former"] == ["Saint-Aubin-de-Luigné"]


# Names with what breaks a search: article, apostrophe, ligature, accent, hyphen, « lès », a short one, a long one, one in two départements.
NASTY = {
    "L'Île-d'Yeu": "85113",
    "l’ile d’yeu": "85113",
    "Coëx": "85070",
    "Paimboeuf": "44116",
    "Le Lion-d'Angers": "49176",
    "Noyant-Villages": "49228",
    "Vallons-de-l’Erdre": "44180",
    "Étival-lès-le-Mans": "72127",
    "Écouflant": "49129",
    "Rezé": "44143",
    "Saint-Germain-d'Anxure": "53222",
    "Notre-Dame-de-Monts": "85164",
    "Saint-Étienne-de-Mer-Morte": "44157",
}


@pytest.mark.parametrize("name", NASTY)
def test_names_that_break_searches_are_found(ask, name):
    expected = Municipality.objects.get(pk=NASTY[name])
    assert ask(name)[0]["value"] == NASTY[name]
    assert MunicipalityField().clean(name) == expected


def test_every_commune_is_found_by_its_own_name_and_label(reference, db):
    """All 1,228: by name (first, or beside a namesake), and by the text that a choice writes."""
    for commune in Municipality.objects.select_related("department"):
        assert commune in list(Municipality.objects.exactly(commune.name)), commune
        assert list(Municipality.objects.exactly(commune.label)) == [commune], commune.label


RUBBISH = [
    "",
    " ",
    "\0",
    "\0\0nantes\0",
    "x" * 10_000,
    "a " * 5_000,
    ".*",
    "(((",
    "[a-",
    "\\m\\y",
    "%_%",
    "'; DROP TABLE--",
    "é" * 200,
    "🙂",
    "0" * 500,
]


@pytest.mark.parametrize("text", RUBBISH)
def test_rubbish_is_answered_calmly(ask, text):
    choices = ask(text)
    assert len(choices) <= 12
    if "nantes" in text:
        assert choices[0]["label"] == "Nantes (44)"
    elif not any(char.isalnum() for char in text):
        assert choices == []


def test_a_text_that_repeats_the_question_is_read(client, reference, db):
    assert client.get("/territoires/communes/?q=nantes&q=angers").json()[0]["label"] == "Angers (49)"
    assert client.get("/territoires/communes/").json() == []
    assert client.get(b"/territoires/communes/?q=%ff%fe".decode()).status_code == 200


@pytest.mark.parametrize("text", ["nantes", "saint", "44", "angerz", "zzzzz"])
def test_an_answer_is_short_kept_and_takes_at_most_two_queries(client, reference, db, django_assert_max_num_queries, text):
    with django_assert_max_num_queries(2):
        response = client.get(reverse("taxonomy:municipalities"), {"q": text})
    assert len(response.json()) <= 12
    assert {"max-age=3600", "public"} == set(response["Cache-Control"].split(", "))
    assert "Set-Cookie" not in response


def test_one_person_may_not_ask_without_end(client, reference, db, settings):
    settings.THROTTLE = {"autocomplete": "3/3600"}
    one, other = (f"2001:db8:{uuid4().hex[:4]}:{uuid4().hex[:4]}::1" for _ in range(2))  # the count outlives a run
    asked = [client.get("/territoires/communes/", {"q": "nantes"}, REMOTE_ADDR=one) for _ in range(4)]
    assert [answer.status_code for answer in asked] == [200, 200, 200, 429]
    assert asked[-1]["Cache-Control"] == "no-store", "a refusal is not kept by a cache"
    assert client.get("/territoires/communes/", {"q": "nantes"}, REMOTE_ADDR=other).status_code == 200


def test_nobody_posts_here(client, reference, db):
    assert client.post(reverse("taxonomy:municipalities")).status_code == 405


class Form(forms.Form):
    """A form with a commune."""

    town = MunicipalityField(label="Commune")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Nantes (44)", "44109"),
        ("nantes", "44109"),
        ("Le Mans", "72181"),
        ("mans", "72181"),
        ("Anetz", "44163"),
        ("49125", None),
        ("44190", None),
        ("53000", "53130"),
        ("44109", "44109"),
        ("Allonnes (72)", "72003"),
        ("allonnes 49650", "49002"),
        ("\0Nantes", "44109"),
    ],
)
def test_a_written_commune_is_understood_only_without_a_doubt(reference, db, text, code):
    form = Form({"town": text})
    assert form.is_valid() == (code is not None)
    assert code is None or form.cleaned_data["town"].pk == code


@pytest.mark.parametrize(
    ("text", "kind", "said"),
    [
        ("allonnes", "several", "Allonnes (72), Allonnes (49)"),
        ("44190", "several", "Clisson (44)"),
        ("st aubin", "near", "Saint-Aubin-des-Châteaux (44)"),
        ("angerz", "near", "Est-ce Angers (49)"),
        ("lava", "near", "Laval (53)"),
        ("zzzzz", "unknown", "ne ressemble à"),
        ("75001", "unknown", "ne ressemble à"),
        ("", "required", "Indiquez la commune"),
        ("   ", "required", "Indiquez la commune"),
    ],
)
def test_an_error_names_the_candidates_and_keeps_what_was_typed(reference, db, text, kind, said):
    form = Form({"town": text})
    (error,) = form.errors.as_data()["town"]
    assert error.code == kind
    assert said in form.errors["town"][0]
    assert f'value="{text}"' in form["town"].as_widget() or not text.strip()


def test_a_script_typed_is_shown_as_text(reference, db):
    form = Form({"town": '"><script>alert(1)</script>\0'})
    assert "<script>" not in str(form)
    assert "\0" not in form.errors["town"][0]


def test_a_commune_shows_by_name_and_changes_only_when_another_is_named(reference, db):
    nantes = Municipality.objects.get(pk="44109")
    for initial in ("44109", nantes):
        assert 'value="Nantes (44)"' in str(Form(initial={"town": initial}))
        assert not Form({"town": "Nantes (44)"}, initial={"town": initial}).has_changed()
        assert Form({"town": "Angers"}, initial={"town": initial}).has_changed()
        assert Form({"town": "angerz"}, initial={"town": initial}).has_changed()
    assert not Form({"town": ""}).has_changed()
    assert MunicipalityField(required=False).clean("") is None

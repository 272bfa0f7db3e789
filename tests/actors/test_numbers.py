"""Identification numbers: typed as people write them, refused in words that help."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from actors.models import Actor
from actors.numbers import grouped

NBSP = "\u00a0"
BASE = {"name": "Alliance", "slug": "alliance", "college": "associations", "kind": "association"}


def checked(**fields):
    """An actor after model validation."""
    actor = Actor(**{**BASE, **fields})
    actor.full_clean()
    return actor


def said(**fields):
    """What model validation says, by field."""
    with pytest.raises(ValidationError) as refused:
        checked(**fields)
    return {name: messages[0] for name, messages in refused.value.message_dict.items()}


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [
        ("siren", "503621526", "503621526"),
        ("siren", " 503 621 526 ", "503621526"),
        ("siren", f"503{NBSP}621{NBSP}526", "503621526"),
        ("siren", "503.621-526", "503621526"),
        ("siret", "732 829 320 00074", "73282932000074"),
        ("siret", "356 000 000 00048", "35600000000048"),
        ("siret", "35600000049837", "35600000049837"),
        ("rna", "w442 001 234", "W442001234"),
        ("rna", "W2A1001234", "W2A1001234"),
        ("rna", "W9R1000123", "W9R1000123"),
        ("uai", "0440001m", "0440001M"),
        ("uai", "044 0008 V", "0440008V"),
    ],
)
def test_a_number_is_accepted_as_people_write_it_and_kept_bare(db, field, typed, kept):
    assert getattr(checked(**{field: typed}), field) == kept


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("siren", "50362152", "Le numéro SIREN compte 9 chiffres : il en manque un."),
        ("siren", "5036215", "Le numéro SIREN compte 9 chiffres : il en manque 2."),
        ("siren", "5036215266", "Le numéro SIREN compte 9 chiffres : il y en a un de trop."),
        ("siren", "50362152600019", "Le numéro SIREN compte 9 chiffres : il y en a 5 de trop."),
        ("siren", "5O3621526", "Le numéro SIREN ne contient que des chiffres : « O » n’en est pas un."),
        ("siren", "٣٣٣٣٣٣٣٣٣", "Le numéro SIREN ne contient que des chiffres : « ٣ » n’en est pas un."),
        ("siren", "503621562", "Ce numéro SIREN n’existe pas : sa clé de contrôle ne correspond pas."),
        ("siret", "7328293200007", "Le numéro SIRET compte 14 chiffres : il en manque un."),
        ("siret", "73282932000079", "Ce numéro SIRET n’existe pas : sa clé de contrôle ne correspond pas."),
        ("siret", "35600000049838", "Ce numéro SIRET n’existe pas : sa clé de contrôle ne correspond pas."),
        ("rna", "W44200123", "Le numéro RNA compte dix caractères, W puis neuf chiffres : il en manque un."),
        ("rna", "W44200123456", "Le numéro RNA compte dix caractères, W puis neuf chiffres : il y en a 2 de trop."),
        ("rna", "0442001234", "Le numéro RNA s’écrit W puis neuf chiffres, par exemple W442001234."),
        ("uai", "0440001", "Le code UAI s’écrit avec sept chiffres puis une lettre, par exemple 0440001M."),
        ("uai", "0440001N", "Ce code UAI n’existe pas : sa lettre ne correspond pas à ses chiffres."),
    ],
)
def test_a_wrong_number_is_refused_in_words_that_say_how_to_write_it(db, field, typed, words):
    assert said(**{field: typed})[field].startswith(words)


def test_a_siret_begins_with_the_siren(db):
    message = said(siren="503621526", siret="73282932000074")["siret"].replace(NBSP, " ")
    assert message.endswith("sont le SIREN de la structure : ici 732 829 320 au lieu de 503 621 526.")
    assert checked(siren="732829320", siret="732 829 320 00074").siret == "73282932000074"


def test_a_number_is_found_as_people_write_it(make_actor):
    actor = make_actor(siren="503 621 526")
    assert Actor.objects.get(siren="503 621 526") == actor
    actor.refresh_from_db()
    assert actor.siren == "503621526"


@pytest.mark.parametrize("field", ["siren", "siret"])
def test_postgresql_refuses_what_is_no_number(make_actor, field):
    actor = make_actor()
    with pytest.raises(IntegrityError), transaction.atomic():
        Actor.objects.filter(pk=actor.pk).update(**{field: "abc"})


@pytest.mark.parametrize("address", ["javascript:alert(1)", "ftp://exemple.org", "data:text/html,x", "exemple"])
def test_a_website_is_on_the_web(db, make_actor, address):
    assert said(website=address)["website"] == "L’adresse d’un site s’écrit comme https://www.exemple.org."
    actor = make_actor()
    with pytest.raises(IntegrityError), transaction.atomic():
        Actor.objects.filter(pk=actor.pk).update(website=address)


def test_numbers_are_shown_in_groups():
    assert grouped("50362152600019") == f"503{NBSP}621{NBSP}526{NBSP}00019"
    assert grouped("503621526") == f"503{NBSP}621{NBSP}526"
    assert grouped("W442001234") == "W442001234"

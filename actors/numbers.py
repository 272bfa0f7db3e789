"""Identification numbers of French organisations: written as people write them, kept bare, checked by their keys."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from stdnum.exceptions import ValidationError as WrongNumber
from stdnum.fr import siren, siret

SEPARATORS = re.compile(r"[\s.\-\u2010-\u2015_/]+")
UAI_KEYS = "ABCDEFGHJKLMNPRSTUVWXYZ"


def bare(value):
    """`value` without spaces, dots and dashes, in capitals."""
    return SEPARATORS.sub("", value).upper()


class NumberFormField(forms.CharField):
    """A number typed with whatever separators."""

    def to_python(self, value):
        """The bare number."""
        return bare(super().to_python(value))


class NumberField(models.CharField):
    """A number kept bare: « 503 621 526 » is stored and looked for as « 503621526 »."""

    def to_python(self, value):
        """The bare number."""
        return bare(value) if isinstance(value, str) else value

    def formfield(self, **kwargs):
        """An input with room for separators; the model's validators say what is wrong."""
        return super().formfield(**{"form_class": NumberFormField, "max_length": 40, **kwargs})


def _digits(value, count, name):
    """Refuses what is not `count` digits, in words that say how to write the number called `name`."""
    strange = re.sub(r"[0-9]", "", value)
    if strange:
        raise ValidationError(f"{name} ne contient que des chiffres : « {strange[0]} » n’en est pas un.", code="invalid")
    gap = count - len(value)
    if gap > 0:
        raise ValidationError(f"{name} compte {count} chiffres : il en manque {'un' if gap == 1 else gap}.", code="short")
    if gap < 0:
        raise ValidationError(f"{name} compte {count} chiffres : il y en a {'un' if gap == -1 else -gap} de trop.", code="long")


def validate_siren(value):
    """Nine digits, the last of which is a key."""
    _digits(value, 9, "Le numéro SIREN")
    try:
        siren.validate(value)
    except WrongNumber:
        raise ValidationError(
            "Ce numéro SIREN n’existe pas : sa clé de contrôle ne correspond pas. Vérifiez qu’aucun chiffre n’est changé ou interverti.",
            code="key",
        ) from None


def validate_siret(value):
    """Fourteen digits: a SIREN and an establishment, with a key (La Poste's establishments have their own)."""
    _digits(value, 14, "Le numéro SIRET")
    try:
        siret.validate(value)
    except WrongNumber:
        raise ValidationError(
            "Ce numéro SIRET n’existe pas : sa clé de contrôle ne correspond pas. "
            "Recopiez les quatorze chiffres de l’avis de situation de l’Insee.",
            code="key",
        ) from None


def validate_rna(value):
    """W and nine characters, as the prefectures give them to associations; this number has no key."""
    if len(value) == 10 and not re.fullmatch(r"W[0-9][0-9A-Z][0-9]{7}", value):
        raise ValidationError("Le numéro RNA s’écrit W puis neuf chiffres, par exemple W442001234.", code="invalid")
    if len(value) != 10:
        gap = 10 - len(value)
        count = "un" if abs(gap) == 1 else abs(gap)
        said = f"il en manque {count}" if gap > 0 else f"il y en a {count} de trop"
        raise ValidationError(f"Le numéro RNA compte dix caractères, W puis neuf chiffres : {said}.", code="length")


def validate_uai(value):
    """Seven digits and a letter, which is a key."""
    if not re.fullmatch(r"[0-9]{7}[A-Z]", value):
        raise ValidationError("Le code UAI s’écrit avec sept chiffres puis une lettre, par exemple 0440001M.", code="invalid")
    if UAI_KEYS[int(value[:7]) % 23] != value[7]:
        raise ValidationError("Ce code UAI n’existe pas : sa lettre ne correspond pas à ses chiffres.", code="key")


def validate_together(siren_number, siret_number):
    """A SIRET begins with the SIREN of the same organisation."""
    if siren_number and siret_number and not siret_number.startswith(siren_number):
        raise ValidationError(
            {
                "siret": "Les neuf premiers chiffres du SIRET sont le SIREN de la structure : "
                f"ici {grouped(siret_number[:9])} au lieu de {grouped(siren_number)}."
            }
        )


def grouped(number):
    """« 503 621 526 », « 503 621 526 00019 », with no-break spaces; other numbers as they are."""
    if number.isdigit() and len(number) in {9, 14}:
        return "\u00a0".join([number[:3], number[3:6], number[6:9], number[9:]]).strip("\u00a0")
    return number

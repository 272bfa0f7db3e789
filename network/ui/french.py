"""French formats: numbers, money, dates, typography. Babel knows them; the fonts lack U+202F, so U+00A0 stands everywhere.

What is unknown is said, never hidden: every format of nothing is « non renseigné ».
"""

import re
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import wraps

from babel.dates import format_date
from babel.numbers import format_decimal
from django.utils import timezone
from django.utils.safestring import SafeData, mark_safe

NBSP = "\u00a0"
LOCALE = "fr_FR"
UNKNOWN = "non renseigné"


def _of_what_is_known(format_):
    """The format, which says « non renseigné » of nothing."""

    @wraps(format_)
    def formatted(value, *args, **kwargs):
        if value is None or value == "":
            return UNKNOWN
        return format_(value, *args, **kwargs)

    return formatted


def spaced(text):
    """Babel's text with the space that our fonts have, and the minus that is one."""
    return text.replace("\u202f", NBSP).replace("-", "\u2212")


@_of_what_is_known
def number(value, digits=None):
    """1 234,5; with `digits`, always that many decimals, halves rounded up."""
    if digits is None:
        return spaced(format_decimal(value, format="#,##0.###", locale=LOCALE))
    rounded = Decimal(str(value)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    return spaced(format_decimal(rounded, format="#,##0" + ("." + "0" * digits if digits else ""), locale=LOCALE))


@_of_what_is_known
def euros(value, digits=2):
    """1 234,50 €"""
    return f"{number(value, digits)}{NBSP}€"


@_of_what_is_known
def amount(value):
    """12 000 €, or 12 000,50 €: an amount as somebody stated it."""
    return euros(value, 0 if value == int(value) else 2)


@_of_what_is_known
def percent(ratio, digits=1):
    """46,3 % of the ratio 0.463."""
    return f"{number(Decimal(str(ratio)) * 100, digits)}{NBSP}%"


@_of_what_is_known
def plural(count, words):
    """« 3 acteurs »: `words` is the singular, its plural after a bar when an s is not enough. Zero and one are singular."""
    one, _, many = words.partition("|")
    return f"{number(count)}{NBSP}{one if abs(count) < 2 else many or one + 's'}"


def _local(value):
    return timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value


@_of_what_is_known
def day(value):
    """22 novembre 2026; 1er décembre 2026."""
    value = _local(value)
    text = format_date(value, "d MMMM y", locale=LOCALE)
    return (f"1er{text[1:]}" if value.day == 1 else text).replace(" ", NBSP, 1)


@_of_what_is_known
def moment(value):
    """22 novembre 2026 à 12 h 30; on the hour, à 14 h."""
    value = _local(value)
    minutes = f"{NBSP}{value.minute:02d}" if value.minute else ""
    return f"{day(value)} à {value.hour}{NBSP}h{minutes}"


@_of_what_is_known
def since(value, today=None):
    """« il y a 3 mois », « aujourd’hui », « hier », « dans 3 jours ». In days, so that a page kept for the day stays true."""
    if isinstance(value, datetime):
        value = _local(value).date()
    days = ((today or timezone.localdate()) - value).days
    if days in (-1, 0, 1):
        return {0: "aujourd’hui", 1: "hier", -1: "demain"}[days]
    return f"{'il y a' if days > 0 else 'dans'} {_length(abs(days))}"


def _length(days):
    """A unit starts at two of it: thirteen days, then two weeks; twenty-three months, then two years."""
    for size, words in ((365, "an"), (30, "mois|mois"), (7, "semaine")):
        if days >= 2 * size:
            return plural(days // size, words)
    return plural(days, "jour")


@_of_what_is_known
def filesize(octets):
    """12 ko, 3,4 Mo: decimal units, as phones count them."""
    if octets < 1000:
        return plural(octets, "octet")
    size, unit = next((s, u) for s, u in ((10**9, "Go"), (10**6, "Mo"), (10**3, "ko")) if octets >= s)
    return f"{number(round(octets / size, 1 if octets < 10 * size else 0))}{NBSP}{unit}"


TYPOGRAPHY = (
    (re.compile(r"(?<=\w)'(?=\w)"), "’"),
    (re.compile(r"\.\.\."), "…"),
    (re.compile(r'"([^"\n]+)"'), r"« \1 »"),
    (re.compile(r"«[ \u202f\u00a0]*"), f"«{NBSP}"),
    (re.compile(r"[ \u202f\u00a0]*»"), f"{NBSP}»"),
    # Double punctuation where it ends a word: the colon of an address or of 12:30 stays as it is.
    (re.compile(r"(?<=[^\s:;?!«])[ \u202f\u00a0]*([;?!]+|:)(?=[\s»)<]|$)"), f"{NBSP}\\1"),
    (re.compile(r"(?<=\d)[ \u202f](?=\d{3}\b)"), NBSP),
    (re.compile(r"(?<=\d) (?=(?:€|%|h|km|m²|ha|ans?|mois|jours?)(?:\W|$))"), NBSP),
    (re.compile(r"\b(n°|M\.|Mme|MM\.|p\.|art\.) (?=\S)"), f"\\1{NBSP}"),
)


def typography(text):
    """The text as a French printer would set it; the tags of a text that is already HTML are left alone."""
    if isinstance(text, SafeData):
        pieces = re.split(r"(<[^>]+>)", str(text))
        return mark_safe("".join(piece if piece.startswith("<") else _set(piece) for piece in pieces))  # noqa: S308 (it was safe)
    return _set(str(text))


def _set(text):
    for pattern, replacement in TYPOGRAPHY:
        text = pattern.sub(replacement, text)
    return text

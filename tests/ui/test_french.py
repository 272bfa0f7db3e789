"""French formats: what is written is what a French reader expects, down to the spaces."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils.safestring import mark_safe

from network.ui import french

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("value", "filter_", "written"),
    [
        (1234567, "number", "1~234~567"),
        (-1234.5, "number", "−1~234,5"),
        (0, "number", "0"),
        (1234.5, "euros", "1~234,50~€"),
        (Decimal("-2.005"), "euros", "−2,01~€"),
        (3305947.49, "euros0", "3~305~947~€"),
        (Decimal("0.5"), "euros0", "1~€"),
        (0.463, "percent", "46,3~%"),
        (0, 'plural:"acteur"', "0~acteur"),
        (1, 'plural:"acteur"', "1~acteur"),
        (1234, 'plural:"acteur"', "1~234~acteurs"),
        (3, 'plural:"soutien public|soutiens publics"', "3~soutiens publics"),
        (date(2026, 11, 22), "day", "22~novembre 2026"),
        (date(2026, 12, 1), "day", "1er~décembre 2026"),
        (datetime(2026, 11, 22, 11, 30, tzinfo=UTC), "moment", "22~novembre 2026 à 12~h~30"),
        (datetime(2026, 11, 22, 23, 0, tzinfo=UTC), "moment", "23~novembre 2026 à 0~h"),
        (datetime(2026, 7, 1, 12, 5, tzinfo=UTC), "moment", "1er~juillet 2026 à 14~h~05"),
        (1, "filesize_fr", "1~octet"),
        (12_300, "filesize_fr", "12~ko"),
        (3_440_000, "filesize_fr", "3,4~Mo"),
        (None, "number", "non renseigné"),
        (None, "euros", "non renseigné"),
        ("", "day", "non renseigné"),
        (None, "since", "non renseigné"),
    ],
)
def test_a_value_is_written_the_french_way(value, filter_, written):
    assert Template(f"{{{{ value|{filter_} }}}}").render(Context({"value": value})) == written.replace("~", "\u00a0")


@pytest.mark.parametrize(
    ("then", "said"),
    [
        (date(2026, 11, 22), "aujourd’hui"),
        (datetime(2026, 11, 21, 23, 30, tzinfo=UTC), "aujourd’hui"),
        (date(2026, 11, 21), "hier"),
        (date(2026, 11, 9), "il y a 13~jours"),
        (date(2026, 11, 8), "il y a 2~semaines"),
        (date(2026, 8, 22), "il y a 3~mois"),
        (date(2025, 11, 22), "il y a 12~mois"),
        (date(2019, 11, 22), "il y a 7~ans"),
        (date(2026, 11, 23), "demain"),
        (date(2026, 11, 25), "dans 3~jours"),
    ],
)
def test_the_time_gone_by_is_said_in_the_largest_unit_that_tells(then, said):
    assert french.since(then, TODAY) == said.replace("~", "\u00a0")


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("L'eau : un bien commun ?", "L’eau~: un bien commun~?"),
        ("Attention! Vraiment?!", "Attention~! Vraiment~?!"),
        ('Dire "bonjour" à tous', "Dire «~bonjour~» à tous"),
        ("« déjà » ; « serré »", "«~déjà~»~; «~serré~»"),
        ("https://exemple.org/a:b à 12:30", "https://exemple.org/a:b à 12:30"),
        ("1 234 € et 46 % en 10 ans", "1~234~€ et 46~% en 10~ans"),
        ("n° 2026-0117, p. 12", "n°~2026-0117, p.~12"),
        ("et puis...", "et puis…"),
    ],
)
def test_a_text_is_set_as_a_french_printer_would(typed, printed):
    once = french.typography(typed)
    assert once == printed.replace("~", "\u00a0")
    assert french.typography(once) == once


def test_a_typed_text_is_still_escaped():
    page = Template("{{ text|typo }}").render(Context({"text": "<b>Oui !</b> & non"}))
    assert page == "&lt;b&gt;Oui\u00a0!&lt;/b&gt; &amp; non"


def test_the_tags_of_a_text_that_is_html_are_left_alone():
    page = Template("{{ text|typo }}").render(Context({"text": mark_safe('<a href="/a?b">Lire "ici" !</a>')}))
    assert page == '<a href="/a?b">Lire «\u00a0ici\u00a0»\u00a0!</a>'


def test_no_format_uses_the_space_that_the_fonts_lack():
    made = [french.number(1234567), french.euros(1234), french.percent(0.5), french.day(TODAY), french.typography("a\u202f: b \u202f»")]
    assert not any("\u202f" in text for text in made)

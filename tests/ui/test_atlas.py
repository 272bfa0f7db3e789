"""The arcs: every country drawn, named and linked; in proportion; no name over another; whatever the data."""

import csv
from collections import Counter
from functools import cache
from itertools import combinations
from math import dist
from xml.etree import ElementTree

import pytest
from django.conf import settings
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

from network.ui.atlas import arcs, layouts
from network.ui.atlas.colours import DARK, LIGHT
from network.ui.atlas.ground import ground
from network.ui.atlas.lettering import overlap, width
from network.ui.atlas.loupe import RING, enlargement
from network.ui.atlas.outlines import DEPARTMENTS, WORLD, layer
from network.ui.atlas.world import Journey, Picture

SVG = "{http://www.w3.org/2000/svg}"
LAYOUTS = ["WIDE", "NARROW", "COLUMN", "COLUMN_NARROW", "COVER"]
SIZES = [1, 31, 250]


def countries():
    with (settings.BASE_DIR / "data/monde/pays.csv").open(encoding="utf-8") as file:
        return [row for row in csv.DictReader(file) if row["lon"]]


def journeys(number, largest=12):
    """`number` countries spread over the alphabet, with counts from one to `largest`."""
    rows = countries()
    chosen = rows[:: max(1, len(rows) // number)][:number]
    return [
        Journey(
            key=row["iso3"],
            name=row["nom_fr"],
            longitude=float(row["lon"]),
            latitude=float(row["lat"]),
            count=1 + (7 * n) % largest,
            title=f"{row['nom_fr']} : {1 + (7 * n) % largest} acteurs",
            url=f"/annuaire/?pays={row['iso2']}&tri=nom",
        )
        for n, row in enumerate(chosen)
    ]


@cache
def picture(number, layout="WIDE", links=True, palette=LIGHT):
    return Picture(journeys(number), ident="essai", layout=getattr(layouts, layout), links=links, palette=palette)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("number", SIZES)
def test_no_name_covers_another_the_ring_the_legend_or_the_edge(number, layout):
    drawn = picture(number, layout)
    boxes = [name.box for name in drawn.names] + ([drawn.legend] if drawn.legend else [])
    assert not [(a, b) for a, b in combinations(boxes, 2) if overlap(a, b)]
    cx, cy, r = drawn.layout.ring
    for left, top, right, bottom in boxes:
        assert drawn.plate.holds((left, top))
        assert drawn.plate.holds((right, bottom))
        assert dist((cx, cy), (min(max(cx, left), right), min(max(cy, top), bottom))) > r + RING


def test_the_countries_of_the_real_organisations_are_all_named():
    with (settings.BASE_DIR / "data/acteurs/acteurs_reels_pdl.csv").open(encoding="utf-8") as file:
        cited = Counter(key for row in csv.DictReader(file) for key in row["pays_cites"].split("|") if key)
    real = [
        Journey(r["iso3"], r["nom_fr"], float(r["lon"]), float(r["lat"]), cited[r["iso3"]], "", "")
        for r in countries()
        if r["iso3"] in cited
    ]
    assert len(real) > 20
    assert {name.key for name in Picture(real, ident="x").names} == set(cited)
    narrow = {name.key for name in Picture(real, ident="x", layout=layouts.NARROW).names}
    assert {key for key, count in cited.items() if count > 3} <= narrow


@pytest.mark.parametrize("weight", [400, 600])
def test_names_are_no_wider_than_they_are_thought_to_be(weight):
    file = settings.NODE / "@fontsource-variable/ysabeau-office/files/ysabeau-office-latin-wght-normal.woff2"
    font = instantiateVariableFont(TTFont(file), {"wght": weight})
    advances, glyphs = font["hmtx"], font.getBestCmap()
    for row in countries():
        true = sum(advances[glyphs[ord(letter)]][0] for letter in row["nom_fr"] if ord(letter) in glyphs) / font["head"].unitsPerEm
        assert width(row["nom_fr"], 1) >= true * 0.99, row["nom_fr"]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("number", SIZES)
def test_the_drawing_is_well_formed_and_has_no_style_of_its_own(number, layout):
    svg = picture(number, layout).svg("Titre", "Description")
    root = ElementTree.fromstring(svg)
    assert root.tag == f"{SVG}svg"
    assert root.get("aria-label") == "Titre"
    assert not [element for element in root.iter() if "style" in element.attrib]
    assert "nan" not in svg
    assert "inf" not in svg


def test_each_country_is_a_link_that_says_its_name_and_its_number():
    links = ElementTree.fromstring(picture(31).svg("Titre")).findall(f".//{SVG}a")
    found = {(link.get("href"), link.get("aria-label"), link.findtext(f"{SVG}title")) for link in links}
    assert found == {(j.url, j.title, j.title) for j in journeys(31)}


def test_a_drawing_for_a_document_has_no_link():
    svg = picture(31, "COVER", links=False, palette=DARK).svg("Titre")
    assert "<a " not in svg
    assert 'role="img"' in svg


def test_the_name_of_a_country_is_never_markup():
    nasty = Journey("BEN", '<script>"&', 2.3, 9.6, 3, '<script>"&', '/?a="b"&c=<d>')
    root = ElementTree.fromstring(Picture([nasty], ident="x").svg('<b>"titre"'))
    assert not root.findall(f".//{SVG}script")
    assert root.find(f".//{SVG}a").get("href") == nasty.url


@pytest.mark.parametrize("largest", [3, 40, 900, 50_000])
def test_widths_are_in_proportion_whatever_the_numbers(largest):
    drawn = Picture(journeys(40, largest), ident="x")
    assert len({drawn.unit}) == 1
    for journey, ribbon in zip(drawn.journeys, drawn.ribbons, strict=True):
        assert ribbon.width == max(journey.count * drawn.unit, arcs.LEAST)
    assert max(ribbon.width for ribbon in drawn.ribbons) <= 18


def test_a_usual_number_of_subsidies_is_drawn_at_the_scale_of_the_house():
    counts = [33, 32, 30, 26, 26, 18, 17, 16, 14, 10, 8, 7, 7, 6, 4, 3, 2, 1, 1, 1, 1, 1, 1]
    assert arcs.unit(counts, layouts.WIDE.room) == arcs.UNIT


@pytest.mark.parametrize("number", [8, 31, 60])
def test_arcs_leave_the_ring_side_by_side(number):
    drawn = picture(number)
    around = sorted(drawn.ribbons, key=lambda ribbon: ribbon.start)
    for a, b in combinations(around, 2):
        assert dist(a.start, b.start) > (a.width + b.width) / 2 * 0.98


def test_a_country_off_the_plate_or_under_the_ring_ends_where_it_can_be_seen():
    far = Journey("NZL", "Nouvelle-Zélande", 172, -42, 1, "Nouvelle-Zélande", "/nz")
    under = Journey("BMU", "Bermudes", -64.7, 32.3, 1, "Bermudes", "/bm")
    drawn = Picture([far, under], ident="x")
    cx, cy, r = drawn.layout.ring
    for journey, ribbon in zip(drawn.journeys, drawn.ribbons, strict=True):
        assert not drawn.end(journey)[1]
        assert drawn.plate.holds(ribbon.end)
        assert dist(ribbon.end, (cx, cy)) > r
    assert {name.key for name in drawn.names} == {"NZL", "BMU"}


def test_the_region_fills_its_ring_and_stays_inside():
    outlines = layer(DEPARTMENTS)
    plate = enlargement(200, 200, 100)
    away = [dist(plate(*point), (200, 200)) for line in outlines.lines.values() for point in line]
    assert 95 < max(away) <= 97.5


def test_neighbours_share_their_border_and_a_union_has_none():
    outlines = layer(DEPARTMENTS)
    borders = set(outlines.borders())
    assert borders
    union = {max(i, ~i) for ring in outlines.merged(list(outlines.shapes)) for i in ring}
    assert not union & borders
    assert len(layer(WORLD).shapes) > 230


def test_the_ground_is_light_and_the_arcs_lighter():
    assert len(ground(layouts.WIDE)) < 70_000
    assert len(ground(layouts.NARROW)) < 40_000
    assert len(picture(31).svg("Titre", ground=False)) < 60_000

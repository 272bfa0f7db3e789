"""The icons that pages may use, by their name in bootstrap-icons, and our own shapes of the collèges."""

from xml.etree import ElementTree

from django.conf import settings

SVG = "{http://www.w3.org/2000/svg}"

# Where one is and goes, people, time, what is done to things, states, documents and figures; `#i-<name>` asks for one of these.
ICONS = """
    house search list-ul map geo-alt globe2 signpost-split arrow-right arrow-left arrow-up arrow-down
    chevron-down chevron-right box-arrow-up-right box-arrow-right box-arrow-in-right three-dots grip-vertical
    person people person-plus person-check person-x building envelope telephone chat-left-text megaphone
    calendar3 calendar-plus clock clock-history hourglass-split arrow-repeat arrow-clockwise bell
    plus plus-lg x x-lg check check-lg pencil trash archive save copy filter sliders sort-down
    eye eye-slash link-45deg paperclip upload download printer share send reply
    info-circle exclamation-triangle exclamation-circle check-circle x-circle question-circle slash-circle star
    shield-check shield-lock lock unlock key phone laptop flag bookmark lightbulb
    file-earmark file-earmark-pdf file-earmark-text file-earmark-spreadsheet folder image images journal-text book
    bar-chart table graph-up database cash-coin bank award mortarboard tag tags wifi-off
""".split()  # noqa: SIM905 (a list to read)

SHAPES = {
    "c-coll": '<path d="M1.6 1.6h12.8v12.8H1.6z"/>',
    "c-asso": '<circle cx="8" cy="8" r="7"/>',
    "c-ens": '<path d="M8 .8 16 14.6H0z"/>',
    "c-eco": '<path d="M8 0 16 8 8 16 0 8z"/>',
}


def symbols():
    """Each icon, then each shape, as a `<symbol>` in the colour of the text around it."""
    for name in ICONS:
        yield f'<symbol id="i-{name}" viewBox="0 0 16 16"><g fill="currentColor">{_drawing(name)}</g></symbol>'
    for name, drawing in SHAPES.items():
        yield f'<symbol id="{name}" viewBox="0 0 16 16"><g fill="currentColor">{drawing}</g></symbol>'


def _drawing(name):
    root = ElementTree.parse(settings.NODE / "bootstrap-icons" / "icons" / f"{name}.svg").getroot()  # noqa: S314 (a package of ours)
    parts = []
    for element in root:
        attributes = "".join(f' {key}="{value}"' for key, value in element.attrib.items())
        parts.append(f"<{element.tag.removeprefix(SVG)}{attributes}/>")
    return "".join(parts)

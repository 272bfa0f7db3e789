"""Names of seas, italic and letterspaced, where nothing else stands."""

from network.ui.atlas.lettering import box, write

SPACING = 0.08
SMALLEST = 13  # px
# Name, part of the layout's size, places where it may be written (longitude, latitude of its middle).
SEAS = (
    ("Océan Atlantique", 1, ((-40, 5), (-34, 0), (-32, -8), (-22, -18), (-22, -30), (-30, 12), (-36, -26))),
    ("Océan Indien", 1, ((78, -14), (80, -24), (70, -30), (92, -30), (68, -6))),
    ("Golfe de Guinée", 0.8, ((-8, -2), (-2, -4), (-4, -10))),
)


def seas(picture):
    """The names that find a free place; the plate's other words keep theirs."""
    sheet, drawn = picture.sheet, ""
    for name, part, spots in SEAS if picture.layout.seas else ():
        size = picture.layout.seas * part
        for longitude, latitude in spots if size >= SMALLEST else ():
            x, y = picture.plate(longitude, latitude)
            area = box(x, y, name, size, "middle", SPACING)
            if sheet.free(area) and sheet.inked(area) < 1:
                sheet.boxes.append(area)
                more = f'font-style="italic" letter-spacing="{SPACING}em"'
                drawn += write(x, y, name, size=size, fill=picture.palette.water, anchor="middle", weight=400, more=more)
                break
    return drawn

"""What a plate shows before anything is drawn on it: sea, graticule, land, borders. The same for every version of the data."""

from network.ui.atlas.colours import LIGHT
from network.ui.atlas.frame import area, graticule, neatline
from network.ui.atlas.outlines import WORLD, layer

ANTARCTICA = "ATA"  # stretched by the projection, and nobody's


def land(plate, layout, palette):
    """Sea, graticule, land and borders of a plate."""
    world, tolerance = layer(WORLD), layout.tolerance
    coasts = plate.rings(world, world.merged([key for key in world.shapes if key != ANTARCTICA]), tolerance, 8)
    borders = plate.lines(world, world.borders(), tolerance)
    edge = f'stroke="{palette.edge}" stroke-width=".6"'
    return (
        f'<rect class="m-sea" {area(plate)} fill="{palette.sea}"/>{graticule(plate, palette)}'
        f'<path d="{coasts}" fill="{palette.land}" {edge}/><path d="{borders}" fill="none" {edge}/>'
    )


def ground(layout, palette=LIGHT):
    """The ground of a layout as a file of its own, which browsers keep; its frame is drawn over what runs off the plate."""
    plate = layout.plate()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {layout.w} {layout.h}" width="{layout.w}" height="{layout.h}">'
        f'<clipPath id="plate"><rect {area(plate)}/></clipPath><g clip-path="url(#plate)">{land(plate, layout, palette)}</g>'
        f"{neatline(plate, palette) if layout.frame else ''}</svg>"
    )

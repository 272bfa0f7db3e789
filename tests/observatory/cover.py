"""What the picture of a cover shows: read from the pixels, as an eye would."""

import subprocess

from PIL import Image

AMBER, PALE, INK, PLATE = (233, 168, 58), (250, 246, 238), (22, 36, 47), (27, 52, 64)


def look(pdf, folder):
    """Of the first page of a PDF: how many points are amber on the plate, how many pale where the title is, and how much of it is dark."""
    command = ["pdftoppm", "-r", "30", "-f", "1", "-l", "1", "-singlefile", "-png", str(pdf), str(folder / "cover")]
    subprocess.run(command, check=True)
    with Image.open(folder / "cover.png") as picture:
        page = picture.convert("RGB")
    width, height = page.size
    points = {(x, y): page.getpixel((x, y)) for x in range(width) for y in range(height)}
    dark = sum(max(colour) < 110 for colour in points.values())
    return {
        "size": page.size,
        "arcs": sum(_near(colour, AMBER, 70) for (x, y), colour in points.items() if y < height * 0.66 and x > width * 0.2),
        "title": sum(_near(colour, PALE, 90) for (x, y), colour in points.items() if height * 0.7 < y < height * 0.86),
        "dark": dark / len(points),
    }


def _near(colour, other, far):
    return all(abs(a - b) < far for a, b in zip(colour, other, strict=True))

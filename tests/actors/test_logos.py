"""Logos are judged by their content; what is kept is redrawn, small and bare."""

import struct
import zlib
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from actors.logos import MAX_BYTES, redrawn


def picture(kind="PNG", size=(300, 200), mode="RGB", **options):
    """The bytes of a picture."""
    out = BytesIO()
    Image.effect_noise(size, 60).convert(mode).save(out, kind, **options)
    return out.getvalue()


def kept(content, name="logo.png"):
    """The picture kept of an upload."""
    file = redrawn(SimpleUploadedFile(name, content))
    return Image.open(BytesIO(file.read()))


def said(content, name="logo.png"):
    """Why an upload is refused."""
    with pytest.raises(ValidationError) as refused:
        redrawn(SimpleUploadedFile(name, content))
    return refused.value.messages[0]


def png_header(width, height):
    """A tiny file that claims to be a picture of that size."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    ihdr = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", ihdr) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
@pytest.mark.parametrize("name", ["logo.png", "logo.exe", "../../etc/passwd", "logo"])
def test_a_picture_is_kept_whatever_its_name(kind, name):
    image = kept(picture(kind), name)
    assert (image.format, image.size) == ("WEBP", (300, 200))


def test_a_large_picture_becomes_small():
    assert kept(picture("JPEG", (3000, 1000))).size == (512, 171)


def test_transparency_stays():
    out = BytesIO()
    Image.new("RGBA", (40, 40), (15, 94, 102, 0)).save(out, "PNG")
    assert kept(out.getvalue()).getpixel((5, 5))[3] == 0


SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.mark.parametrize("name", ["logo.svg", "logo.png"])
def test_a_drawing_with_a_script_is_refused(name):
    assert (
        said(SVG, name) == "Un dessin SVG peut contenir des programmes : il n’est pas accepté. Exportez le logo en PNG, JPEG, WebP ou GIF."
    )


@pytest.mark.parametrize(
    "content",
    [b"bonjour", b"%PDF-1.7", b"<html><script>alert(1)</script>", b"II*\x00" + b"\0" * 100, *map(picture, ["BMP", "TIFF", "PPM"])],
    ids=["text", "pdf", "html", "tiff header", "bmp", "tiff", "ppm"],
)  # fmt: skip
def test_what_is_not_one_of_the_four_formats_is_refused(content):
    assert said(content) == "Ce fichier n’est pas une image PNG, JPEG, WebP ou GIF, quel que soit son nom."


def test_a_picture_that_would_fill_the_memory_is_refused_before_it_is_read():
    assert "trop grande" in said(png_header(20_000, 20_000))
    assert "(5000 × 4000 pixels)" in said(png_header(5_000, 4_000))


def test_a_truncated_picture_is_refused():
    whole = picture("JPEG")
    assert said(whole[: len(whole) // 2]).startswith("Cette image est incomplète ou abîmée.")
    assert said(png_header(100, 100)).startswith("Cette image est incomplète ou abîmée.")


def test_a_file_of_six_megabytes_is_refused():
    assert said(picture() + b"\0" * (MAX_BYTES + 1024 * 1024)).startswith("Ce fichier pèse 6,")


def test_what_hides_behind_a_picture_is_gone():
    hidden = b"<script>alert('polyglotte')</script><?php system($_GET['c']); ?>"
    comment = BytesIO()
    Image.new("RGB", (10, 10)).save(comment, "GIF", comment=hidden)
    for content in (picture("GIF") + hidden, picture("JPEG") + b"PK\x03\x04" + hidden, comment.getvalue()):
        stored = redrawn(SimpleUploadedFile("logo.gif", content)).read()
        assert b"polyglotte" not in stored
        assert b"PK\x03\x04" not in stored


def test_where_and_when_a_photograph_was_taken_is_gone():
    exif = Image.Exif()
    exif[0x010E] = "Chez Madame Untel"
    exif[0x0112] = 6  # turned a quarter
    exif.get_ifd(0x8825)[2] = (47.0, 12.0, 30.0)
    content = picture("JPEG", (300, 200), exif=exif, comment=b"Untel")
    assert b"Untel" in content
    stored = redrawn(SimpleUploadedFile("photo.jpg", content)).read()
    image = Image.open(BytesIO(stored))
    assert b"Untel" not in stored
    assert not image.getexif()
    assert not {"exif", "xmp", "icc_profile", "comment"} & set(image.info)
    assert image.size == (200, 300), "turned upright before its orientation is forgotten"


def test_of_an_animation_the_first_picture_stays():
    out = BytesIO()
    frames = [Image.new("RGB", (50, 50), colour) for colour in ("red", "blue", "green")]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:], duration=100)
    image = kept(out.getvalue())
    assert getattr(image, "n_frames", 1) == 1
    assert image.convert("RGB").getpixel((20, 20))[0] > 200

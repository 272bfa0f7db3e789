"""The typefaces of documents, as static instances: one file a weight, made once from the variable fonts of npm.

Embedded as they are shaped: a variable font would be instantiated again for each chapter of each document (0.3 s), and
chapters made apart could not share one copy. Kept in the cache folder under the fingerprint of their sources.
"""

import json
import logging
import os
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

logging.getLogger("fontTools").setLevel(logging.WARNING)
FAMILIES = (
    ("Source Sans 3 Variable", "source-sans-3", "latin", ("400", "600", "700", "400i")),
    ("Source Sans 3 Ext", "source-sans-3", "latin-ext", ("400", "600", "700")),
    ("Ysabeau Office Variable", "ysabeau-office", "latin", ("400", "600", "700", "400i")),
    ("Ysabeau Office Ext", "ysabeau-office", "latin-ext", ("400", "600", "700")),
)
NAMES = {"400": "", "600": "-Semi-Bold", "700": "-Bold", "400i": "-Italic"}
SHAPING = ("GSUB", "GPOS", "GDEF", "BASE", "STAT")  # read while words are set, of no use in a file


def prepare(find, folder):
    """The folder of the faces, made under `folder` if they are not there; `find(path)` gives the file of a static path.

    It holds a `.ttf` a face, its `.bare` form for embedding, `faces.css`, and `faces.json`: for each name that a PDF
    gives to a face, its `bare` file, and what ASCII needs to be written by hand (`glyphs`, `advances` in 1/1000 em).
    """
    sources = {}
    for _, family, subset, styles in FAMILIES:
        for style in {"italic" if s.endswith("i") else "normal" for s in styles}:
            path = f"vendor/fonts/{family}/{family}-{subset}-wght-{style}.woff2"
            sources[family, subset, style] = find(path)
    digest = sha256(Path(__file__).read_bytes())
    for key in sorted(sources):
        digest.update(Path(sources[key]).read_bytes())
    target = Path(folder) / digest.hexdigest()[:16]
    if not (target / "faces.json").exists():
        target.mkdir(parents=True, exist_ok=True)
        _make(sources, target)
    return target


def _make(sources, target):
    rules, faces = [], {}
    for name, family, subset, styles in FAMILIES:
        for style in styles:
            weight, slope = style[:3], "italic" if style.endswith("i") else "normal"
            font = TTFont(sources[family, subset, slope])
            if subset != "latin":
                _drop(font, SHAPING)  # letters of a name here and there: no kerning to compute for them
            instantiateVariableFont(font, {"wght": int(weight)}, inplace=True, static=True)
            font.flavor = None
            file = f"{family}-{subset}-{style}.ttf"
            _write(target / file, font.save)
            faces[name.replace(" ", "-") + NAMES[style]] = {"bare": f"{file}.bare", **_ascii(font)}
            _drop(font, SHAPING)
            _write(target / f"{file}.bare", font.save)
            rules.append(
                f'@font-face {{ font-family: "{name}"; font-weight: {weight}; font-style: {slope}; src: url("/typefaces/{file}"); }}'
            )
    _write(target / "faces.css", lambda file: file.write("\n".join(rules).encode()))
    _write(target / "faces.json", lambda file: file.write(json.dumps(faces).encode()))  # last: it says that all is there


def _drop(font, tables):
    for table in tables:
        if table in font:
            del font[table]


def _ascii(font):
    scale, advances, glyphs = 1000 / font["head"].unitsPerEm, font["hmtx"], font.getBestCmap()
    known = {chr(code): glyphs[code] for code in range(32, 127) if code in glyphs}
    return {
        "glyphs": {letter: font.getGlyphID(glyph) for letter, glyph in known.items()},
        "advances": {letter: round(advances[glyph][0] * scale) for letter, glyph in known.items()},
    }


def _write(path, save):
    """A file that is either whole or absent, whoever else makes it at the same time."""
    with NamedTemporaryFile(dir=path.parent, delete=False) as file:
        save(file)
    os.replace(file.name, path)

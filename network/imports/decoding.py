"""The lines of a text file, decoded one by one: a file may mix encodings, and a guess that may be wrong is said, line by line.

UTF-8 that decodes is UTF-8: other encodings hardly ever look like it. What is left is Windows-1252, unless the letters it gives
are those of no French text and another old encoding gives better ones, which the table then says.
"""

import codecs
import io
import re
from collections import Counter
from dataclasses import dataclass, field

from network.imports import limits
from network.imports.errors import UnreadableFile

NAMES = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8 avec marque",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "ascii": "lettres sans accent",
    "cp1252": "Windows-1252",
    "cp850": "DOS (850)",
    "mac_roman": "Macintosh",
}
CHOICES = ("utf-8", "cp1252", "mac_roman", "cp850", "utf-16")  # what a person may say the encoding is
MARKS = [
    (codecs.BOM_UTF32_LE, None), (codecs.BOM_UTF32_BE, None), (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
]  # fmt: skip
NO_TABLE = "Ce fichier n’est pas un tableau : il contient des octets qu’aucun texte ne contient. Envoyez un fichier CSV ou XLSX."
OFTEN = {"é": 3, **dict.fromkeys("èàêçô’", 2), **dict.fromkeys("âîûùïëœÉ", 1)}  # letters of French, by how often they come
USUAL = set("éèêëàâçùûôîïüöœæÿñÉÈÊËÀÂÇÙÛÔÎÏŒáíóúãõäåìòßøÁÍÓÚÃÕÄÅÖÜÑ«»‘’“”–—…•·°²³ºª€£§©®™±×½¼¾´`¨\u00a0")
CLEAN = re.compile(f"[\t -~{''.join(sorted(char for char in USUAL - {'Ã'} if char.isalpha()))}]*")  # nothing here raises a doubt
AMID = re.compile(r"[a-zà-ÿ][…™½¼¾“”«»—–•§°±²³£©®¨][a-zà-ÿ]")  # a sign where a letter should be
HIGH = re.compile(r"[^\x00-\x7f]")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f]")
# « Ã© »: UTF-8 read as Windows-1252 and saved again.
TWICE = re.compile("(?:[\u00c2-\u00df][{0}]|[\u00e0-\u00ef][{0}]{{2}})+".format("\u0080-\u00bf‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ€"))
LOST = re.compile(r"(?<![/\w=&?])[^\W\d_]+\?[a-zà-ÿ]+(?![\w=&/])")  # « Associ?tion »: the accent is gone


@dataclass(slots=True)
class Decoded:
    """One physical line: its number in the file, its text, and why the text may be wrong (empty when it is not)."""

    number: int
    text: str
    doubt: str = ""


@dataclass
class Encoding:
    """How the lines of a file are read; `used` counts the lines of each encoding."""

    base: str = "utf-8"
    fallback: str = "cp1252"
    used: Counter = field(default_factory=Counter)

    @property
    def lines(self):
        """How many physical lines the file has; 0 when it was not counted."""
        return 0 if self.base.startswith("utf-16") else self.used.total()

    @property
    def label(self):
        """« UTF-8 », « UTF-8 et Windows-1252 mêlés »."""
        names = list(dict.fromkeys(NAMES[name] for name, _ in self.used.most_common() if name != "ascii"))
        return NAMES["ascii"] if not names else names[0] if len(names) == 1 else f"{' et '.join(names)} mêlés"


def survey(source, forced=None):
    """The Encoding of a whole file, read once. Raises UnreadableFile for what is not text."""
    found = Encoding()
    mark = next(((mark, name) for mark, name in MARKS if source.head.startswith(mark)), None)
    if mark and mark[1] is None:
        raise UnreadableFile("Ce fichier est en UTF-32, que les tableurs n’écrivent pas : enregistrez-le en CSV UTF-8.")
    if mark or forced == "utf-16":
        found.base = mark[1] if mark else "utf-16-le"
    elif forced:
        found.base = found.fallback = forced
    elif (wide := _wide(source.head)) is not None:
        found.base = wide
    if found.base.startswith("utf-16"):
        found.used[found.base] = 1
        return found
    if b"\x00" in source.head or len(re.findall(rb"[\x01-\x08\x0e-\x1f]", source.head)) > len(source.head) / 50 + 2:
        raise UnreadableFile(NO_TABLE)
    letters = Counter()
    for raw in _raw_lines(source, found.base):
        if raw.isascii():
            found.used["ascii"] += 1
            continue
        try:
            raw.decode("utf-8")
            found.used[forced or "utf-8"] += 1
        except UnicodeDecodeError:
            found.used["old"] += 1
            letters.update(byte for byte in raw if byte > 127)
    if old := found.used.pop("old", 0):
        found.fallback = forced or _best(letters)
        found.used[found.fallback] += old
    return found


def _wide(head):
    """UTF-16 without its mark: every other octet is nul."""
    head = head[:4096]
    for start, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        half = head[start::2]
        if len(half) > 1 and half.count(0) > 0.7 * len(half) and head[1 - start :: 2].count(0) < 0.1 * len(half) + 1:
            return name
    return None


def _best(letters):
    """The old encoding that gives the most French letters. Windows-1252 unless another is plainly better."""

    def worth(name):
        total = 0
        for byte, count in letters.items():
            char = bytes([byte]).decode(name, "replace")
            total += count * (OFTEN.get(char, 0) if char in USUAL else -2)
        return total

    scores = {name: worth(name) for name in ("cp1252", "mac_roman", "cp850")}
    best = max(scores, key=scores.get)
    return best if scores[best] > max(scores["cp1252"], 0) else "cp1252"


def lines(source, encoding):
    """Each Decoded line. Raises UnreadableFile where the file is no text any more."""
    if encoding.base.startswith("utf-16"):
        yield from _wide_lines(source, encoding.base)
        return
    forced = encoding.base not in ("utf-8", "utf-8-sig")
    for number, raw in enumerate(_raw_lines(source, encoding.base), 1):
        if raw.isascii():
            yield Decoded(number, text := raw.decode("ascii"), doubt_of(text))
            continue
        if forced:
            text = raw.decode(encoding.base, "replace")
            yield Decoded(number, text, doubt_of(text, old=encoding.base))
            continue
        try:
            text, old = raw.decode("utf-8"), ""
        except UnicodeDecodeError:
            text, old = raw.decode(encoding.fallback, "replace"), encoding.fallback
        yield Decoded(number, text, doubt_of(text, old=old))


def doubt_of(text, old=""):
    """Why `text` may not be what was written; empty when nothing shows it. `old`: the encoding it was decoded by, UTF-8 aside."""
    if "?" not in text and CLEAN.fullmatch(text):
        return ""
    if CONTROL.search(text):
        return "un caractère de contrôle, qui ne s’affiche pas"
    if text.isascii():
        found = LOST.search(text) if "?" in text else None
        return f"« {found[0]} » : un point d’interrogation a pris la place d’une lettre" if found else ""
    if "\ufffd" in text:
        return "une lettre que l’encodage du fichier ne connaît pas"
    if meant := _meant(text):
        return meant
    if old and (strange := next((char for char in HIGH.findall(text) if char not in USUAL), "")):
        return f"« {strange} » : un signe inattendu, l’encodage du fichier est peut-être mal reconnu"
    if old and (found := AMID.search(text)):
        return f"« {found[0]} » : un signe au milieu d’un mot, l’encodage du fichier est peut-être mal reconnu"
    found = LOST.search(text) if "?" in text else None
    return f"« {found[0]} » : un point d’interrogation a pris la place d’une lettre" if found else ""


def _meant(text):
    for found in TWICE.finditer(text):
        try:
            meant = found[0].encode("cp1252").decode("utf-8")
        except (UnicodeEncodeError, UnicodeDecodeError):
            continue
        if all(char in USUAL for char in meant):
            return f"« {found[0]} » : sans doute « {meant} », abîmé par un mauvais encodage"
    if re.search(r"Ã(?:\s|$)", text):
        return "« Ã » : sans doute « à », abîmé par un mauvais encodage"
    return ""


def _raw_lines(source, base):
    """The octets of each physical line, whatever ends it (CRLF, LF, CR)."""
    with source.opened() as stream:
        if base == "utf-8-sig" or source.head.startswith(codecs.BOM_UTF8):
            stream.read(3)
        kept = b""
        while chunk := stream.read(1 << 20):
            if chunk.endswith(b"\r"):
                chunk += stream.read(1)
            pieces = (kept + chunk).splitlines(keepends=True)
            kept = pieces.pop() if not pieces[-1].endswith((b"\n", b"\r")) else b""
            for piece in pieces:
                yield _bounded(piece.rstrip(b"\r\n"))
            _bounded(kept)
        if kept := kept.rstrip(b"\x1a"):  # the end-of-file mark of DOS
            yield kept


def _wide_lines(source, name):
    with source.opened() as stream:
        text = io.TextIOWrapper(stream, encoding=name, errors="replace", newline=None)
        try:
            number = 0
            while line := text.readline(limits.LINE):
                number += 1
                line = _bounded(line, limits.LINE - 1).rstrip("\n")
                if "\x00" in line:
                    raise UnreadableFile(NO_TABLE)
                yield Decoded(number, line.removeprefix("\ufeff") if number == 1 else line, doubt_of(line))
        finally:
            text.detach()


def _bounded(piece, limit=limits.LINE):
    if len(piece) > limit:
        raise UnreadableFile("Une ligne de ce fichier est si longue qu’il n’est pas un tableau. Envoyez un fichier CSV ou XLSX.")
    return piece

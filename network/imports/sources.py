"""A file that somebody sent, under whatever form it comes, and what its first octets say it is, whatever its name says."""

import io
from contextlib import contextmanager
from pathlib import Path

from network.imports import limits
from network.imports.errors import UnreadableFile

SAVE_AS = "Ouvrez-le dans un tableur et enregistrez-le en XLSX ou en CSV, puis envoyez ce nouveau fichier."
FOREIGN = [
    (b"\xd0\xcf\x11\xe0", f"Ce classeur est d’un ancien format (XLS) ou protégé par un mot de passe. {SAVE_AS}"),
    (b"%PDF", "Ce fichier est un PDF : il montre un tableau sans en contenir un. Demandez le fichier CSV ou XLSX dont il est tiré."),
    (b"\x1f\x8b", "Ce fichier est compressé : décompressez-le, puis envoyez le tableau qu’il contient."),
    (b"Rar!", "Ce fichier est une archive : décompressez-la, puis envoyez le tableau qu’elle contient."),
    (b"7z\xbc\xaf", "Ce fichier est une archive : décompressez-la, puis envoyez le tableau qu’elle contient."),
    (b"{\\rtf", f"Ce fichier est un texte mis en forme, pas un tableau. {SAVE_AS}"),
    (b"\x89PNG", "Ce fichier est une image : envoyez le tableau en CSV ou en XLSX."),
    (b"\xff\xd8\xff", "Ce fichier est une image : envoyez le tableau en CSV ou en XLSX."),
]
PAGES = (b"<!doctype html", b"<html", b"<?xml")


class Source:
    """Octets, a path or an open file: `size`, `head`, and as many readings from the start as needed."""

    def __init__(self, file):
        self._file = io.BytesIO(bytes(file)) if isinstance(file, bytes | bytearray | memoryview) else file
        with self.opened() as stream:
            self.size = stream.seek(0, io.SEEK_END)
            stream.seek(0)
            self.head = stream.read(65536)
        if self.size > limits.FILE:
            raise UnreadableFile(f"Ce fichier dépasse {limits.FILE // 1_000_000} Mo : partagez-le en plusieurs.")
        if not self.head.strip():
            raise UnreadableFile("Ce fichier est vide.")

    @contextmanager
    def opened(self):
        """A binary stream at the start of the file; closed afterwards when it was opened here."""
        if isinstance(self._file, str | Path):
            with open(self._file, "rb") as stream:
                yield stream
        else:
            self._file.seek(0)
            yield self._file

    def is_workbook(self):
        """Whether it is an archive, as XLSX files are. Raises UnreadableFile for what is known to be no table."""
        for mark, message in FOREIGN:
            if self.head.startswith(mark):
                raise UnreadableFile(message)
        if self.head.lstrip()[:15].lower().startswith(PAGES):
            raise UnreadableFile(f"Ce fichier est une page web ou un document XML, pas un tableau. {SAVE_AS}")
        return self.head.startswith(b"PK")

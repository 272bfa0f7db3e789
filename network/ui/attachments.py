"""Files that people attach: what they are is read in their content, never in their name; they are only ever downloaded."""

import zipfile
from dataclasses import dataclass
from pathlib import PurePath

from django import forms
from django.core.exceptions import ValidationError
from PIL import Image

from network.ui.french import number

MAX_BYTES = 20 * 1024 * 1024
ENTRIES = 20_000  # of an archive; an office file has some tens
ACCEPTED = "PDF, Word, Excel, PowerPoint, LibreOffice, PNG, JPEG ou WebP"
OFFICE = "application/vnd.openxmlformats-officedocument."
OPEN = "application/vnd.oasis.opendocument."
# The part that tells an office file, its type and its usual extension.
PARTS = {
    "word/document.xml": (OFFICE + "wordprocessingml.document", "docx"),
    "xl/workbook.xml": (OFFICE + "spreadsheetml.sheet", "xlsx"),
    "ppt/presentation.xml": (OFFICE + "presentationml.presentation", "pptx"),
}
MIMETYPES = {OPEN + "text": "odt", OPEN + "spreadsheet": "ods", OPEN + "presentation": "odp"}
IMAGES = {"PNG": ("image/png", "png"), "JPEG": ("image/jpeg", "jpg"), "WEBP": ("image/webp", "webp")}


@dataclass(frozen=True)
class Attachment:
    """What an upload turned out to be, and the name under which it is handed back."""

    content_type: str
    filename: str
    size: int


def read(file):
    """The Attachment of an uploaded `file`; raises ValidationError in French for what is not accepted."""
    if file.size > MAX_BYTES:
        raise ValidationError(
            f"Ce fichier pèse {number(file.size / 1024 / 1024, 1)}\u00a0Mo\u00a0: un document joint pèse 20\u00a0Mo au plus. "
            "Réduisez-le, puis choisissez-le de nouveau."
        )
    found = _pdf(file) or _office(file) or _image(file)
    file.seek(0)
    if found is None:
        raise ValidationError(
            f"Ce fichier n’est pas un document {ACCEPTED}, quel que soit son nom. Enregistrez-le dans l’un de ces formats."
        )
    content_type, extension = found
    stem = " ".join("".join(c for c in PurePath(file.name or "").stem if c.isprintable()).split()).strip(". ")
    return Attachment(content_type, f"{stem[:120] or 'document'}.{extension}", file.size)


def _pdf(file):
    file.seek(0)
    return ("application/pdf", "pdf") if file.read(1024).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"%PDF-") else None


def _office(file):
    file.seek(0)
    if file.read(4) != b"PK\x03\x04":
        return None
    try:
        with zipfile.ZipFile(file) as archive:
            names = {info.filename: info for info in archive.infolist()}
            if len(names) > ENTRIES:
                return None
            mimetype = names.get("mimetype")
            declared = archive.read(mimetype).decode("ascii") if mimetype and mimetype.file_size < 200 else ""
    except Exception:  # of a damaged archive, zipfile and zlib raise nearly anything
        return None
    if any(name.lower().endswith("vbaproject.bin") or name.startswith("Basic/") for name in names):
        raise ValidationError("Ce fichier contient des macros, qui sont des programmes\u00a0: enregistrez-le sans elles, ou en PDF.")
    if declared in MIMETYPES:
        return declared, MIMETYPES[declared]
    return next((found for part, found in PARTS.items() if part in names), None)


def _image(file):
    file.seek(0)
    try:
        image = Image.open(file, formats=tuple(IMAGES))
        image.verify()
    except Exception:  # decoders raise whatever they meet in a damaged file
        return None
    return IMAGES[image.format]


class AttachmentFormField(forms.FileField):
    """An upload that knows what it is: `attachment`, an Attachment, stands on the file."""

    def to_python(self, data):
        """The file, judged by its content."""
        file = super().to_python(data)
        if file:
            file.attachment = read(file)
        return file

"""What documents are made with: a chapter or a file made by another release of it is not used again."""

from functools import cache
from hashlib import sha256
from importlib.metadata import version

from django.conf import settings

MADE_WITH = (
    "templates/**/*.html",
    "static/css/pdf.css",
    "network/documents/*.py",
    "network/ui/**/*.py",
    "*/documents.py",
    "*/documents/*.py",
)


@cache
def release():
    """A short fingerprint of templates, stylesheet, code and WeasyPrint, read once a process."""
    digest = sha256(version("weasyprint").encode())
    for pattern in MADE_WITH:
        for path in sorted(settings.BASE_DIR.glob(pattern)):
            digest.update(str(path.relative_to(settings.BASE_DIR)).encode() + path.read_bytes())
    return digest.hexdigest()[:12]

"""Templates: none forgotten, none that reads a variable nobody gives."""

import re
from pathlib import Path

from django.conf import settings
from django.template import engines

from network.directory.release import FOLDERS

TEMPLATES = settings.BASE_DIR / "templates"
# Names that Django and its packages look up by themselves.
OVERRIDDEN = re.compile(
    r"^(400|403|403_csrf|404|429|500)\.html$|^(account|allauth|mfa|usersessions|admin|bootstrap5|django|import_export)/"
)


def _names():
    return sorted(str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*") if path.is_file())


def _text():
    files = (p for folder in FOLDERS for p in (settings.BASE_DIR / folder).rglob("*") if p.suffix in {".py", ".html", ".txt", ".svg"})
    return "\n".join(path.read_text() for path in files)


def test_every_template_compiles():
    engine = engines["django"]
    for name in _names():
        engine.get_template(name)


def test_every_template_is_used():
    text = _text()
    # An e-mail's template is named without its ending; one template may be chosen by a part of its name.
    unused = [n for n in _names() if not OVERRIDDEN.match(n) and f'"{n}' not in text and f'"{Path(n).with_suffix("")}"' not in text]
    assert unused == []


def test_no_template_is_written_for_one_network():
    words = ("Pays de la Loire", "Paysdelaloire", "coopération internationale des Pays")
    assert [n for n in _names() if any(w in (TEMPLATES / n).read_text() for w in words)] == []


def test_nothing_is_inline_in_a_template():
    inline = re.compile(
        r"""\sstyle=["']|\son(click|load|error|submit|change|input|focus|blur|key\w+|mouse\w+)=|<style(?![^>]*nonce)|<script(?![^>]*(src=|application/(ld\+)?json))"""
    )
    pages = [n for n in _names() if "/email/" not in n and "/pdf/" not in n]
    assert [n for n in pages if inline.search((TEMPLATES / n).read_text())] == []

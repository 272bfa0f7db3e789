"""The rows of the PDF: the directory made by the worker's code, beside the same pages as one plain WeasyPrint document."""

import re
import resource
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from time import perf_counter

from django.conf import settings
from django.http import QueryDict

from actors.models import Actor
from network.documents import services
from network.documents.kinds import get_kind
from network.documents.making import Pages, make
from network.documents.press import Job, press, statics, typefaces

BODY = re.compile(r"<body[^>]*>(.*)</body>", re.S)
# The reference, in a process of its own so that its memory is its own: stylesheet and typefaces read, then one document.
SERIAL = """
import sys, time
from pathlib import Path
from weasyprint import HTML
from network.documents.rendering import VARIANT, Setting, Shelf
html, target, folders, base = Path(sys.argv[1]).read_text(), sys.argv[2], eval(sys.argv[3]), sys.argv[4]
setting = Setting(base, folders)
start = time.perf_counter()
document = HTML(string=html, base_url=base, url_fetcher=Shelf(base, folders), media_type="print").render(
    font_config=setting.fonts, stylesheets=setting.css, pdf_variant=VARIANT, optimize_images=True, dpi=200)
document.write_pdf(target, pdf_variant=VARIANT, optimize_images=True, dpi=200)
memory = next(line for line in open("/proc/self/status") if line.startswith("VmHWM")).split()[1]
print(time.perf_counter() - start, len(document.pages), memory)
"""


def measure(report, total):
    """Prints the rows of the directory's PDF at `total` actors."""
    with tempfile.TemporaryDirectory() as folder:
        settings.MEDIA_ROOT = Path(folder) / "media"
        settings.DOCUMENTS = {**settings.DOCUMENTS, "folder": Path(folder) / "documents"}
        serial, pages, memory = _serial(Path(folder))
        _ready(Path(folder))
        with Watch() as watch:
            first, document = _made()
        report.line(f"{total} : annuaire en PDF, en parallèle / en série", first / serial, 0.6, detail=_detail(first, document.pages))
        report.line(
            f"{total} : pages du document / de la référence", document.pages / pages, None, detail=f"{serial / pages * 1000:.0f} ms la page"
        )
        actor = Actor.objects.published().order_by("name")[total // 2]
        Actor.objects.filter(pk=actor.pk).update(presentation=actor.presentation + " Nous agissons aussi ailleurs.")
        again, document = _made()
        report.line(f"{total} : après un acteur modifié / en série", again / serial, 0.2, detail=_detail(again, document.pages))
        report.line(f"{total} : mémoire d’un chapitre", watch.largest, 300.0, unit="Mo")
        report.line(f"{total} : mémoire de la référence", memory / 1024, None, unit="Mo")
        press.stop()


def measure_report(report, total):
    """Prints the rows of the observatory's report at `total` projects: the whole region, then one country."""
    with tempfile.TemporaryDirectory() as folder:
        settings.MEDIA_ROOT = Path(folder) / "media"
        settings.DOCUMENTS = {**settings.DOCUMENTS, "folder": Path(folder) / "documents"}
        _ready(Path(folder))
        for what, address in (("d’un pays", "pays=benin"), ("de la région", "")):
            with Watch() as watch:
                seconds, document = _made("rapport-observatoire", address)
            report.line(f"{total} : rapport {what}, secondes", seconds, None, unit="s", detail=_detail(seconds, document.pages))
            report.line(f"{total} : mémoire d’un chapitre du rapport {what}", watch.largest, 400.0, unit="Mo")
            report.line(f"{total} : chapitres du rapport {what} imprimés ensemble", watch.together, 2, least=True, unit="")
        press.stop()
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    report.line(f"{total} : mémoire du worker qui compose", own, None, unit="Mo")


def _ready(folder):
    """A worker has its printing process open, stylesheet and typefaces read: so has the reference when its time starts."""
    list(press.run([Job(folder / "ready.pdf", html="<html lang='fr'><title>Essai</title><p>Essai</p></html>")]))


def _made(kind="annuaire", address=""):
    start = perf_counter()
    document = services.request_document(kind=kind, data=QueryDict(address))
    make(document.pk)
    document.refresh_from_db()
    if not document.is_ready:
        raise RuntimeError(document.error)
    return perf_counter() - start, document


def _serial(folder):
    kind = get_kind("annuaire")
    book = kind.compose(kind.clean(QueryDict()))
    pages = Pages()
    pages.numbers = _Any()
    parts = [book.cover, *book.front(pages), *book.chapters, *book.back(pages)]
    bodies = [BODY.search(part.html()).group(1) for part in parts]
    whole = re.sub(BODY, lambda match: match.group(0).replace(match.group(1), "".join(bodies)), parts[0].html(), count=1)
    (folder / "serial.html").write_text(whole)
    places = {settings.STATIC_URL: statics(), "/typefaces/": [("", str(typefaces()))]}
    command = [sys.executable, "-c", SERIAL, folder / "serial.html", folder / "serial.pdf", repr(places), settings.SITE_URL + "/"]
    said = subprocess.run(command, capture_output=True, text=True, check=True, cwd=settings.BASE_DIR).stdout.split()  # noqa: S603
    return float(said[0]), int(said[1]), int(said[2])


class _Any(dict):
    def __missing__(self, key):
        return 1


class Watch(threading.Thread):
    """Looks at the children of the printing process while they work (Linux).

    `largest` is the most memory that one held, in MB; `together` how many were there at one time at most.
    """

    def __init__(self):
        super().__init__(daemon=True)
        self.largest, self.together, self.over = 0.0, 0, threading.Event()

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *error):
        self.over.set()
        self.join()

    def run(self):
        """Twenty looks a second."""
        while not self.over.wait(0.05):
            if press.process:
                children = Path(f"/proc/{press.process.pid}/task/{press.process.pid}/children")
                found = _read(children).split()
                self.together = max(self.together, len(found))
                for child in found:
                    if held := re.search(r"VmHWM:\s+(\d+)", _read(Path(f"/proc/{child}/status"))):
                        self.largest = max(self.largest, int(held.group(1)) / 1024)


def _read(path):
    try:
        return path.read_text()
    except OSError:
        return ""


def _detail(duration, pages):
    return f"{duration:.1f} s, {pages} pages, {duration / pages * 1000:.0f} ms la page"

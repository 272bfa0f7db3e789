"""From HTML to the pages of a PDF: the only file that knows WeasyPrint.

It runs in a process of its own (`printer.py`), without Django and without a network. What is made here is one *part*: a whole
small document, or a chapter that `binding.py` puts together with others.
"""

import json
import logging
import time
from email.message import EmailMessage
from mimetypes import guess_type
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pydyf
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

VARIANT = "pdf/ua-1"
BOOK = "@page { @bottom-right { content: none } }"  # the folio of a chapter is written once all chapters are there
LARGEST = 8_000_000  # bytes of one image or stylesheet
SAMPLE = """<html lang="fr"><title>Essai</title><body class="pdf"><h1>Index</h1><div class="pdf-columns"><p>L’<b>eau</b>, <i>l’école</i>
<a href="renvoi:a">12</a></p></div><table><tr><td>1</td></tr></table></body></html>"""


class Refused(ValueError):
    """An address that a document may not read."""


class Shelf(URLFetcher):
    """What a document may read: the portal's static files, its typefaces, and its own media. Nothing else, from nowhere.

    An address is looked up by its path under `base`, never asked from a server; a file must lie inside its folder once
    links are followed. What is refused is left out of the document and listed in `refused`.
    """

    def __init__(self, base, folders, media=None):
        super().__init__(allow_redirects=False, allowed_protocols=())
        self.base, self.folders, self.media, self.refused = base, folders, media or {}, []

    def fetch(self, url, headers=None):
        """The file behind `url`; raises Refused, which WeasyPrint takes as an image or a stylesheet that is missing."""
        try:
            path = self.find(url)
        except (Refused, OSError, ValueError) as error:
            self.refused.append(url[:200])
            raise Refused(str(error)) from None
        answer = EmailMessage()
        answer["Content-Type"] = guess_type(path.name)[0] or "application/octet-stream"
        return URLFetcherResponse(url, path.read_bytes(), answer)

    def find(self, url):
        """The Path of a readable file, or Refused."""
        origin, asked = urlsplit(self.base), urlsplit(url)
        if (asked.scheme, asked.netloc) != (origin.scheme, origin.netloc):
            raise Refused(f"not ours: {asked.scheme}")
        name = unquote(asked.path)
        if name in self.media:
            return self._whole(Path(self.media[name]))
        for prefix, roots in self.folders.items():
            if name.startswith(prefix):
                for under, root in roots:
                    inner = name[len(prefix) :]
                    if inner.startswith(under) and (found := self._inside(Path(root), inner[len(under) :].lstrip("/"))):
                        return self._whole(found)
        raise Refused("no such file")

    def _inside(self, root, name):
        path = (root / name).resolve()
        return path if "\0" not in name and path.is_relative_to(root.resolve()) and path.is_file() else None

    def _whole(self, path):
        if not path.is_file() or path.stat().st_size > LARGEST:
            raise Refused("not a file of a fit size")
        return path


class Setting:
    """Stylesheet and typefaces, read once for all the parts that follow."""

    def __init__(self, base, folders):
        self.base, self.folders = base, folders
        self.fonts = FontConfiguration()
        shelf = Shelf(base, folders)
        self.css = [self._sheet(shelf, path) for path in ("typefaces/faces.css", "static/css/pdf.css")]
        self.book = [*self.css, CSS(string=BOOK, base_url=base, url_fetcher=shelf, font_config=self.fonts)]

    def _sheet(self, shelf, path):
        return CSS(string=shelf.find(self.base + path).read_text(), base_url=self.base + path, url_fetcher=shelf, font_config=self.fonts)

    def warm(self):
        """Lay out a few words: whoever is forked afterwards finds typefaces and modules loaded."""
        source = HTML(string=SAMPLE, base_url=self.base, url_fetcher=Shelf(self.base, self.folders), media_type="print")
        source.write_pdf(font_config=self.fonts, stylesheets=self.book, pdf_variant=VARIANT)

    def part(self, html, target, *, chapter=False, media=None, told=lambda pages: None):
        """Write `html` as a tagged PDF at `target`, and what the binder needs to know of it beside it (`.json`).

        `told(pages)` is called as pages are laid out. Returns those facts.
        """
        shelf = Shelf(self.base, self.folders, media)
        notes = _Notes(told)
        with notes:
            sheets = self.book if chapter else self.css
            source = HTML(string=html, base_url=self.base, url_fetcher=shelf, media_type="print")
            document = source.render(font_config=self.fonts, stylesheets=sheets, pdf_variant=VARIANT, optimize_images=True, dpi=200)
            for page in document.pages:  # an element inside a link would be a second link, outside of the tags
                page.links = [link for link in page.links if link[3].element_tag == "a"]
            facts = {
                "pages": len(document.pages),
                "anchors": {name: number for number, page in enumerate(document.pages) for name in page.anchors},
                "plain": [n for n, page in enumerate(document.pages) if page._page_box.page_type.name in ("cover", "cert")],
                "outline": _outline(document.make_bookmark_tree(scale=0.75, transform_pages=True)),
            }
            document.write_pdf(target, pdf_variant=VARIANT, optimize_images=True, dpi=200, finisher=_finish(Path(target).stem))
        facts["warnings"] = notes.lines + [f"refused: {url}" for url in shelf.refused]
        Path(f"{target}.json").write_text(json.dumps(facts))
        return facts


class _Notes(logging.Handler):
    """What WeasyPrint says while it works: pages laid out, things that it could not do."""

    def __init__(self, told):
        super().__init__()
        self.lines, self.told, self.last = [], told, 0.0

    def __enter__(self):
        for name, level in (("weasyprint", logging.WARNING), ("weasyprint.progress", logging.INFO)):
            logger = logging.getLogger(name)
            logger.handlers, logger.propagate = [self], False
            logger.setLevel(level)
        return self

    def __exit__(self, *error):
        for name in ("weasyprint", "weasyprint.progress"):
            logging.getLogger(name).handlers = [logging.NullHandler()]

    def emit(self, record):
        """Count pages, at most four times a second; keep the first twenty warnings."""
        if record.name != "weasyprint.progress":
            self.lines = [*self.lines, record.getMessage()[:300]][:20]
        elif "layout - Page" in str(record.msg) and time.monotonic() - self.last > 0.25:
            self.last = time.monotonic()
            self.told(record.args[0] if record.args else 0)


def _outline(tree):
    return [[title, place, _outline(children)] for title, place, children, _ in tree]


def _finish(name):
    """Mends the tagged PDF before it is written: what PDF/UA wants and WeasyPrint leaves out.

    Running heads and feet become artifacts; a link is described by its words; identifiers of table headings, unique
    once chapters are bound (`name`), are listed in the tree where readers look for them.
    """

    def finish(document, pdf):
        root = _resolve(pdf, pdf.catalog["StructTreeRoot"])
        _describe_links(document)
        identifiers = _name_headings(pdf, name)
        _mark_artifacts(pdf, root)
        if identifiers:
            root["IDTree"] = pydyf.Dictionary({"Names": pydyf.Array(item for pair in sorted(identifiers.items()) for item in pair)})

    return finish


def _resolve(pdf, reference):
    return pdf.objects[int(reference.split()[0])]


def _describe_links(document):
    for page in document.pages:
        for kind, _, _, box in page.links:
            if kind != "attachment" and box.link_annotation and box.element is not None:
                words = " ".join("".join(box.element.itertext()).split())
                if title := box.element.get("title") or words:
                    box.link_annotation["Contents"] = pydyf.String(title)


def _name_headings(pdf, name):
    identifiers = {}
    for item in pdf.objects:
        if isinstance(item, pydyf.Dictionary) and item.get("S") in ("/TH", "/TD"):
            if "ID" in item:
                item["ID"] = pydyf.String(f"{name}-{item['ID'].string}")
                identifiers[item["ID"].data] = item.reference
            if headers := item["A"].get("Headers"):
                item["A"]["Headers"] = pydyf.Array(pydyf.String(f"{name}-{h.string}") for h in headers)
    return identifiers


def _mark_artifacts(pdf, root):
    """Content whose structure element hangs on no branch of the tree is in the margins: it is not read aloud."""
    reached, waiting = set(), list(root["K"])
    while waiting:
        item = waiting.pop()
        if isinstance(item, bytes) and item not in reached:
            reached.add(item)
            element = _resolve(pdf, item)
            waiting += element.get("K", []) if isinstance(element, pydyf.Dictionary) else []
    pages = [_resolve(pdf, reference) for reference in pdf.page_references]
    numbers = _resolve(pdf, root["ParentTree"])["Nums"]
    for page, elements in zip(pages, numbers[1::2], strict=False):
        margins = {mcid for mcid, element in enumerate(elements) if element not in reached}
        drawn = _resolve(pdf, page["Contents"]).stream
        for at, operator in enumerate(drawn):
            if operator == b"BDC" and drawn[at - 1].get("MCID") in margins:
                drawn[at - 2 : at] = ["/Artifact", pydyf.Dictionary({"Type": "/Pagination"})]
        for mcid in margins:
            elements[mcid] = b"null"

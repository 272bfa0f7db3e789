"""Chapters into one PDF: pages, tags, links, outline, one copy of each typeface and image, and the folios."""

import json
from hashlib import sha256
from pathlib import Path

from pikepdf import Array, Dictionary, Name, ObjectStreamMode, OutlineItem, Pdf, Stream, String, make_page_destination

from network.documents.faces import Face

ELSEWHERE = "renvoi:"  # how a chapter writes a link to an anchor of another: <a href="renvoi:acteur-12">
FOLIO = "Source-Sans-3-Variable"
MM = 72 / 25.4


def bind(parts, target, *, typefaces, folios=True):
    """Bind `parts`, paths of PDFs each with its facts beside it (`.json`), into `target`.

    The first part gives title and language. `typefaces` is the folder that `typefaces.prepare` made. Every page but
    covers gets « page x sur y » when `folios`. Returns the number of pages.
    """
    facts = [json.loads(Path(f"{path}.json").read_text()) for path in parts]
    with Pdf.open(parts[0]) as book:
        binder = _Binder(book, Path(typefaces))
        binder.add(book, facts[0])
        chapters = []  # stay open: pages are read from them when the book is saved
        for path, known in zip(parts[1:], facts[1:], strict=True):
            chapters.append(Pdf.open(path))
            binder.add(chapters[-1], known)
        binder.finish(folios)
        book.save(target, object_stream_mode=ObjectStreamMode.generate)
        for chapter in chapters:
            chapter.close()
        return len(book.pages)


class _Binder:
    def __init__(self, book, typefaces):
        self.book, self.typefaces = book, typefaces
        self.known = json.loads((typefaces / "faces.json").read_text())
        self.top = book.Root.StructTreeRoot.K[0]
        self.keys = 0  # of the parent tree, so far
        self.parents, self.names, self.identifiers, self.outline, self.plain = [], [], [], [], set()
        self.faces, self.images, self.shared = {}, {}, set()

    def add(self, chapter, facts):
        """Take over the pages of `chapter`, or the book's own when it is the book."""
        book, own = self.book, chapter is self.book
        start = 0 if own else len(book.pages)
        if not own:
            book.pages.extend(chapter.pages)
        pages = [book.pages[number].obj for number in range(start, len(book.pages))]
        self._tags(self._taken(chapter, chapter.Root.StructTreeRoot), pages)
        if "/Names" in chapter.Root and "/Dests" in chapter.Root.Names:
            self.names += _pairs(self._taken(chapter, chapter.Root.Names.Dests.Names))
        self.outline += [self._item(entry, start) for entry in facts["outline"]]
        self.plain |= {start + number for number in facts["plain"]}
        self._share(pages[0].Resources)

    def finish(self, folios):
        """Write what belongs to the whole: parent tree, names, outline, typefaces, folios."""
        book = self.book
        root = book.Root.StructTreeRoot
        root.ParentTree = book.make_indirect(Dictionary(Nums=Array(self.parents)))
        if self.identifiers:
            root.IDTree = book.make_indirect(Dictionary(Names=_sorted(self.identifiers)))
        if self.names:
            book.Root.Names = Dictionary(Dests=Dictionary(Names=_sorted(self.names)))
        with book.open_outline() as outline:
            outline.root[:] = self.outline
        if folios and FOLIO in self.faces:
            self._folios()
        for face in self.faces.values():
            face.write(book, self.typefaces)

    def _taken(self, chapter, thing):
        """`thing` of a chapter, in the book; what it says of pages and notes points to those already taken."""
        return thing if chapter is self.book else self.book.copy_foreign(thing if thing.is_indirect else chapter.make_indirect(thing))

    def _tags(self, root, pages):
        if root.K[0].objgen != self.top.objgen:
            for element in root.K[0].K:
                element.P = self.top
                self.top.K.append(element)
        for key, value in _pairs(root.ParentTree.Nums):
            self.parents += [int(key) + self.keys, value]
        if "/IDTree" in root:
            self.identifiers += _pairs(root.IDTree.Names)
        for page in pages:
            page.StructParents = int(page.StructParents) + self.keys
            for note in page.get("/Annots", []):
                if "/StructParent" in note:
                    note.StructParent = int(note.StructParent) + self.keys
                if "/A" in note and str(note.A.get("/URI", "")).startswith(ELSEWHERE):
                    note.Dest = String(str(note.A.URI).removeprefix(ELSEWHERE))
                    del note.A
        self.keys = len(self.parents) // 2

    def _item(self, entry, start):
        title, (page, x, y), children = entry
        item = OutlineItem(title, make_page_destination(self.book, start + page, "XYZ", left=x, top=y))
        item.children += [self._item(child, start) for child in children]
        item.is_closed = bool(children)
        return item

    def _share(self, resources):
        """One object for a typeface or an image that several chapters bring."""
        fonts = resources.get("/Font", Dictionary())
        known = fonts.is_indirect and fonts.objgen in self.shared  # drawings of a chapter have its own list of typefaces
        self.shared.add(fonts.objgen)
        for key, font in [] if known else list(fonts.items()):
            name = str(font.BaseFont).partition("+")[2]
            if name in self.known and font.Encoding == Name("/Identity-H"):
                face = self.faces.setdefault(name, Face(key, font, self.known[name]))
                face.learn(font)
                fonts[key] = face.font
        things = resources.get("/XObject", {})
        for key, thing in list(things.items()):
            if thing.get("/Subtype") == Name("/Image"):
                digest = sha256(thing.read_raw_bytes()).digest()
                things[key] = self.images.setdefault(digest, thing)
            elif "/Resources" in thing:
                self._share(thing.Resources)

    def _folios(self):
        """« page x sur y » at the foot of each page, drawn as an artifact where the stylesheet would write it."""
        total, face = len(self.book.pages), self.faces[FOLIO]
        for number, page in enumerate(self.book.pages):
            if number in self.plain:
                continue
            glyphs, width = face.spell(f"page {number + 1} sur {total}")
            x = 190 * MM - width * 9 / 1000
            drawn = (
                f"/Artifact <</Type /Pagination /Subtype /Footer>> BDC q 0.086 0.141 0.184 rg BT {face.key} 9 Tf "
                f"1 0 0 -1 {x:.2f} {286.97 * MM:.2f} Tm <{glyphs}> Tj ET Q EMC"
            )
            page.contents_add(Stream(self.book, drawn.encode()))
            page.Resources.Font[face.key] = face.font


def _pairs(array):
    items = list(array)
    return list(zip(items[::2], items[1::2], strict=True))


def _sorted(pairs):
    """The content of a name tree, in the order in which readers search it."""
    return Array([item for name, thing in sorted(pairs, key=lambda pair: bytes(pair[0])) for item in (name, thing)])

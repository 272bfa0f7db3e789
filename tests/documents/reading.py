"""Reading a PDF as a reader or a screen reader would: text of pages, tags, links, typefaces."""

import re
from dataclasses import dataclass

import pikepdf
from pikepdf import Dictionary, Name, Operator

MAPPED = re.compile(rb"<([0-9a-fA-F]{4})> <([0-9a-fA-F]*)>")
SHOWS = {Operator("TJ"), Operator("Tj")}


@dataclass
class Drawn:
    """What one page draws: (marked-content number or None, whether it is an artifact, text)."""

    runs: list

    @property
    def text(self):
        """All of it, in the order in which it is drawn."""
        return " ".join(text for _, _, text in self.runs)

    @property
    def read(self):
        """What a screen reader says: without the artifacts."""
        return " ".join(text for _, artifact, text in self.runs if not artifact)


def drawn(page):
    """The Drawn of a pikepdf page."""
    fonts = {}
    for key, font in page.Resources.get("/Font", {}).items():
        pairs = MAPPED.findall(font.ToUnicode.read_bytes())
        fonts[key] = {int(glyph, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for glyph, text in pairs}
    runs, stack, letters = [], [], {}
    for operands, operator in pikepdf.parse_content_stream(page):
        if operator == Operator("BDC"):
            properties = operands[1] if isinstance(operands[1], Dictionary) else {}
            stack.append((operands[0] == Name("/Artifact"), properties.get("/MCID")))
        elif operator == Operator("BMC"):
            stack.append((operands[0] == Name("/Artifact"), None))
        elif operator == Operator("EMC"):
            stack.pop()
        elif operator == Operator("Tf"):
            letters = fonts[str(operands[0])]
        elif operator in SHOWS:
            pieces = operands[0] if operator == Operator("TJ") else [operands[0]]
            codes = b"".join(bytes(piece) for piece in pieces if isinstance(piece, pikepdf.String))
            text = "".join(letters.get(int.from_bytes(codes[at : at + 2]), "\ufffd") for at in range(0, len(codes), 2))
            numbers = [number for _, number in stack if number is not None]
            runs.append((int(numbers[-1]) if numbers else None, any(artifact for artifact, _ in stack), text))
    assert not stack, "marked content that never ends"
    return Drawn(runs)


def texts(pdf):
    """The text of each page."""
    return [drawn(page).text for page in pdf.pages]


def places(pdf):
    """{name: page number from 1} of the named destinations."""
    names = list(pdf.Root.Names.Dests.Names)
    numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
    return {str(name): numbers[place[0].objgen] for name, place in zip(names[::2], names[1::2], strict=True)}


def outline(pdf):
    """{title: page number from 1} of the bookmarks, all levels."""
    numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
    found = {}
    with pdf.open_outline() as tree:
        waiting = list(tree.root)
        while waiting:
            item = waiting.pop(0)
            found[item.title] = numbers[item.destination[0].objgen]
            waiting += item.children
    return found


def elements(pdf):
    """Every structure element under the document, with its parent, in reading order."""
    waiting = [(pdf.Root.StructTreeRoot.K[0], pdf.Root.StructTreeRoot)]
    while waiting:
        element, parent = waiting.pop()
        yield element, parent
        kids = [kid for kid in element.get("/K", []) if isinstance(kid, Dictionary) and kid.get("/S") is not None]
        waiting += [(kid, element) for kid in reversed(kids)]


def faults(pdf):
    """What keeps a file from being a well tagged PDF/UA-1, in words; an empty list is what one wants."""
    found = []
    root = pdf.Root
    wanted = {
        "marked": root.get("/MarkInfo", {}).get("/Marked") is True,
        "language": str(root.get("/Lang", "")) == "fr",
        "title shown": root.get("/ViewerPreferences", {}).get("/DisplayDocTitle") is True,
        "title": bool(str(pdf.docinfo.get("/Title", ""))),
        "identified as PDF/UA-1": b"pdfuaid" in root.Metadata.read_bytes(),
    }
    found += [f"not {what}" for what, so in wanted.items() if not so]
    nums = list(root.StructTreeRoot.ParentTree.Nums)
    keys = [int(key) for key in nums[::2]]
    parents = dict(zip(keys, nums[1::2], strict=True))
    if keys != sorted(set(keys)):
        found.append("parent tree out of order")
    alive = {}
    for element, parent in elements(pdf):
        alive[element.objgen] = element
        if element.P.objgen != parent.objgen:
            found.append(f"{element.S} does not know its parent")
        if str(element.S) == "/Figure" and not str(element.get("/Alt", "")):
            found.append("figure without a description")
    for number, page in enumerate(pdf.pages, 1):
        mine = parents[int(page.obj.StructParents)]
        for mcid, artifact, text in drawn(page).runs:
            if not artifact and (mcid is None or mine[mcid] is None or mine[mcid].objgen not in alive):
                found.append(f"page {number}: « {text} » is neither tagged nor an artifact")
        for note in page.obj.get("/Annots", []):
            element = parents.get(int(note.StructParent))
            if element is None or element.objgen not in alive or str(element.S) != "/Link":
                found.append(f"page {number}: a link outside the tree")
            if not str(note.get("/Contents", "")):
                found.append(f"page {number}: a link without words")
        if page.obj.get("/Tabs") != Name("/S"):
            found.append(f"page {number}: no reading order for its links")
        for font in page.Resources.get("/Font", {}).values():
            descriptor = font.DescendantFonts[0].FontDescriptor
            if "/FontFile2" not in descriptor and "/FontFile3" not in descriptor:
                found.append(f"{font.BaseFont} is not embedded")
    return found

"""A typeface in a bound PDF: one font object for all chapters, with the glyphs that each of them uses."""

import re

from pikepdf import Array, Stream

MAPPED = re.compile(rb"<([0-9a-fA-F]{4})> <([0-9a-fA-F]*)>")
CMAP = b"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
%s
endcmap
CMapName currentdict /CMap defineresource pop
end
end"""


class Face:
    """The font object `font`, known in pages as `key`; `known` is its entry of `faces.json`."""

    def __init__(self, key, font, known):
        self.key, self.font, self.known = key, font, known
        self.widths, self.letters = {}, {}

    def learn(self, font):
        """Take over the widths and the letters of a chapter's own font object: glyphs have the same numbers in all."""
        entries = list(font.DescendantFonts[0].W)
        for first, widths in zip(entries[::2], entries[1::2], strict=True):
            for glyph, width in enumerate(widths, int(first)):
                self.widths.setdefault(glyph, width)
        for glyph, letters in MAPPED.findall(font.ToUnicode.read_bytes()):
            self.letters.setdefault(int(glyph, 16), letters)

    def spell(self, text):
        """(glyphs in hexadecimal, width in 1/1000 em) of an ASCII text."""
        glyphs, advances = self.known["glyphs"], self.known["advances"]
        for letter in text:
            self.widths.setdefault(glyphs[letter], advances[letter])
            self.letters.setdefault(glyphs[letter], f"{ord(letter):04x}".encode())
        return "".join(f"{glyphs[letter]:04x}" for letter in text), sum(advances[letter] for letter in text)

    def write(self, book, folder):
        """Put the whole typeface in the place of the first chapter's excerpt."""
        bare = (folder / self.known["bare"]).read_bytes()
        descendant = self.font.DescendantFonts[0]
        descendant.FontDescriptor.FontFile2 = Stream(book, bare, Length1=len(bare))
        descendant.W = Array([item for glyph in sorted(self.widths) for item in (glyph, Array([self.widths[glyph]]))])
        lines = [b"<%04x> <%s>" % pair for pair in sorted(self.letters.items())]
        blocks = [lines[at : at + 100] for at in range(0, len(lines), 100)]
        mapped = b"\n".join(b"%d beginbfchar\n%s\nendbfchar" % (len(block), b"\n".join(block)) for block in blocks)
        self.font.ToUnicode = Stream(book, CMAP % mapped)

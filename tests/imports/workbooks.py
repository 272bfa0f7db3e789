"""Workbooks for the tests, honest and not."""

import io
import re
import zipfile

from openpyxl import Workbook

CONTENT = "[Content_Types].xml"
SHEET = "xl/worksheets/sheet1.xml"


def workbook(*rows, prepare=None):
    """The octets of an XLSX with those rows; `prepare` may add to its sheet."""
    book = Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    if prepare:
        prepare(sheet)
    octets = io.BytesIO()
    book.save(octets)
    return octets.getvalue()


def changed(octets, *, parts=None, add=None):
    """The workbook with some parts put through `parts[name](octets)`, and others added."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(octets)) as before, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            after.writestr(name, (parts or {}).get(name, lambda part: part)(before.read(name)))
        for name, part in (add or {}).items():
            after.writestr(name, part)
    return result.getvalue()


def shared(octets):
    """The workbook as spreadsheets write it: its texts in a part of their own."""
    texts = []

    def moved(found):
        texts.append(found[1])
        return b't="s"><v>%d</v>' % (len(texts) - 1)

    sheet = re.compile(rb't="inlineStr"><is><t>(.*?)</t></is>', re.S)
    strings = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    kind = b'<Override PartName="/xl/sharedStrings.xml" ContentType="%b"/>' % strings
    parts = {SHEET: lambda part: sheet.sub(moved, part), CONTENT: lambda part: part.replace(b"</Types>", kind + b"</Types>")}
    octets = changed(octets, parts=parts)
    namespace = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    strings = b"".join(b"<si><t>%b</t></si>" % text for text in texts)
    return changed(octets, add={"xl/sharedStrings.xml": b'<?xml version="1.0" encoding="UTF-8"?><sst %b>%b</sst>' % (namespace, strings)})

"""The documents of the directory: the directory itself, and the sheet of one actor."""

from actors.documents.directory import DirectoryPdf
from actors.documents.sheet import SheetPdf
from network.documents.kinds import register

register(DirectoryPdf())
register(SheetPdf())

"""The document of the observatory: its report."""

from network.documents.kinds import register
from observatory.documents.report import ReportPdf

register(ReportPdf())

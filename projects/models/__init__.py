"""Missions 1 and 3: what the actors of the region do in the world, with whom and with what money."""

from projects.models.funding import Funding, FundingFigure
from projects.models.lists import FundingRow, FundingSource
from projects.models.partner import PartnerOrganisation, Partnership
from projects.models.project import Place, Project
from projects.models.record import Paper, Picture, Result
from projects.models.scheme import Scheme, SchemePeriod
from projects.models.search import SearchEntry

__all__ = [
    "Funding", "FundingFigure", "FundingRow", "FundingSource", "Paper", "PartnerOrganisation", "Partnership", "Picture", "Place", "Project",
    "Result", "Scheme", "SchemePeriod", "SearchEntry",
]  # fmt: skip

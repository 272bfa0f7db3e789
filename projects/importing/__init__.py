"""Lists of funders imported by the team: read, matched with what the portal knows, written or put to a person."""

from network.imports.kinds import register
from projects.importing.kind import FundersList

register(FundersList())

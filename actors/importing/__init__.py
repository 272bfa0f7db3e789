"""Sheets imported by the team from a file: what it may say, how a line is read, compared with the directory, written."""

from actors.importing.kind import ActorImport
from network.imports.kinds import register

register(ActorImport())

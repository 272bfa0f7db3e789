"""The team's desk of projects and schemes."""

from projects.admin import schemes

__all__ = ["schemes"]

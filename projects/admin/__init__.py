"""The team's desk of projects and schemes."""

from projects.admin import projects, schemes

__all__ = ["projects", "schemes"]

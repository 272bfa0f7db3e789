"""The team's desk of projects and schemes."""

from projects.admin import lists, projects, schemes

__all__ = ["lists", "projects", "schemes"]

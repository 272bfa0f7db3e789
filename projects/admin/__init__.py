"""The team's desk of projects and schemes."""

from projects.admin import lists, organisations, projects, schemes

__all__ = ["lists", "organisations", "projects", "schemes"]

"""Everything that the API lists. One more list is one more line."""

from portal.api.actors import actors
from portal.api.figures import figures
from portal.api.projects import projects
from portal.api.schemes import schemes

RESOURCES = {resource.name: resource for resource in (actors, projects, schemes, figures)}

"""The directory's list and map."""

from network.directory.views import DirectoryView
from projects.listing import directory


class ProjectList(DirectoryView):
    """/projets/"""

    directory = directory

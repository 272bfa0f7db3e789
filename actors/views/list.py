"""The directory's list and map."""

from actors.listing import directory
from network.directory.views import DirectoryView


class ActorList(DirectoryView):
    """/annuaire/"""

    directory = directory

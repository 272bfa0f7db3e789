"""What a person is told when a file cannot be read."""


class UnreadableFile(Exception):
    """The file, or a part of it, cannot be read; the message says why and what to do, in French."""

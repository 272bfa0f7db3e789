"""What may go wrong, said in French to the person at the terminal."""


class BackupError(Exception):
    """The backup or the restoration was not done, and changed nothing unless the message says otherwise."""

"""What a service of this app refuses."""


class CrmError(Exception):
    """The act is refused; the message is for the person."""

"""What a service answers when the act is not possible."""


class MembershipError(Exception):
    """The act is not possible as things stand; the message is for the person."""

"""Links that open something for whoever holds them: what the portal keeps of them opens nothing."""

from hashlib import sha256
from secrets import token_urlsafe


def new_token():
    """A token that nobody guesses, for the address of a link."""
    return token_urlsafe(32)


def token_sum(token):
    """What is kept of it."""
    return sha256(token.encode()).hexdigest()

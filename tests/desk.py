"""What a browser knows of a page of the team's desk: the marks of what it shows."""

import re
from html import unescape


def marks(client, address):
    """The hidden marks of the form at `address` and of the lines below it, as the browser posts them."""
    return {name: unescape(value) for name, value in re.findall(r'name="((?:[\w-]+-)?seen)" value="([^"]*)"', client.get(address).text)}

"""Merging two sheets of one organisation: what they say, what points to them, how it moves and comes back.

Rows of any app that point to an actor follow by themselves. Those that a constraint binds (« one a year ») need a rule, which
their app registers in its `merging.py` with `actors.merging.rules.register`.
"""

from actors.merging import settled  # noqa: F401 – the rules of this app

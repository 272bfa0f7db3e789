"""The verbs of memberships: call, receive, remind, waive, part; and the two figures others ask for."""

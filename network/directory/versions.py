"""How new the data of a list is: one row read, raised by the transaction that changes the data."""

from django.db import connection


def version(listing):
    """The version of `listing`'s data as seen now (0 before anything was ever written). One primary-key read.

    Each public page asks for it, the kept ones too: the statement is sent as it is, without building a query first.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT version FROM directory_listing WHERE name = %s", [listing])
        found = cursor.fetchone()
    return found[0] if found else 0

"""Days in PostgreSQL."""

from django.db import models


class DateMultiRangeField(models.Field):
    """Several ranges of days (`datemultirange`), written by the triggers and compared in SQL."""

    def db_type(self, connection):
        """PostgreSQL's name of it."""
        return "datemultirange"

"""Reads of e-mails."""

from django.db import models
from django.db.models import Q

from network.notifications.enums import Status, WordingState

WAITING = Q(status__in=[Status.QUEUED, Status.FAILED])


class EmailQuerySet(models.QuerySet):
    """E-mails, read like speech."""

    def due(self, on):
        """Those to send at the moment `on`: never tried, to be tried again, or left by a sender that died before speaking."""
        left = Q(status=Status.SENDING, handed_over_at=None, claimed_until__lt=on)
        return self.filter((WAITING & Q(next_try_at__lte=on)) | left)

    def abandoned_in_mid_sentence(self, on):
        """Handed to the mail server by a sender that died before it could write the answer down."""
        return self.filter(status=Status.SENDING, handed_over_at__isnull=False, claimed_until__lt=on)

    def in_need(self):
        """Those that wait for a person: given up, or that may have left."""
        return self.filter(Q(status=Status.FAILED, next_try_at=None) | Q(status=Status.DOUBTFUL))

    def to_address(self, address):
        """Those written to an address, whatever its case."""
        return self.filter(to__iexact=address.strip())


class WordingQuerySet(models.QuerySet):
    """Rewordings, read like speech."""

    def of(self, kind):
        """Those of a kind of e-mail, named or given."""
        return self.filter(kind=getattr(kind, "name", kind))

    def current(self, kind):
        """The one in use for this kind, or None: the original is."""
        return self.of(kind).filter(state=WordingState.CURRENT).first()

    def draft(self, kind):
        """The one being written for this kind, or None."""
        return self.of(kind).filter(state=WordingState.DRAFT).first()

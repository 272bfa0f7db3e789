"""Choices of memberships and fees."""

from django.db.models import TextChoices


class Measure(TextChoices):
    """What the size of an organisation is read from, for its fee."""

    FLAT = "forfait", "forfait"
    POPULATION = "population", "population"
    BUDGET = "budget", "budget annuel"


class Means(TextChoices):
    """How a fee is paid."""

    TRANSFER = "virement", "virement"
    CHEQUE = "cheque", "chèque"
    MANDATE = "mandat", "mandat administratif"
    CASH = "especes", "espèces"
    HELLOASSO = "helloasso", "HelloAsso"
    CARD = "carte", "carte bancaire"
    OTHER = "autre", "autre moyen"


class DepartureKind(TextChoices):
    """How an organisation leaves the network."""

    RESIGNATION = "demission", "démission"
    EXCLUSION = "radiation", "radiation ou exclusion"


class Body(TextChoices):
    """The body that decided, or took note."""

    BUREAU = "bureau", "bureau"
    BOARD = "ca", "conseil d’administration"
    ASSEMBLY = "ag", "assemblée générale"


class RequestState(TextChoices):
    """Where a request to join stands."""

    WAITING = "waiting", "à traiter"
    ACCEPTED = "accepted", "acceptée"
    REFUSED = "refused", "refusée"


class LineState(TextChoices):
    """What was decided of a line of a bank statement."""

    WAITING = "waiting", "à rapprocher"
    MATCHED = "matched", "rapprochée"
    ASIDE = "aside", "écartée"

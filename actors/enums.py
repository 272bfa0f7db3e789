"""Choices of the directory of actors."""

from django.db.models import TextChoices


class Kind(TextChoices):
    """What sort of organisation an actor is."""

    MUNICIPALITY = "commune", "Commune"
    INTERCOMMUNALITY = "epci", "Intercommunalité"
    DEPARTMENT = "departement", "Département"
    REGION = "region", "Région"
    OTHER_PUBLIC = "autre-public", "Autre organisme public"
    ASSOCIATION = "association", "Association"
    TWINNING = "comite-de-jumelage", "Comité de jumelage"
    FOUNDATION = "fondation", "Fondation ou fonds de dotation"
    LOWER_SECONDARY = "college", "Collège"
    UPPER_SECONDARY = "lycee", "Lycée"
    AGRICULTURAL = "lycee-agricole", "Lycée agricole ou MFR"
    SCHOOL = "ecole", "École"
    UNIVERSITY = "superieur", "Université ou grande école"
    RESEARCH = "recherche", "Organisme de recherche"
    HOSPITAL = "hopital", "Hôpital"
    COMPANY = "entreprise", "Entreprise"
    COOPERATIVE = "cooperative", "Coopérative"


class Way(TextChoices):
    """Ways of acting."""

    PROJECT = "projet", "Projet à l’étranger"
    ECSI = "ecsi", "Éducation à la citoyenneté et à la solidarité"
    MOBILITY = "mobilite", "Mobilité internationale"
    SUPPORT = "appui", "Appui et conseil"
    RESEARCH = "recherche", "Recherche"
    TRADE = "echanges", "Échanges économiques"


class Provenance(TextChoices):
    """Where a sheet comes from."""

    DECLARED = "declared", "déclarée par la structure"
    PUBLIC_RECORD = "public_record", "établie d’après des données publiques"


class Role(TextChoices):
    """What a representative may do."""

    MANAGER = "manager", "responsable"
    CONTRIBUTOR = "contributor", "contributeur ou contributrice"


class RepresentationStatus(TextChoices):
    """Where a representation stands."""

    REQUESTED = "requested", "demandée"
    ACTIVE = "active", "active"
    ENDED = "ended", "terminée"


class MembershipState(TextChoices):
    """Where a year's membership stands."""

    CALLED = "called", "appelée"
    PAID = "paid", "réglée"
    WAIVED = "waived", "exonérée"
    CANCELLED = "cancelled", "annulée"


SETTLED = (MembershipState.PAID, MembershipState.WAIVED)  # what makes a member of its actor


class ConsentWay(TextChoices):
    """How a person agreed to be shown: always by their own gesture."""

    ACCOUNT = "account", "dans son espace"
    LINK = "link", "par un lien reçu à son adresse"


class InvitationOutcome(TextChoices):
    """How an invitation ended."""

    ACCEPTED = "accepted", "acceptée"
    DECLINED = "declined", "déclinée"
    CANCELLED = "cancelled", "annulée"

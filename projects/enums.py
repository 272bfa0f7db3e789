"""Choices of projects and schemes."""

from django.db.models import TextChoices


class Progress(TextChoices):
    """How far a project is; empty when its sheet does not say."""

    PREPARING = "preparation", "en préparation"
    UNDER_WAY = "en-cours", "en cours"
    COMPLETED = "termine", "terminé"
    SUSPENDED = "suspendu", "suspendu"
    CANCELLED = "annule", "annulé"


COUNTED = (Progress.UNDER_WAY, Progress.COMPLETED)  # what makes an actor count in the observatory


class PartnerRole(TextChoices):
    """What a partner does in a project."""

    LOCAL = "local", "partenaire sur place"
    OPERATOR = "operateur", "opérateur"
    TECHNICAL = "technique", "appui technique"
    FINANCIAL = "financier", "appui financier"
    EDUCATION = "educatif", "partenaire éducatif"
    OTHER = "autre", "autre rôle"


class PartnershipStatus(TextChoices):
    """Whether a partner said that it takes part. One from a public record, or one abroad, is declared by others."""

    DECLARED = "declared", "déclaré"
    ASKED = "asked", "à confirmer"
    CONFIRMED = "confirmed", "confirmé"
    REFUSED = "refused", "décliné"


TAKING_PART = (PartnershipStatus.DECLARED, PartnershipStatus.CONFIRMED)  # what the public sheet shows


class FigureKind(TextChoices):
    """Which amount of a funding a figure states."""

    ASKED = "asked", "demandé"
    GRANTED = "granted", "accordé"
    PAID = "paid", "versé"


class Origin(TextChoices):
    """Who states a figure."""

    DECLARED = "declared", "déclaré par le porteur"
    FUNDER = "funder", "liste du financeur"
    OPEN_DATA = "open_data", "données publiques"


class Bracket(TextChoices):
    """Size of a budget or of a support, in euros; see `projects_bracket` in PostgreSQL."""

    SMALL = "moins-de-5000", "moins de 5\u00a0000\u00a0€"
    MEDIUM = "5000-a-20000", "de 5\u00a0000 à 20\u00a0000\u00a0€"
    LARGE = "20000-a-100000", "de 20\u00a0000 à 100\u00a0000\u00a0€"
    HUGE = "100000-et-plus", "100\u00a0000\u00a0€ et plus"
    UNKNOWN = "inconnu", "montant non renseigné"


class Audience(TextChoices):
    """Whom a scheme is for, in the words of « Je suis … »."""

    ASSOCIATION = "association", "une association"
    LOCAL_AUTHORITY = "collectivite", "une collectivité"
    SCHOOL = "etablissement", "un établissement scolaire"
    AGRICULTURAL = "agricole", "un établissement agricole"
    HIGHER = "superieur", "un établissement d’enseignement supérieur ou de recherche"
    BUSINESS = "entreprise", "une entreprise"
    YOUTH = "jeune", "un ou une jeune"


class Purpose(TextChoices):
    """What a scheme supports, in the words of « Pour … »."""

    PROJECT = "projet", "un projet à l’étranger"
    DECENTRALISED = "collectivites", "une coopération entre collectivités"
    ECSI = "ecsi", "éduquer à la citoyenneté et à la solidarité"
    MOBILITY = "mobilite", "la mobilité des jeunes"


class PeriodKind(TextChoices):
    """What runs between two dates of a scheme."""

    FILING = "depot", "dépôt des dossiers"
    PHASE = "phase", "phase du dispositif"
    ACTIVITIES = "activites", "activités soutenues"


class RowState(TextChoices):
    """What became of a row of a funder's list that no rule could place."""

    WAITING = "waiting", "à rapprocher"
    JOINED = "joined", "rattachée à un projet"
    CREATED = "created", "nouveau projet"
    IGNORED = "ignored", "ignorée"

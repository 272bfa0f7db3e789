"""Choices of events, groups and registrations."""

from django.db.models import TextChoices


class EventKind(TextChoices):
    """What kind of meeting it is."""

    CONFERENCE = "conference", "Conférence"
    WORKSHOP = "atelier", "Atelier"
    WEBINAR = "webinaire", "Webinaire"
    TRAINING = "formation", "Formation"
    GROUP = "groupe", "Réunion d’un groupe de travail"
    GOVERNANCE = "gouvernance", "Réunion statutaire"
    LARGE = "rencontre", "Grande rencontre"
    INFORMATION = "information", "Réunion d’information"


class Format(TextChoices):
    """How one takes part."""

    IN_PERSON = "presentiel", "Sur place"
    REMOTE = "distance", "À distance"
    HYBRID = "hybride", "Sur place ou à distance"


class Presence(TextChoices):
    """How one person takes part; each has its own places."""

    IN_PERSON = "presentiel", "sur place"
    REMOTE = "distance", "à distance"


class Audience(TextChoices):
    """Who may register."""

    PUBLIC = "public", "Ouvert à tout le monde"
    MEMBERS = "membres", "Réservé aux structures membres"
    GROUP = "groupe", "Réservé au groupe de travail"
    BOARD = "ca", "Réservé au conseil d’administration"
    INVITED = "invites", "Sur invitation"


class EventState(TextChoices):
    """Where an event stands; that it is past is read from its dates."""

    DRAFT = "draft", "brouillon"
    PUBLISHED = "published", "publiée"
    CANCELLED = "cancelled", "annulée"


class RegistrationState(TextChoices):
    """Where a registration stands. `confirmed` and `offered` hold a place; `unverified` holds nothing, not even a rank."""

    UNVERIFIED = "unverified", "adresse à confirmer"
    WAITING = "waiting", "en liste d’attente"
    OFFERED = "offered", "place proposée"
    CONFIRMED = "confirmed", "confirmée"
    CANCELLED = "cancelled", "annulée"


HOLDING = (RegistrationState.CONFIRMED, RegistrationState.OFFERED)
ACTIVE = (*HOLDING, RegistrationState.WAITING)


class CancelCause(TextChoices):
    """Why a registration ended."""

    PERSON = "personne", "par la personne"
    TEAM = "equipe", "par l’équipe"
    LAPSED = "delai", "place proposée restée sans réponse"
    EVENT = "annulation", "rencontre annulée"


class GroupNature(TextChoices):
    """What a working group is about."""

    GEOGRAPHIC = "geographique", "Géographique"
    THEMATIC = "thematique", "Thématique"


class GroupRole(TextChoices):
    """What a person is in a working group."""

    MEMBER = "membre", "membre"
    LEAD = "animation", "animation"


class QuestionKind(TextChoices):
    """How a question asked at registration is answered."""

    SHORT = "court", "réponse courte"
    LONG = "long", "réponse longue"
    CHOICE = "choix", "un choix"
    CHOICES = "plusieurs", "plusieurs choix"
    YES_NO = "oui-non", "oui ou non"


class PaperMoment(TextChoices):
    """When a paper serves."""

    BEFORE = "avant", "avant la rencontre"
    AFTER = "apres", "après la rencontre"


class PaperReaders(TextChoices):
    """Who may read a paper."""

    PUBLIC = "public", "tout le monde"
    REGISTERED = "inscrits", "les personnes inscrites"


class Mark(TextChoices):
    """What was seen of somebody at one slot."""

    PRESENT = "present", "présence"
    ABSENT = "absent", "absence"


class MarkMeans(TextChoices):
    """How a presence was noted."""

    TABLET = "tablette", "cochée à l’accueil"
    QR = "qr", "code QR lu"
    SIGNATURE = "signature", "signature"
    DESK = "bureau", "saisie par l’équipe"


class AnnouncementKind(TextChoices):
    """What those registered are told."""

    CHANGE = "change", "changement"
    CANCELLATION = "cancellation", "annulation"
    MESSAGE = "message", "message"

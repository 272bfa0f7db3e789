"""What published sheets do not say, and whom to call about it: for the team alone, since people are named."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, F, Func, OuterRef, Prefetch, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from actors.enums import RepresentationStatus, Role
from actors.freshness import period
from actors.models import Actor, Contact, Representation
from network.directory.facets import UNKNOWN
from observatory.enums import Sort
from projects.models import Place, Project, SearchEntry


@dataclass(frozen=True)
class Gap:
    """Something that published sheets of a sort lack. `condition()` is the Q of those that lack it today."""

    name: str
    sort: Sort
    title: str
    words: str  # of one sheet
    condition: Callable[[], Q]


def _unconfirmed():
    return Q(confirmed_at=None) | Q(confirmed_at__lt=timezone.now() - period("outdated_after_days"))


def _taking_part():
    return SearchEntry.objects.values(actor=Func(F("actor_ids"), function="unnest"))


GAPS = {
    gap.name: gap
    for gap in (
        Gap("acteurs-a-confirmer", Sort.ACTOR, "Acteurs non confirmés depuis un an", "à confirmer", _unconfirmed),
        Gap("acteurs-sans-projet", Sort.ACTOR, "Acteurs sans projet", "aucun projet publié", lambda: ~Q(pk__in=_taking_part())),
        Gap("acteurs-sans-commune", Sort.ACTOR, "Acteurs sans commune", "commune inconnue", lambda: Q(municipality=None)),
        Gap("projets-a-confirmer", Sort.PROJECT, "Projets non confirmés depuis un an", "à confirmer", _unconfirmed),
        Gap("projets-sans-budget", Sort.PROJECT, "Projets sans budget", "budget inconnu", lambda: Q(budget=None)),
        Gap(
            "projets-sans-pays",
            Sort.PROJECT,
            "Projets sans pays",
            "pays inconnu",
            lambda: ~Exists(Place.objects.filter(project=OuterRef("pk"))),
        ),
    )
}


def published(sort):
    """The published sheets of a sort, with the `code` of their département: that of the lead for a project."""
    if sort == Sort.ACTOR:
        return Actor.objects.published().annotate(code=Coalesce("municipality__department__code", "department__code"))
    return Project.objects.published().annotate(code=Coalesce("lead__municipality__department__code", "lead__department__code"))


def of(sort):
    """The gaps of a sort."""
    return [gap for gap in GAPS.values() if gap.sort == sort]


def overview():
    """{gap: {code of a département or « inconnu »: how many sheets}}, in two statements."""
    found = {name: {} for name in GAPS}
    for sort in Sort:
        counts = {gap.name.replace("-", "_"): Count("pk", filter=gap.condition()) for gap in of(sort)}
        for row in published(sort).order_by().values("code").annotate(**counts):
            for gap in of(sort):
                if n := row[gap.name.replace("-", "_")]:
                    found[gap.name][row["code"] or UNKNOWN] = n
    return found


def incomplete():
    """How many sheets lack something, in one statement."""
    queries = []
    for sort in Sort:
        anything = Q()
        for gap in of(sort):
            anything |= Q(gap.condition())
        queries.append(published(sort).filter(anything).order_by().values("pk"))
    return queries[0].union(*queries[1:], all=True).count()


def lacking(gap, department=""):
    """The sheets that lack what `gap` says, those of one actor together, with whom to call and what else they lack."""
    sheets = published(gap.sort).filter(gap.condition())
    if department:
        sheets = sheets.filter(code=None) if department == UNKNOWN else sheets.filter(code=department)
    flags = {_flag(one): ExpressionWrapper(Q(one.condition()), BooleanField()) for one in of(gap.sort)}
    lead = "" if gap.sort == Sort.ACTOR else "lead__"
    day, open_now = timezone.localdate(), RepresentationStatus.ACTIVE
    links = Representation.objects.filter(status=open_now, role=Role.MANAGER, user__is_active=True).select_related("user").order_by("pk")
    contacts = Contact.objects.known().filter(Q(mandate_end=None) | Q(mandate_end__gte=day)).order_by("-preferred", "name", "pk")
    people = [
        Prefetch(f"{lead}representations", links, to_attr="managers_now"),
        Prefetch(f"{lead}contacts", contacts, to_attr="contacts_now"),
    ]
    related = [f"{lead}municipality__department", f"{lead}department", *(["lead"] if lead else [])]
    order = ["name", "pk"] if gap.sort == Sort.ACTOR else ["lead__name", "lead", "title", "pk"]
    return sheets.annotate(**flags).select_related(*related).prefetch_related(*people).order_by(*order)


def _flag(gap):
    return f"lacks_{gap.name.replace('-', '_')}"


@dataclass(frozen=True)
class Line:
    """One sheet of the list to call."""

    sheet: object
    sort: Sort

    @property
    def actor(self):
        """Whom it is about, or who leads it."""
        return self.sheet if self.sort == Sort.ACTOR else self.sheet.lead

    @property
    def desk_url(self):
        """Where the team writes the sheet."""
        name = "actors_actor" if self.sort == Sort.ACTOR else "projects_project"
        return reverse(f"admin:{name}_change", args=[self.sheet.pk])

    @property
    def department(self):
        """Where the actor is, or None."""
        return self.actor.municipality.department if self.actor.municipality else self.actor.department

    @property
    def missing(self):
        """All that the sheet lacks."""
        return [gap.words for gap in of(self.sort) if getattr(self.sheet, _flag(gap))]

    @property
    def people(self):
        """[(name, what they are, telephone, address)]: those who look after the sheet, then those whom the team knows there.

        Somebody who is both is one: known by the account or by the address.
        """
        contacts = list(self.actor.contacts_now)
        found = []
        for link in self.actor.managers_now:
            user = link.user
            same = [c for c in contacts if c.user_id == user.pk or (c.email and c.email.lower() == user.email.lower())]
            contacts = [contact for contact in contacts if contact not in same]
            phone = next((contact.phone for contact in same if contact.phone), "")
            found.append((str(user), "responsable de la fiche", phone, user.email))
        return found + [(c.name, c.function or c.delegation, c.phone, c.email) for c in contacts]


def in_words(person):
    """« Nom, fonction, téléphone, courriel », of what is known."""
    return ", ".join(filter(None, person))


COLUMNS = [
    ("Fiche", lambda line: str(line.sheet)),
    ("Sorte", lambda line: line.sort.label),
    ("Ce qui manque", lambda line: ", ".join(line.missing)),
    ("Structure à appeler", lambda line: line.actor.name),
    ("Département", lambda line: line.department or ""),
    ("Téléphone public", lambda line: line.actor.public_phone),
    ("Courriel public", lambda line: line.actor.public_email),
    ("Personnes", lambda line: "\n".join(in_words(person) for person in line.people)),
    ("Confirmée le", lambda line: f"{timezone.localtime(line.sheet.confirmed_at):%Y-%m-%d}" if line.sheet.confirmed_at else "jamais"),
    ("Adresse de la fiche", lambda line: settings.SITE_URL + line.sheet.get_absolute_url()),
]

"""The actors of a segment today, and what its export says of each."""

from django.db.models import Prefetch, Q
from django.utils import timezone

from actors.freshness import Freshness, freshness, period, stale_before
from actors.models import Actor, Contact
from crm.enums import Belonging
from network.moderation.enums import State
from network.ui.french import day


def actors_of(segment, on=None):
    """The sheets that the criteria keep, in the order of their names: those of one list are joined by « or », the lists by « and »."""
    on = on or timezone.localdate()
    actors = Actor.objects.standing().exclude(state=State.ARCHIVED)
    if segment.colleges:
        actors = actors.filter(college__in=segment.colleges)
    if segment.kinds:
        actors = actors.filter(kind__in=segment.kinds)
    if departments := [department.pk for department in segment.departments.all()]:
        actors = actors.filter(Q(municipality__department__in=departments) | Q(municipality=None, department__in=departments))
    if countries := [country.pk for country in segment.countries.all()]:
        actors = actors.filter(pk__in=Actor.objects.filter(countries__in=countries).values("pk"))
    if themes := [theme.pk for theme in segment.themes.all()]:
        own_or_below = Q(themes__in=themes) | Q(themes__parent__in=themes)
        actors = actors.filter(pk__in=Actor.objects.filter(own_or_below).values("pk"))
    if segment.belonging:
        members = Actor.objects.members(on).values("pk")
        actors = actors.filter(pk__in=members) if segment.belonging == Belonging.MEMBERS else actors.exclude(pk__in=members)
    if segment.freshness:
        actors = actors.filter(_of_age(segment.freshness))
    return actors.order_by("name", "pk")


def _of_age(chosen):
    stale, outdated = stale_before(), timezone.now() - period("outdated_after_days")
    ages = {
        Freshness.FRESH: Q(confirmed_at__gte=stale),
        Freshness.STALE: Q(confirmed_at__lt=stale, confirmed_at__gte=outdated),
        Freshness.OUTDATED: Q(confirmed_at__lt=outdated),
        Freshness.NEVER: Q(confirmed_at=None),
    }
    found = Q()
    for age in chosen:
        found |= ages[age]
    return found


COLUMNS = [
    ("Acteur", lambda line: line[0].name),
    ("Sigle", lambda line: line[0].acronym),
    ("Collège", lambda line: line[0].get_college_display()),
    ("Type", lambda line: line[0].get_kind_display()),
    ("Commune", lambda line: line[0].municipality or line[0].place),
    ("Département", lambda line: line[0].municipality.department if line[0].municipality else line[0].department),
    ("Pays d’intervention", lambda line: ", ".join(country.name for country in line[0].countries.all())),
    ("Membre aujourd’hui", lambda line: "oui" if line[0].is_member else "non"),
    ("Fraîcheur", lambda line: freshness(line[0].confirmed_at).label),
    ("État de la fiche", lambda line: line[0].get_state_display()),
    ("Courriel public", lambda line: line[0].public_email),
    ("Téléphone public", lambda line: line[0].public_phone),
    ("Contact", lambda line: line[1] and line[1].name),
    ("Fonction", lambda line: line[1] and line[1].function),
    ("Courriel du contact", lambda line: line[1] and line[1].email),
    ("Téléphone du contact", lambda line: line[1] and line[1].phone),
    ("À contacter d’abord", lambda line: "oui" if line[1] and line[1].preferred else ""),
    ("Délégation", lambda line: line[1] and line[1].delegation),
    ("Fin du mandat", lambda line: line[1] and line[1].mandate_end and day(line[1].mandate_end)),
]


def lines(segment, on=None):
    """`(actor, contact)` for each person known at an actor, `(actor, None)` where nobody is."""
    on = on or timezone.localdate()
    contacts = Prefetch("contacts", Contact.objects.known().order_by("-preferred", "name", "pk"))
    actors = actors_of(segment, on).for_sheet(_Nobody(), on).prefetch_related(contacts)
    for actor in actors:
        people = list(actor.contacts.all())
        yield from ((actor, person) for person in people) if people else [(actor, None)]


class _Nobody:
    is_authenticated = False

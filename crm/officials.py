"""Local authorities whose official in charge of international action is not known since the last elections."""

from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils import timezone

from actors.models import Actor, Contact
from crm.models import Election, Interaction
from network.moderation.enums import State
from network.taxonomy.enums import College
from network.ui.french import day

# Words of a delegation that mean international action, in any spelling of their accents.
IN_CHARGE = r"internationa|coop[eé]ration|jumelage|solidarit[eé] intern|europ|francophonie|relations ext[eé]rieures"


def last_election(on=None):
    """The last one over on the day `on`, or None."""
    return Election.objects.past(on or timezone.localdate()).first()


def known(election, on):
    """Officials in charge, elected since: their mandate began at the election or after, and covers the day `on`."""
    return Contact.objects.in_office(on).filter(mandate_start__gte=election.first_round, delegation__iregex=IN_CHARGE)


def without_official(election, on=None):
    """The authorities that this election renewed and where nobody in charge is known since; the last one known before stands beside.

    An official without the date of the mandate is not known « since »: `undated` says that one is to be checked.
    """
    on = on or timezone.localdate()
    here = Contact.objects.filter(actor=OuterRef("pk"), is_elected=True).order_by(F("mandate_start").desc(nulls_last=True), "-pk")
    undated = here.filter(mandate_start=None, delegation__iregex=IN_CHARGE).filter(Q(mandate_end=None) | Q(mandate_end__gte=on))
    met = Interaction.objects.filter(actors=OuterRef("pk")).order_by("-day", "-pk")
    return (
        Actor.objects.standing()
        .exclude(state=State.ARCHIVED)
        .filter(~Exists(known(election, on).filter(actor=OuterRef("pk"))), college=College.LOCAL_AUTHORITY, kind__in=election.kinds)
        .annotate(
            before=Subquery(here.values("name")[:1]),
            before_delegation=Subquery(here.values("delegation")[:1]),
            before_end=Subquery(here.values("mandate_end")[:1]),
            undated=Exists(undated),
            last_met=Subquery(met.values("day")[:1]),
        )
        .select_related("municipality__department", "department")
        .order_by("municipality__department__code", "name", "pk")
    )


def department_of(actor):
    """Where the authority is."""
    return actor.municipality.department if actor.municipality else actor.department


COLUMNS = [
    ("Collectivité", lambda actor: actor.name),
    ("Type", lambda actor: actor.get_kind_display()),
    ("Département", lambda actor: department_of(actor)),
    ("Population", lambda actor: actor.municipality.population if actor.municipality and actor.kind == "commune" else ""),
    ("Courriel public", lambda actor: actor.public_email),
    ("Téléphone public", lambda actor: actor.public_phone),
    ("Dernière personne élue connue", lambda actor: actor.before),
    ("Sa délégation", lambda actor: actor.before_delegation),
    ("Fin de son mandat", lambda actor: actor.before_end and day(actor.before_end)),
    ("Mandat à vérifier (sans date)", lambda actor: "oui" if actor.undated else ""),
    ("Dernier échange", lambda actor: actor.last_met and day(actor.last_met)),
]

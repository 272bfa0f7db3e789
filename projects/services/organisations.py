"""Partner organisations from elsewhere: written, found to be the same as another and merged into it, or told apart."""

from django.db import transaction

from network.audit.services import record
from projects.enums import PartnerRole
from projects.models import PartnerOrganisation, Partnership

FIELDS = ("name", "country", "town", "website")  # what somebody chooses of when two are merged


class OrganisationError(Exception):
    """The organisations cannot be merged; the message is for the person."""


class Outdated(OrganisationError):
    """One of them changed since the person compared them."""


@transaction.atomic
def save(*, organisation, by, changes=None):
    """Keep an organisation, new or changed. Returns it."""
    verb = "modifier" if organisation.pk else "créer"
    organisation.save()
    record(by=by, verb=verb, target=organisation, changes=changes)
    return organisation


def that_stands(organisation):
    """The organisation, or the one that it was merged into; call it in a transaction: it cannot be merged before that ends."""
    current = PartnerOrganisation.objects.select_for_update(no_key=True, of=("self",)).get(pk=organisation.pk)
    return that_stands(current.merged_into) if current.merged_into else current


@transaction.atomic
def merge(*, winner, loser, by, chosen=None, seen=None):
    """Make `loser` one with `winner`. Returns the winner.

    `chosen` maps fields to the organisation whose value stays (what is not said is the winner's, or the other's where it says nothing),
    `seen` maps keys to the version that was compared. The partnerships of the one go to the other; it stays, and points to it.
    """
    if winner.pk == loser.pk:
        raise OrganisationError("Choisissez deux organisations différentes.")
    found = PartnerOrganisation.objects.select_for_update(of=("self",)).select_related("country", "merged_into").order_by("pk")
    both = {one.pk: one for one in found.filter(pk__in=[winner.pk, loser.pk])}
    if len(both) < 2:
        raise OrganisationError("L’une des deux organisations vient d’être supprimée.")
    winner, loser = both[winner.pk], both[loser.pk]
    for one in (winner, loser):
        if one.standstill:
            raise OrganisationError(one.standstill)
        if seen is not None and seen.get(one.pk) != stamp(one):
            raise Outdated(
                f"«\u00a0{one}\u00a0» a été modifiée pendant que vous compariez. La comparaison est à jour et vos choix sont gardés\u00a0: "
                "relisez, puis confirmez de nouveau."
            )
    changes = _take(winner, loser, chosen or {})
    moved, met = _move(winner, loser, by)
    PartnerOrganisation.objects.filter(merged_into=loser).update(merged_into=winner)
    winner.told_apart.add(*loser.told_apart.exclude(pk=winner.pk))
    loser.merged_into = winner
    loser.save()
    changes["organisation fusionnée"] = [None, str(loser)]
    changes["partenariats"] = [None, f"{moved} repris, {met} déjà là"]
    record(by=by, verb="fusionner", target=winner, changes=changes)
    record(by=by, verb="fusionner dans une autre", target=loser, changes={"fusionnée avec": [None, str(winner)]})
    return winner


def stamp(organisation):
    """Which version of an organisation somebody looks at."""
    return organisation.updated_at.isoformat()


def proposed(winner, loser):
    """{field: the one whose value had better stay}: the winner, unless it says nothing there."""
    return {name: winner if getattr(winner, name) or not getattr(loser, name) else loser for name in FIELDS}


def _take(winner, loser, chosen):
    changes = {}
    for name, whose in {**proposed(winner, loser), **chosen}.items():
        if whose.pk not in (winner.pk, loser.pk) or name not in FIELDS:
            raise OrganisationError("Ce choix n’existe pas\u00a0: rechargez la page.")
        if whose.pk == loser.pk and getattr(loser, name) != getattr(winner, name):
            changes[name] = [str(getattr(winner, name) or ""), str(getattr(loser, name) or "")]
            setattr(winner, name, getattr(loser, name))
    winner.is_demo = winner.is_demo and loser.is_demo  # what is real does not leave with the demonstration
    winner.save()
    return changes


def _move(winner, loser, by):
    """The partnerships of the one become the other's; where both take part in a project, one stays, with the role that says more."""
    mine = {row.project_id: row for row in Partnership.objects.select_for_update().filter(organisation=winner)}
    moved = met = 0
    for row in Partnership.objects.select_for_update(of=("self",)).select_related("project").filter(organisation=loser).order_by("pk"):
        if same := mine.get(row.project_id):
            if same.role == PartnerRole.OTHER != row.role:
                same.role = row.role
                same.save(update_fields=["role"])
            row.delete()
            met += 1
        else:
            row.organisation = winner
            row.save(update_fields=["organisation"])
            moved += 1
        record(by=by, verb="modifier", target=row.project, changes={"partenaires": [str(loser), str(winner)]})
    return moved, met


@transaction.atomic
def tell_apart(*, one, other, by):
    """Remember that these are two organisations: they are not proposed again. Said twice, it is remembered once."""
    if one.pk == other.pk:
        raise OrganisationError("Choisissez deux organisations différentes.")
    if not one.told_apart.filter(pk=other.pk).exists():
        one.told_apart.add(other)
        record(by=by, verb="distinguer", target=one, changes={"distincte de": [None, str(other)]})


@transaction.atomic
def remove(*, organisation, by):
    """Delete an organisation that takes part in nothing."""
    if organisation.partnerships.exists():
        raise OrganisationError(f"«\u00a0{organisation}\u00a0» est partenaire d’un projet\u00a0: fusionnez-la plutôt avec une autre.")
    record(by=by, verb="supprimer", target=organisation)
    organisation.delete()

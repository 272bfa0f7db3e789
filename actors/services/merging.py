"""Two sheets of one organisation become one; two that look alike are told apart. The way back is `actors.services.parting`."""

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import IntegrityError, connection, transaction
from django.db.models import Q
from django.utils import timezone

from actors.enums import RepresentationStatus, Role
from actors.merging import moving
from actors.merging.fields import BOTH, HEADINGS, MINE, THEIRS, held, other_names
from actors.merging.moving import plain
from actors.models import Actor, Distinct, Merge, Representation
from network.audit.editing import readable
from network.audit.services import record
from network.moderation.enums import State
from network.notifications.services import send
from network.ui.french import day

LONGEST_NAMES = 400
ONE_AT_A_TIME = 7_340_043  # the number of a lock that PostgreSQL keeps until the transaction ends


class MergeError(Exception):
    """The two sheets cannot be merged, or parted; the message is for the person."""


class Outdated(MergeError):
    """One of the sheets changed since the person compared them."""


def stamp(actor):
    """Which version of a sheet somebody looks at."""
    return actor.updated_at.isoformat()


@transaction.atomic
def merge(*, winner, loser, by, choices=None, names=None, seen=None):
    """Make `loser` one with `winner`, which keeps its address. Returns the Merge.

    `choices` maps the headings of the sheet to « winner », « loser » or « both » (what is not said is chosen as proposed), `names` are
    the other names, `seen` maps the keys of both to the version that was compared. Raises MergeError, and then nothing moved.
    """
    if winner.pk == loser.pk:
        raise MergeError("Choisissez deux fiches différentes.")
    winner, loser = locked(winner.pk, loser.pk)
    _check_apart(winner, loser, seen)
    chosen = {heading.name: (choices or {}).get(heading.name) or heading.proposed(winner, loser) for heading in HEADINGS}
    values = _values(winner, loser, chosen)
    values["other_names"] = _names(winner, loser, values.get("name", winner.name), names)
    copied = _copy_logo(values, loser)
    try:
        return _merge(winner, loser, by, chosen, values)
    except BaseException as error:
        if copied:
            winner.logo.storage.delete(copied)
        if isinstance(error, IntegrityError):
            raise MergeError("Ces deux fiches ne peuvent pas être fusionnées telles quelles : une règle de la base s’y oppose.") from error
        raise


def _merge(winner, loser, by, chosen, values):
    now = timezone.now()
    values["updated_at"] = now
    leaving = {"state": State.ARCHIVED, "merged_into": winner.pk, "updated_at": now}
    before = {"winner": columns(winner, values), "loser": columns(loser, leaving)}
    said = _said(winner, values)
    trail = moving.move(winner=winner, loser=loser)
    write(winner, values)
    write(loser, leaving)
    winner.refresh_from_db(), loser.refresh_from_db()
    after = {"winner": columns(winner, values), "loser": columns(loser, leaving)}
    done = Merge.objects.create(
        winner=winner, loser=loser, by=by, at=now, choices=chosen, before=before, after=after,
        moved=trail.moved, changed=trail.changed, kept=trail.kept,
    )  # fmt: skip
    look_at_constraints()
    changed = {name: [said[name], value] for name, value in _said(winner, values).items() if said[name] != value}
    record(by=by, verb="fusionner", target=winner, changes={"fiche fusionnée": [None, str(loser)], **changed})
    record(by=by, verb="fusionner dans une autre", target=loser, changes={"fusionnée avec": [None, str(winner)]})
    tell(done, "actors_merged")
    return done


def locked(*pks):
    """The two sheets, locked. One merge at a time: a merge also writes on the sheets that were merged into its loser, and which
    these are is known for sure only once no other merge is under way. Sheets are locked in the order of their keys."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
    everyone = Actor.objects.filter(Q(pk__in=pks) | Q(merged_into__in=pks)).order_by("pk").select_for_update(of=("self",))
    found = {actor.pk: actor for actor in everyone}
    if not set(pks) <= set(found):
        raise MergeError("L’une des deux fiches vient d’être supprimée.")
    return [found[pk] for pk in pks]


def _check_apart(winner, loser, seen):
    for actor in (winner, loser):
        if actor.standstill:
            raise MergeError(actor.standstill)
    for actor in (winner, loser):
        if seen is not None and seen.get(actor.pk) != stamp(actor):
            raise Outdated(
                f"« {actor} » a été modifiée pendant que vous compariez. La comparaison est à jour et vos choix sont gardés : "
                "relisez, puis confirmez de nouveau."
            )


def _values(winner, loser, chosen):
    """{column: what it becomes} of the sheet that stays, for the headings that take something from the other."""
    values = {}
    for heading in HEADINGS:
        choice = chosen[heading.name]
        if choice not in {MINE, THEIRS, BOTH} or (choice == BOTH and not heading.united):
            raise MergeError(f"{heading.label} : ce choix n’existe pas.")
        if choice == MINE:
            continue
        for name in heading.columns:
            theirs, mine = held(loser, name), held(winner, name)
            values[name] = list(dict.fromkeys([*mine, *theirs])) if choice == BOTH else theirs
    return values


def _names(winner, loser, name, names):
    proposed = other_names(winner, loser, name) if names is None else " ".join(names.replace("\x00", " ").split())
    if len(proposed) > LONGEST_NAMES:
        raise MergeError(f"Les autres noms comptent {len(proposed)} caractères : {LONGEST_NAMES} au plus. Retirez-en.")
    return proposed


def _copy_logo(values, loser):
    """A logo that is taken over is copied: each sheet has its own file, so that each may lose it. Returns the name of the copy."""
    if not values.get("logo"):
        return ""
    try:
        with loser.logo.open("rb") as file:
            content = ContentFile(file.read())
    except FileNotFoundError:
        values.pop("logo")
        return ""
    field = loser.logo.field
    values["logo"] = loser.logo.storage.save(field.generate_filename(loser, "logo.webp"), content)
    return values["logo"]


def _said(actor, names):
    return {name: readable(getattr(actor, name)) for name in names if name not in {"updated_at", "logo"}}


def columns(actor, names):
    return {name: plain(held(actor, name)) for name in names}


def write(actor, values):
    """Write columns as they are kept, foreign keys by their key; `save` would set a date that is not the one told."""
    own = {name: value for name, value in values.items() if not Actor._meta.get_field(name).many_to_many}
    row = {Actor._meta.get_field(name).attname: Actor._meta.get_field(name).to_python(_listed(value)) for name, value in own.items()}
    Actor.objects.filter(pk=actor.pk).update(**row)
    for name in values.keys() - own.keys():
        getattr(actor, name).set(values[name])


def _listed(value):
    return list(value) if isinstance(value, tuple) else value


def look_at_constraints():
    """PostgreSQL looks at foreign keys when a transaction ends: let it look now, while there is somebody to tell."""
    try:
        connection.check_constraints()
    except IntegrityError as error:
        raise MergeError(
            "Une règle de la base s’y oppose : rien n’a changé. Signalez ces deux fiches à qui s’occupe du portail."
        ) from error


def tell(done, kind):
    """Write to those who manage either sheet, once each."""
    links = Representation.objects.filter(
        actor__in=[done.winner_id, done.loser_id], role=Role.MANAGER, status=RepresentationStatus.ACTIVE, user__is_active=True
    ).select_related("user")
    context = {
        "winner": str(done.winner),
        "loser": str(done.loser),
        "url": settings.SITE_URL + done.winner.get_absolute_url(),
        "loser_url": settings.SITE_URL + done.loser.get_absolute_url(),
        "until": day(timezone.localtime(done.undoable_until)),
    }
    for user in {link.user for link in links}:
        send(kind=kind, to=user, context=context, dedupe=f"{kind}-{done.pk}-{user.pk}")


def gather():
    """Bring to the sheets that stayed what was tied to a merged one meanwhile: its row was waited for, and came too late.

    Returns how many rows came.
    """
    return sum(_gather(loser, among) for loser, among in moving.strays().items())


@transaction.atomic
def _gather(loser, among):
    done = Merge.objects.filter(loser=loser, undone_at=None).first()
    if done is None:
        return 0
    winner, loser = locked(Actor.objects.get(pk=loser).merged_into_id, loser)
    done = Merge.objects.select_for_update(of=("self",)).get(pk=done.pk)
    if done.undone_at or loser.merged_into_id != winner.pk:
        return 0
    apart = {(row["relation"], row["pk"]) for row in done.kept}
    trail = moving.move(winner=winner, loser=loser, apart=apart, among=among)
    done.moved, done.changed, done.kept = done.moved + trail.moved, done.changed + trail.changed, done.kept + trail.kept
    done.save(update_fields=["moved", "changed", "kept"])
    return sum(len(entry["pks"]) for entry in trail.moved)


@transaction.atomic
def tell_apart(*, one, other, by):
    """Remember that two sheets are two organisations: they are not proposed again. Said twice, it is remembered once."""
    if one.pk == other.pk:
        raise MergeError("Choisissez deux fiches différentes.")
    first, second = sorted((one, other), key=lambda actor: actor.pk)
    pair, new = Distinct.objects.get_or_create(first=first, second=second, defaults={"by": by})
    if new:
        record(by=by, verb="distinguer", target=first, changes={"distincte de": [None, str(second)]})
    return pair

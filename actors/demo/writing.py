"""Writing sheets as actors, in bulk: new ones are made, those that nobody touched since follow their record."""

from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, F, OuterRef
from django.db.models.functions import Cast
from django.utils import timezone

from actors.enums import Provenance
from actors.models import Actor, PublicGrant, Representation, Twinning
from network.audit.models import Entry
from network.directory import slugs
from network.moderation.enums import State
from network.taxonomy.loading.sync import Outcome, bring_links
from network.taxonomy.models import Theme

WRITTEN = [
    "name", "other_names", "acronym", "college", "kind", "siren", "uai", "website", "postcode", "municipality_id", "place",
    "department_id", "source",
]  # fmt: skip
EMPTY = {"municipality_id": None, "department_id": None}
AT_ONCE = timedelta(seconds=1)  # a sheet is made at `created_at`; saved again later, somebody changed it


def untouched():
    """Sheets of public records that nobody has claimed or changed since they were made."""
    kind = ContentType.objects.get_for_model(Actor)
    acts = Entry.objects.filter(content_type=kind, by__isnull=False, object_id=OuterRef("key"))
    return (
        Actor.objects.filter(provenance=Provenance.PUBLIC_RECORD, updated_at__lt=F("created_at") + AT_ONCE)
        .exclude(Exists(Representation.objects.filter(actor=OuterRef("pk"))))
        .annotate(key=Cast("pk", CharField()))
        .exclude(Exists(acts))
    )


def write(sheets):
    """Bring the directory to these sheets. Returns the Outcome and how many sheets were left as people made them."""
    outcome, now = Outcome("Fiches tirées de données publiques"), timezone.now()
    found, free = known(sheets), {actor.pk: actor for actor in untouched()}
    taken = set(Actor.objects.values_list("slug", flat=True))
    actors, new, changed, left = {}, [], [], 0
    for sheet in sheets:
        values = {name: sheet.fields.get(name, EMPTY.get(name, "")) for name in WRITTEN}
        values.update(name=sheet.name, college=sheet.college, kind=sheet.kind, source=sheet.source)
        actor = free.get(found.get(sheet.uid))
        if sheet.uid not in found:
            slug = slugs.free(sheet.name, taken, Actor.RESERVED_SLUGS)
            taken.add(slug)
            actor = Actor(slug=slug, provenance=Provenance.PUBLIC_RECORD, state=State.PUBLISHED, published_at=now, **values)
            new.append(actor)
        elif actor is None:
            left += 1
            continue
        elif any(getattr(actor, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(actor, name, value)
            changed.append(actor)
        actors[sheet.uid] = actor
    Actor.objects.bulk_create(new)
    Actor.objects.bulk_update(changed, [name.removesuffix("_id") for name in WRITTEN], batch_size=500)
    kind = ContentType.objects.get_for_model(Actor)
    Entry.objects.bulk_create(
        Entry(verb="tirer de données publiques", content_type=kind, object_id=actor.pk, label=actor.name, changes={}) for actor in new
    )
    found.update({uid: actor.pk for uid, actor in actors.items()})
    write_lists([sheet for sheet in sheets if sheet.uid in actors], found)
    write_grants(sheets, found)
    outcome.total, outcome.created, outcome.changed = len(sheets), len(new), len(changed)
    return outcome, left


def known(sheets):
    """uid → the actor that already stands for this record, found by what no one changes: its grants, its UAI, its commune."""
    by_grant = dict(PublicGrant.objects.values_list("source_row", "actor_id"))
    by_uai = dict(Actor.objects.exclude(uai="").values_list("uai", "pk"))
    by_place = {(kind, place): pk for kind, place, pk in Actor.objects.values_list("kind", "municipality_id", "pk") if place}
    found = {}
    for sheet in sheets:
        candidates = [by_grant.get(grant.source_row) for grant in sheet.grants] or [by_uai.get(sheet.fields.get("uai"))]
        if sheet.uid.startswith(("commune:", "departement:")):
            candidates = [by_place.get((sheet.kind, sheet.fields["municipality_id"]))]
        if pk := next(filter(None, candidates), None):
            found[sheet.uid] = pk
    return found


def write_lists(sheets, found):
    """Countries, themes and twinnings of the sheets that follow their record."""
    ids = dict(Theme.objects.values_list("slug", "pk"))
    bring_links(Actor.countries.through, "actor", "country", {found[sheet.uid]: sheet.countries for sheet in sheets})
    themes = {found[sheet.uid]: {ids[slug] for slug in sheet.themes if slug in ids} for sheet in sheets}
    bring_links(Actor.themes.through, "actor", "theme", themes)
    twinnings = [Twinning(actor_id=found[sheet.uid], **fields) for sheet in sheets for fields in sheet.twinnings]
    Twinning.objects.bulk_create(twinnings, ignore_conflicts=True)


def write_grants(sheets, found):
    """The public grants: facts, that follow their file whoever looks after the sheet."""
    stored = PublicGrant.objects.in_bulk(field_name="source_row")
    new, changed, wanted = [], [], {}
    for sheet in sheets:
        for grant in sheet.grants:
            row = stored.get(grant.source_row)
            if row is None:
                new.append(PublicGrant(actor_id=found[sheet.uid], source_row=grant.source_row, **grant.fields))
            elif any(getattr(row, name) != value for name, value in grant.fields.items()):
                for name, value in grant.fields.items():
                    setattr(row, name, value)
                changed.append(row)
            wanted[grant.source_row] = grant.countries
    PublicGrant.objects.bulk_create(new)
    PublicGrant.objects.bulk_update(changed, ["year", "funder", "purpose", "programme", "amount", "source"], batch_size=500)
    ids = dict(PublicGrant.objects.filter(source_row__in=wanted).values_list("source_row", "pk"))
    links = {ids[line]: countries for line, countries in wanted.items()}
    bring_links(PublicGrant.countries.through, "publicgrant", "country", links)

"""Taking the demonstration away: every row marked `is_demo`, what was kept about it, and, when asked, the public records."""

from graphlib import TopologicalSorter

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import CASCADE, PROTECT, RESTRICT, ForeignKey, ProtectedError, Q, RestrictedError

from actors.demo.loading import NAME, above
from actors.demo.writing import untouched
from actors.documents.directory import DirectoryPdf
from actors.documents.sheet import SheetPdf
from actors.models import Actor
from network.accounts.models import User
from network.audit.models import Entry
from network.documents.filing import discard
from network.documents.models import Document
from network.taxonomy.models import ReferenceVersion

PERSONAL = ("notifications", "documents")  # apps whose rows belong to one person: they leave with the account


class StillUsed(Exception):
    """Something real refers to the demonstration; the message is for the person."""


@transaction.atomic
def remove(*, with_public_records=False):
    """Delete what is invented; with `with_public_records`, the sheets drawn from public data too, unless somebody took them over.

    Returns lines to show. Raises StillUsed, and then removes nothing.
    """
    lines, left = [], []
    # Decided before the cast leaves: an act of theirs on a real sheet counts as a person's.
    records = public_records() if with_public_records else []
    querysets = [*documents(), *personal(), *demonstration(), *records]
    for queryset in querysets:
        left += files(queryset)
        forget(queryset)
        if count := deleted(queryset):
            lines.append(f"{queryset.model._meta.verbose_name_plural.capitalize()} : {count} en moins")
    ReferenceVersion.objects.filter(name=NAME).delete()
    transaction.on_commit(lambda: [delete(name) for delete, name in left], robust=True)
    return lines


def public_records():
    """The sheets drawn from public data that nobody took over, after what the apps above drew from it for them.

    A module `demonstration` may say with `records(actors)` what leaves before these actors, and which of them must stay.
    """
    actors = list(untouched().values_list("pk", flat=True))
    querysets, stay = [], set()
    for module in above():
        if hasattr(module, "records"):
            before, kept = module.records(actors)
            querysets += before
            stay |= kept
    return [*querysets, Actor.objects.filter(pk__in=[pk for pk in actors if pk not in stay])]


def demonstration():
    """The rows marked `is_demo` of every model, those that refer to others before these: upper floors first."""
    models = [model for model in reversed(list(apps.get_models())) if any(field.name == "is_demo" for field in model._meta.fields)]
    order = TopologicalSorter({model: protectors(model) & set(models) - {Actor, User} for model in models}).static_order()
    for model in sorted(order, key=lambda model: model in {Actor, User}):
        yield model._base_manager.filter(is_demo=True)


def protectors(model):
    """The models whose rows leave before those of `model`: what protects them leaves with these."""
    found = set()
    for relation in model._meta.related_objects:
        if relation.on_delete in (PROTECT, RESTRICT):
            found.add(relation.related_model)
            owners = (field for field in relation.related_model._meta.fields if isinstance(field, ForeignKey))
            found |= {field.related_model for field in owners if field.remote_field.on_delete is CASCADE}
    return found - {model}


def documents():
    """The PDFs that show an invented organisation, whoever asked for them."""
    made = Document.objects.filter(kind__in=[DirectoryPdf.name, SheetPdf.name])
    for pk in Actor.objects.filter(is_demo=True).values_list("pk", flat=True):
        yield made.filter(Q(subjects__contains=[pk]) | Q(params__actor=pk))


def personal():
    """What belongs to the cast in the apps that keep a person's things: e-mails, documents."""
    cast = User.objects.filter(is_demo=True)
    for label in PERSONAL:
        for model in apps.get_app_config(label).get_models():
            for field in model._meta.fields:
                if isinstance(field, ForeignKey) and field.related_model is User:
                    yield model._base_manager.filter(**{f"{field.name}__in": cast})
                elif field.name == "to":
                    yield model._base_manager.filter(to__in=cast.values("email"))


def forget(queryset):
    """The trail of rows that never were real goes with them."""
    kind = ContentType.objects.get_for_model(queryset.model)
    Entry.objects.filter(content_type=kind, object_id__in=[str(pk) for pk in queryset.values_list("pk", flat=True)]).delete()


def files(queryset):
    """How to delete each file of these rows, and its name."""
    if queryset.model is Document:
        return [(discard, name) for name in queryset.exclude(file="").values_list("file", flat=True)]
    fields = [field for field in queryset.model._meta.fields if hasattr(field, "upload_to")]
    return (
        [(file.storage.delete, file.name) for row in queryset for field in fields if (file := getattr(row, field.name))] if fields else []
    )


def deleted(queryset):
    """How many of these rows were deleted; raises StillUsed when something real refers to one."""
    try:
        return queryset.delete()[1].get(queryset.model._meta.label, 0)
    except (ProtectedError, RestrictedError) as error:
        users = getattr(error, "protected_objects", None) or error.restricted_objects
        names = ", ".join(sorted(f"{thing._meta.verbose_name} « {thing} »" for thing in users)[:5])
        raise StillUsed(f"Des données réelles se rapportent au jeu de démonstration : {names}. Rien n’a été retiré.") from error

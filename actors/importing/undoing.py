"""An import taken back: its sheets go, as long as they are as it left them."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import F

from actors.importing.writing import COMPLETED
from actors.models import Actor, ImportedLine
from network.audit.models import Entry
from network.imports.kinds import WrongChoice
from network.moderation.enums import State
from network.ui.french import plural

AT_ONCE = 2_000
OWN = {"searchentry", "actor_countries", "actor_themes"}  # what the import wrote with the sheet


def undo(batch, by):
    """Delete the sheets made by `batch`. Raises WrongChoice when one was changed, published elsewhere, or has something hung on it."""
    made = ImportedLine.objects.filter(batch=batch).values("made")
    sheets = Actor.objects.filter(pk__in=made)
    if batch.options.get("written", {}).get(COMPLETED):
        raise WrongChoice("Cet import a complété des fiches qui existaient : il ne peut pas être défait d’un coup.")
    if not sheets.exists():
        raise WrongChoice("Les fiches de cet import n’existent plus.")
    left = State.PUBLISHED if batch.options["confirmed"].get("publish") else State.DRAFT
    touched = set(sheets.exclude(updated_at=F("created_at"), state=left).values_list("pk", flat=True)[:AT_ONCE])
    for relation in Actor._meta.related_objects:
        model = relation.related_model
        if model._meta.model_name not in OWN and relation.field.column:
            hung = model._base_manager.filter(**{f"{relation.field.name}__in": made})
            touched |= set(hung.values_list(relation.field.attname, flat=True)[:AT_ONCE])
    if touched:
        raise WrongChoice(
            f"Touchées depuis, ou liées à autre chose : {plural(len(touched), 'fiche')} de cet import. Il ne peut plus être défait."
        )
    names, kind = list(sheets.order_by("pk").values_list("pk", "name")), ContentType.objects.get_for_model(Actor)
    for start in range(0, len(names), AT_ONCE):
        some = names[start : start + AT_ONCE]
        Actor.objects.filter(pk__in=[pk for pk, _ in some]).delete()
        Entry.objects.bulk_create(
            [Entry(by=by, verb="supprimer", content_type=kind, object_id=str(pk), label=name[:250]) for pk, name in some]
        )

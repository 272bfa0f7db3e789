"""What the team no longer needs to remember of people."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from crm.models import Interaction


@transaction.atomic
def forget():
    """Of organisations that nobody spoke with for `KEPT_YEARS["exchanges"]`, keep when, with whom and about what, and forget the
    people and what was said. Returns how many exchanges."""
    limit = timezone.localdate() - timedelta(days=round(365.25 * settings.KEPT_YEARS["exchanges"]))
    old = Interaction.objects.filter(day__lt=limit).exclude(actors__interactions__day__gte=limit)
    keys = list(old.values_list("pk", flat=True).distinct())
    Interaction.contacts.through.objects.filter(interaction__in=keys).delete()
    return Interaction.objects.filter(pk__in=keys).exclude(notes="").update(notes="")

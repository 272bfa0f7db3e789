"""What the lists of the desk can be narrowed by."""

from django.contrib import admin
from django.db.models import Q
from django.utils import timezone

from events.models import Event
from events.semesters import moments_of


class WhenFilter(admin.SimpleListFilter):
    """To come, past, without a date."""

    title, parameter_name = "date", "quand"

    def lookups(self, request, model_admin):
        """The choices."""
        return [("avenir", "à venir"), ("passees", "passées"), ("sans", "date à préciser")]

    def queryset(self, request, queryset):
        """Compared with now."""
        now, choice = timezone.now(), self.value()
        if choice == "avenir":
            return queryset.filter(ends_at__gt=now)
        if choice == "passees":
            return queryset.filter(ends_at__lte=now)
        return queryset.filter(ends_at=None) if choice == "sans" else queryset


class SemesterFilter(admin.SimpleListFilter):
    """Groups that have no meeting this semester."""

    title, parameter_name = "ce semestre", "semestre"

    def lookups(self, request, model_admin):
        """One choice: what there is to do."""
        return [("sans", "sans réunion ce semestre")]

    def queryset(self, request, queryset):
        """Compared with the semester of today."""
        return queryset.without_meeting(*moments_of(timezone.localdate())) if self.value() == "sans" else queryset


class EventFilter(admin.SimpleListFilter):
    """The events that people register for: those to come and the last ones."""

    title, parameter_name = "rencontre", "event__id__exact"

    def lookups(self, request, model_admin):
        """Forty at most, the next ones first; one that is asked for by its address is there too."""
        now = timezone.now()
        events = Event.objects.dated().filter(Q(ends_at__gt=now) | Q(pk=self._asked(request))).order_by("starts_at", "pk")[:40]
        return [(event.pk, str(event)) for event in events]

    def _asked(self, request):
        asked = request.GET.get(self.parameter_name, "")
        return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 18 else None

    def queryset(self, request, queryset):
        """Those of that event."""
        asked = self._asked(request)
        return queryset.filter(event=asked) if asked else queryset

"""What somebody looking for a training may ask."""

import django_filters
from django import forms
from django.utils import timezone

from network.taxonomy.models import Theme
from trainings.enums import Nature
from trainings.models import Module


class ModuleFilter(django_filters.FilterSet):
    """Nature, theme, and whether a session is to come."""

    nature = django_filters.ChoiceFilter(choices=Nature, label="Nature", empty_label="Toutes les natures")
    theme = django_filters.ModelChoiceFilter(
        field_name="themes", queryset=Theme.objects.none(), to_field_name="slug", label="Thématique", empty_label="Toutes les thématiques"
    )
    a_venir = django_filters.BooleanFilter(
        label="Avec une session à venir",
        method="planned",
        widget=forms.CheckboxInput(attrs={"class": "form-check-input", "value": "oui"}),
    )

    class Meta:
        model = Module
        fields = []

    def __init__(self, data, *, user, queryset):
        super().__init__(data, queryset=queryset)
        self.user = user
        self.filters["theme"].queryset = Theme.objects.filter(modules__in=queryset).distinct()
        for name, field in self.form.fields.items():
            if name != "a_venir":
                field.widget.attrs["class"] = "form-select"

    def planned(self, queryset, name, value):
        """Those with a session to come."""
        return queryset.planned(self.user, timezone.now()) if value else queryset

"""What the directories of projects and of schemes can be narrowed by."""

import django_filters
from django import forms
from django.utils import timezone

from actors.filters import MemberFacet
from network.directory.facets import DirectoryFilter, Facet
from network.taxonomy.models import Country
from projects.enums import Audience, Purpose
from projects.models import Scheme

UNKNOWN_COUNTRY, UNKNOWN_THEME, UNKNOWN_GOAL = "pays non renseigné", "thématique non renseignée", "objectif non renseigné"


class ProjectFilter(DirectoryFilter):
    """What the directory of projects can be narrowed by."""

    countries = Facet("countries", param="pays", label="Pays", many=True, others="autre pays|autres pays", unknown=UNKNOWN_COUNTRY)
    regions = Facet(
        "regions",
        param="region-du-monde",
        label="Région du monde",
        many=True,
        top=4,
        others="autre région|autres régions",
        unknown="région non renseignée",
    )
    themes = Facet(
        "themes", param="theme", label="Thématique", many=True, others="autre thématique|autres thématiques", unknown=UNKNOWN_THEME
    )
    goals = Facet(
        "goals",
        param="odd",
        label="Objectif de développement durable",
        many=True,
        top=4,
        others="autre|autres",
        unknown=UNKNOWN_GOAL,
    )
    schemes = Facet(
        "schemes",
        param="dispositif",
        label="Dispositif",
        many=True,
        others="autre dispositif|autres dispositifs",
        unknown="hors des dispositifs connus",
    )
    college = Facet("college", param="college", label="Collège du porteur", fixed=True, marks=True)
    members = MemberFacet("member_days", param="membres", label="Adhésion du porteur", many=True, fixed=True)
    department = Facet("department", param="departement", label="Département du porteur", fixed=True, unknown="département non renseigné")
    progress = Facet("progress", param="etat", label="Avancement", fixed=True)
    years = Facet("years", param="annee", label="Année", many=True, top=5, others="autre année|autres années", unknown="année inconnue")
    multi = Facet("multi", param="multi-acteurs", label="Multi-acteurs", fixed=True)
    seeking = Facet("seeking", param="cherche-partenaires", label="Cherche des partenaires", fixed=True)
    budget_bracket = Facet("budget_bracket", param="budget", label="Budget", fixed=True)
    support_bracket = Facet("support_bracket", param="soutien", label="Soutiens obtenus", fixed=True)
    kind = Facet("kind", param="type", label="Type de porteur", top=4, others="autre type|autres types")
    intercommunality = Facet(
        "intercommunality",
        param="epci",
        label="Intercommunalité du porteur",
        top=4,
        others="autre|autres",
        unknown="intercommunalité non renseignée",
    )


TICK = {"class": "form-check-input", "value": "oui"}


class SchemeFilter(django_filters.FilterSet):
    """What somebody looking for support says of themselves."""

    public = django_filters.ChoiceFilter(
        field_name="audiences", choices=Audience, label="Je suis", empty_label="Tous les publics", method="holding"
    )
    objet = django_filters.ChoiceFilter(
        field_name="purposes", choices=Purpose, label="Pour", empty_label="Tous les objets", method="holding"
    )
    pays = django_filters.ModelChoiceFilter(
        queryset=Country.objects.none(), to_field_name="slug", label="Où", empty_label="Tous les pays", method="in_country"
    )
    ouvert = django_filters.BooleanFilter(
        label="Dépôt ouvert aujourd’hui",
        method="open_today",
        widget=forms.CheckboxInput(attrs={"class": "form-check-input", "value": "oui"}),
    )

    class Meta:
        model = Scheme
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["pays"].queryset = Country.objects.filter(schemes__isnull=False).distinct()
        for name, field in self.form.fields.items():
            if name != "ouvert":
                field.widget.attrs["class"] = "form-select"

    def holding(self, queryset, name, value):
        """Those whose list holds `value`."""
        return queryset.filter(**{f"{name}__contains": [value]})

    def in_country(self, queryset, name, value):
        """Those that may serve in this country."""
        return queryset.for_country(value.slug)

    def open_today(self, queryset, name, value):
        """Those whose filing period covers today."""
        return queryset.open_on(timezone.localdate()) if value else queryset

"""What the team narrows its list of projects by."""

from django.contrib import admin
from django.db.models import Exists, OuterRef

from network.taxonomy.models import Country
from projects.models import Funding, Partnership, Place


class CountryFilter(admin.SimpleListFilter):
    """Where it happens, among the countries of projects; or that nobody said where."""

    title, parameter_name = "pays", "pays"

    def lookups(self, request, model_admin):
        """The countries in which there is a project."""
        used = Country.objects.filter(Exists(Place.objects.filter(country=OuterRef("pk")))).order_by("name")
        return [("aucun", "Non renseigné"), *((country.slug, country.name) for country in used)]

    def queryset(self, request, queryset):
        """Projects with a place there."""
        if not self.value():
            return queryset
        places = Place.objects.filter(project=OuterRef("pk"))
        return queryset.filter(~Exists(places) if self.value() == "aucun" else Exists(places.filter(country__slug=self.value())))


class ToDoFilter(admin.SimpleListFilter):
    """What somebody should look at."""

    title, parameter_name = "à voir", "a-voir"

    def lookups(self, request, model_admin):
        """Each thing to look at."""
        return [("reponses", "Partenaires sans réponse"), ("montants", "Montant à trancher"), ("budget", "Budget inconnu")]

    def queryset(self, request, queryset):
        """Those with that to do."""
        mine = {"project": OuterRef("pk")}
        wanted = {
            "reponses": Exists(Partnership.objects.waiting().filter(**mine)),
            "montants": Exists(Funding.objects.disputed().filter(**mine)),
        }
        if self.value() == "budget":
            return queryset.filter(budget=None)
        return queryset.filter(wanted[self.value()]) if self.value() in wanted else queryset

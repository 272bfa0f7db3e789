"""Countries and themes to tick, gathered as people look for them."""

from django.db.models import Case, F, When
from django.db.models.functions import Coalesce

from network.taxonomy.models import Country, Theme
from network.ui.choices import GroupedChoices

COUNTRIES = Country.objects.order_by(Case(When(region="", then=1), default=0), "region", "name", "iso3")
THEMES = Theme.objects.select_related("parent").order_by(  # a theme, then those below it
    Coalesce("parent__position", "position"), Coalesce("parent_id", "pk"), F("parent_id").asc(nulls_first=True), "position", "pk"
)


def region_of(country):
    """The heading under which a country is looked for."""
    return country.region or "Autres territoires"


class CountryChoices(GroupedChoices):
    """Several countries, by region of the world."""

    def __init__(self, **kwargs):
        super().__init__(COUNTRIES, group_of=region_of, **kwargs)


class ThemeChoices(GroupedChoices):
    """Several themes, those of the second level under the first."""

    def __init__(self, **kwargs):
        super().__init__(THEMES, group_of=lambda theme: (theme.parent or theme).name, **kwargs)

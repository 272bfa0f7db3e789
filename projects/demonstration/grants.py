"""Which public grants are one project, and what its sheet says of them (decision 14).

A grant whose purpose is stated belongs to the project of that purpose. A grant that says nothing, or only « fonctionnement »,
belongs with those of the same funder in the years that follow one another: a year without any begins another project.
"""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from actors.demo.subjects import themes_of
from actors.models import PublicGrant
from network.taxonomy.models import Country
from projects.titles import is_silent, sentence, title_for, words


@dataclass
class Group:
    """The grants that are one project, in the order of the years."""

    grants: list
    countries: dict  # key of a name → the name as it is written

    @property
    def first(self):
        """The earliest grant, which gives the purpose and the lead."""
        return self.grants[0]

    @cached_property
    def period(self):
        """« 2008-2010 », « 2016 »."""
        years = sorted({grant.year for grant in self.grants})
        return f"{years[0]}-{years[-1]}" if len(years) > 1 else str(years[0])

    @cached_property
    def fields(self):
        """What the sheet says."""
        last = max(grant.year for grant in self.grants)
        found = "Soutien public relevé" if len(self.grants) == 1 else "Soutiens publics relevés"
        return {
            "title": self.title,
            "source": f"{found}\u00a0: {self.sources} ({self.period}).",
            "progress": "termine",
            "progress_note": f"Déduit de l’année du dernier soutien relevé, {last}\u00a0; aucune source ne dit où en est le projet.",
        }

    @cached_property
    def title(self):
        """The stated purpose; without one, who supported whom and when."""
        return title_for(
            self.first.purpose,
            beneficiary=self.first.actor.name,
            funder=self.first.funder,
            period=self.period,
            proper=self.countries,
        )

    @property
    def sources(self):
        """The files, once each."""
        return ", ".join(dict.fromkeys(grant.source for grant in self.grants))

    @property
    def themes(self):
        """Slugs of the themes that the purpose names in so many words."""
        return themes_of([self.first.purpose])


def groups():
    """The public grants of the database, each in one Group."""
    countries = {sentence(name): name for name in Country.objects.values_list("name", flat=True)}
    found = defaultdict(list)
    for grant in PublicGrant.objects.select_related("actor").prefetch_related("countries").order_by("year", "source_row"):
        found[together(grant)].append(grant)
    return [Group(some, countries) for grants in found.values() for some in runs(grants)]


def together(grant):
    """What grants of one project have in common, years apart."""
    if is_silent(grant.purpose):
        return grant.actor_id, grant.funder, bool(words(grant.purpose))
    return grant.actor_id, sentence(grant.purpose)


def runs(grants):
    """Grants whose purpose is silent, parted where a year has none; the others stay together."""
    parts = []
    for grant in grants:
        if parts and (grant.year - parts[-1][-1].year <= 1 or not is_silent(grant.purpose)):
            parts[-1].append(grant)
        else:
            parts.append([grant])
    return parts

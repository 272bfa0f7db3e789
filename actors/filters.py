"""The directory's facets."""

from django.utils import timezone

from network.directory.facets import DirectoryFilter, Facet


class MemberFacet(Facet):
    """Members only: an actor whose membership covers today, never a stored flag."""

    @property
    def expression(self):
        """`{oui}` for an actor with a paid or waived membership that covers today."""
        return self._today("oui")

    @property
    def facts(self):
        """What depends on the day is in no stored column."""
        return self._today("members=oui")

    @staticmethod
    def _today(value):
        return f"CASE WHEN e.member_days @> DATE '{timezone.localdate()}' THEN '{{{value}}}'::text[] ELSE '{{}}'::text[] END"


class ActorFilter(DirectoryFilter):
    """What the directory of actors can be narrowed by."""

    college = Facet("college", param="college", label="Collège", fixed=True, marks=True)
    members = MemberFacet("member_days", param="membres", label="Adhésion", many=True, fixed=True)
    countries = Facet("countries", param="pays", label="Pays", many=True, others="autre pays|autres pays")
    regions = Facet("regions", param="region-du-monde", label="Région du monde", many=True, top=4, others="autre région|autres régions")
    themes = Facet("themes", param="theme", label="Thématique", many=True, others="autre thématique|autres thématiques")
    goals = Facet("goals", param="odd", label="Objectif de développement durable", many=True, top=4, others="autre|autres")
    ways = Facet("ways", param="mode", label="Mode d’action", many=True)
    kind = Facet("kind", param="type", label="Type de structure", top=4, others="autre type|autres types")
    department = Facet("department", param="departement", label="Département", fixed=True)
    intercommunality = Facet("intercommunality", param="epci", label="Intercommunalité", top=4, others="autre|autres")

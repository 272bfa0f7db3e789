"""What the agenda can be narrowed by."""

from network.directory.facets import DirectoryFilter, Facet


class EventFilter(DirectoryFilter):
    """What the agenda can be narrowed by; the same parameters serve the list, the month and the feeds."""

    kind = Facet("kind", param="type", label="Nature", top=8, others="autre|autres")
    places = Facet("places", param="places", label="Encore des places", fixed=True)
    format = Facet("format", param="format", label="Format", fixed=True)
    remote = Facet("remote", param="a-distance", label="À distance", fixed=True)
    mission = Facet("mission", param="mission", label="Mission")
    audience = Facet("audience", param="public", label="Public")
    themes = Facet("themes", param="theme", label="Thématique", many=True, top=4, others="autre thématique|autres thématiques")
    countries = Facet("countries", param="pays", label="Pays", many=True, top=4, others="autre pays|autres pays")
    department = Facet("department", param="departement", label="Département", fixed=True, unknown="hors de la région ou sans lieu")

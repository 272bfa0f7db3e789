"""The facets of the directory of projects."""

from network.directory.facets import DirectoryFilter, Facet


class ProjectFilter(DirectoryFilter):
    """What the directory of projects can be narrowed by."""

    countries = Facet("countries", param="pays", label="Pays", many=True, others="autre pays|autres pays")
    regions = Facet("regions", param="region-du-monde", label="Région du monde", many=True, top=4, others="autre région|autres régions")
    themes = Facet("themes", param="theme", label="Thématique", many=True, others="autre thématique|autres thématiques")
    goals = Facet("goals", param="odd", label="Objectif de développement durable", many=True, top=4, others="autre|autres")
    schemes = Facet("schemes", param="dispositif", label="Dispositif", many=True, others="autre dispositif|autres dispositifs")
    college = Facet("college", param="college", label="Collège du porteur", fixed=True, marks=True)
    department = Facet("department", param="departement", label="Département du porteur", fixed=True)
    progress = Facet("progress", param="etat", label="Avancement", fixed=True)
    years = Facet("years", param="annee", label="Année", many=True, top=5, others="autre année|autres années")
    multi = Facet("multi", param="multi-acteurs", label="Multi-acteurs", fixed=True)
    seeking = Facet("seeking", param="cherche-partenaires", label="Cherche des partenaires", fixed=True)
    budget_bracket = Facet("budget_bracket", param="budget", label="Budget", fixed=True)
    support_bracket = Facet("support_bracket", param="soutien", label="Soutiens obtenus", fixed=True)
    kind = Facet("kind", param="type", label="Type de porteur", top=4, others="autre type|autres types")
    intercommunality = Facet("intercommunality", param="epci", label="Intercommunalité du porteur", top=4, others="autre|autres")

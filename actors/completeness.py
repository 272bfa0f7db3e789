"""How complete a sheet is: twelve headings, each filled or not. The directory's cards count the same in SQL (migration 0004)."""

from dataclasses import dataclass

HEADINGS = 12
# Each heading, why it helps, and the step of the form where it is filled in (actors.registration).
WHY = {
    "présentation": ("on comprend en trois phrases ce que vous faites", "activite"),
    "logo": ("on vous reconnaît d’un coup d’œil", "activite"),
    "commune ou ville": ("vous paraissez sur la carte et dans les recherches par commune", "siege"),
    "adresse postale": ("on sait où vous écrire et vous trouver", "siege"),
    "courriel ou téléphone public": ("on peut vous joindre sans passer par le réseau", "contact"),
    "site internet": ("on en apprend davantage", "contact"),
    "numéro d’identification": ("les fiches en double se repèrent d’elles-mêmes", "structure"),
    "année de création": ("on mesure votre expérience", "activite"),
    "pays d’intervention": ("vous paraissez dans les recherches par pays et sur la page de chacun", "activite"),
    "thématiques": ("qui cherche un sujet vous trouve", "activite"),
    "modes d’action": ("on sait si vous menez des projets, formez, accueillez", "activite"),
    "langues de travail": ("des partenaires à l’étranger savent en quelle langue vous écrire", "activite"),
}


@dataclass(frozen=True)
class Heading:
    """One heading of the sheet, and whether it says something."""

    label: str
    filled: bool

    @property
    def why(self):
        """What filling it in brings."""
        return WHY[self.label][0]

    @property
    def step(self):
        """The step of the form where it is."""
        return WHY[self.label][1]


def headings(actor):
    """The twelve headings in the order of the sheet. Reads the countries and themes of the actor."""
    return [
        Heading("présentation", bool(actor.presentation.strip())),
        Heading("logo", bool(actor.logo)),
        Heading("commune ou ville", bool(actor.municipality_id or actor.place)),
        Heading("adresse postale", bool(actor.street)),
        Heading("courriel ou téléphone public", bool(actor.public_email or actor.public_phone)),
        Heading("site internet", bool(actor.website)),
        Heading("numéro d’identification", bool(actor.siren or actor.siret or actor.rna or actor.uai)),
        Heading("année de création", actor.founded is not None),
        Heading("pays d’intervention", bool(actor.countries.all())),
        Heading("thématiques", bool(actor.themes.all())),
        Heading("modes d’action", bool(actor.ways)),
        Heading("langues de travail", bool(actor.languages)),
    ]


@dataclass(frozen=True)
class Completeness:
    """What is filled, what is missing."""

    filled: int
    total: int
    gaps: list

    @property
    def missing(self):
        """The names of what is missing."""
        return [heading.label for heading in self.gaps]

    @property
    def share(self):
        """Between 0 and 1."""
        return self.filled / self.total


def completeness(actor):
    """The Completeness of a sheet."""
    found = headings(actor)
    gaps = [heading for heading in found if not heading.filled]
    return Completeness(len(found) - len(gaps), len(found), gaps)

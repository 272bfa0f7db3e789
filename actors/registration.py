"""The steps in which a sheet is written, and what it must say before the team reads it."""

from dataclasses import dataclass

# What tells an organisation apart: once published, only those responsible for it change these, and the team is told.
DISTINCTIVE = ("name", "acronym", "college", "kind", "siren", "siret", "rna", "uai")


@dataclass(frozen=True)
class Step:
    """One page of the form: its part of the address, its word in the list of steps, its question."""

    slug: str
    label: str
    title: str
    lead: str


STEPS = (
    Step(
        "structure",
        "La structure",
        "Quelle est votre structure ?",
        "Son nom et ses numéros officiels, tels qu’ils figurent sur ses statuts.",
    ),
    Step(
        "siege",
        "Le siège",
        "Où est-elle installée ?",
        "La commune place la fiche sur la carte ; l’adresse est facultative.",
    ),
    Step(
        "activite",
        "L’activité",
        "Que fait-elle, et où ?",
        "Ce que lisent celles et ceux qui cherchent un partenaire.",
    ),
    Step(
        "contact",
        "Contact et relecture",
        "Comment la joindre ?",
        "Ces coordonnées sont publiques : donnez celles de la structure, pas celles d’une personne.",
    ),
)
BY_SLUG = {step.slug: step for step in STEPS}


def after(step):
    """The next Step, or None after the last."""
    place = STEPS.index(step) + 1
    return STEPS[place] if place < len(STEPS) else None


def before(step):
    """The Step before, or None at the first."""
    place = STEPS.index(step)
    return STEPS[place - 1] if place else None


REQUIRED = ("commune ou ville", "présentation")  # headings of the sheet (`actors.completeness`)


def wanting(actor):
    """What the sheet must still say before it is proposed, in words: {slug of the step: label}."""
    wanted = {}
    if not (actor.municipality_id or actor.place):
        wanted["siege"] = "la commune, ou la ville hors de la région"
    if not actor.presentation.strip():
        wanted["activite"] = "la présentation"
    return wanted

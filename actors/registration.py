"""The steps in which a sheet is written, and what it must say before the team reads it."""

from network.ui.steps import Step, Steps

# What tells an organisation apart: once published, only those responsible for it change these, and the team is told.
DISTINCTIVE = ("name", "acronym", "college", "kind", "siren", "siret", "rna", "uai")


STEPS = Steps(
    (
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
)

REQUIRED = ("commune ou ville", "présentation")  # headings of the sheet (`actors.completeness`)


def wanting(actor):
    """What the sheet must still say before it is proposed, in words: {slug of the step: label}."""
    wanted = {}
    if not (actor.municipality_id or actor.place):
        wanted["siege"] = "la commune, ou la ville hors de la région"
    if not actor.presentation.strip():
        wanted["activite"] = "la présentation"
    return wanted

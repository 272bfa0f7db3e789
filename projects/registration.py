"""The steps in which a project is written, and what its sheet must say before the team reads it."""

from network.ui.steps import Step, Steps

STEPS = Steps(
    (
        Step("essentiel", "L’essentiel", "Quel est ce projet ?", "Qui le porte, ce qu’il fait, sur quels sujets."),
        Step("lieux", "Où et quand", "Où et quand a-t-il lieu ?", "Un pays suffit ; une ville et un point le placent mieux sur la carte."),
        Step(
            "partenaires",
            "Partenaires",
            "Avec qui ?",
            "Les structures de la région et celles d’ailleurs. Une structure de l’annuaire ne paraît qu’une fois d’accord.",
        ),
        Step("argent", "Argent", "Avec quels moyens ?", "Ce que vous savez : un montant inconnu se laisse vide, il ne vaut pas zéro."),
        Step(
            "resultats",
            "Résultats et relecture",
            "Qu’a-t-il changé ?",
            "Tout est facultatif ici : des chiffres, des images, des documents, un résumé en anglais.",
        ),
    )
)


def wanting(project):
    """What the sheet must still say before it is proposed, in words: {slug of the step: label}."""
    essential = [
        label for label, said in (("le résumé", project.summary.strip()), ("une thématique au moins", project.themes.exists())) if not said
    ]
    wanted = {"essentiel": " et ".join(essential)} if essential else {}
    if not project.places.exists():
        wanted["lieux"] = "un pays au moins"
    return wanted

"""The sustainable development goals and their targets."""

from collections import Counter

from network.taxonomy.loading.files import read
from network.taxonomy.models import Goal, Target

SHORT = {
    1: "Pas de pauvreté",
    2: "Faim zéro",
    3: "Bonne santé et bien-être",
    4: "Éducation de qualité",
    5: "Égalité entre les sexes",
    6: "Eau propre et assainissement",
    7: "Énergie propre pour tous",
    8: "Travail décent et économie",
    9: "Industrie, innovation, infrastructures",
    10: "Moins d’inégalités",
    11: "Villes et villages durables",
    12: "Consommer et produire durablement",
    13: "Agir pour le climat",
    14: "Vie aquatique",
    15: "Vie terrestre",
    16: "Paix, justice, institutions",
    17: "Partenariats pour les objectifs",
}


def goals(folder):
    """The seventeen goals."""
    for row in read(folder / "odd_objectifs.csv", ["numero", "intitule_fr", "intitule_en", "couleur_hex"], "numero"):
        number = row.number("numero")
        if number not in SHORT:
            raise row.wrong(f"l’objectif {number} n’existe pas.")
        yield row.checked(
            Goal(number=number, name=row["intitule_fr"], name_en=row["intitule_en"], short_name=SHORT[number], colour=row["couleur_hex"])
        )


def targets(folder, goals):
    """Their targets, in the order of the file; `goals` are the known numbers."""
    ranks = Counter()
    for row in read(folder / "odd_cibles.csv", ["code", "objectif", "intitule_fr", "intitule_en"], "code"):
        goal = row.number("objectif")
        if goal not in goals or row["code"].split(".")[0] != str(goal):
            raise row.wrong(f"la cible « {row['code']} » n’est pas de l’objectif {goal}.")
        ranks[goal] += 1
        yield row.checked(Target(code=row["code"], goal_id=goal, position=ranks[goal], name=row["intitule_fr"], name_en=row["intitule_en"]))

"""Themes that the stated purpose of a public grant names in so many words; a purpose that says nothing clear gives none."""

import re
import unicodedata

# The beginning of words of the purpose, without accents → slug of `data/themes.csv`.
SUBJECTS = {
    "adduction d eau potable": "eau-potable",
    "agriculture": "agriculture",
    "approvisionnement en eau": "eau-potable",
    "assainissement": "assainissement",
    "bibliotheque": "livre-et-lecture",
    "bornes fontaines": "eau-potable",
    "cours de fle": "accueil-des-personnes-exilees",
    "culture": "culture",
    "culturel": "culture",
    "dispensaire": "soins-de-base",
    "droits des femmes": "droits-des-femmes",
    "ecole": "ecoles",
    "ecologi": "environnement-et-climat",
    "energie solaire": "energies-renouvelables",
    "femmes enceintes": "sante-maternelle-et-infantile",
    "formation de formateurs": "education",
    "formation instituteurs": "education",
    "humanitaire": "urgence",
    "justice climatique": "environnement-et-climat",
    "lait local": "elevage",
    "langue francaise": "langues",
    "lecture": "livre-et-lecture",
    "livres scolaires": "ecoles",
    "materiel pour ecole": "equipement-scolaire",
    "materiel scolaire": "equipement-scolaire",
    "pompage solaire": "eau-potable",
    "rehabilitation de l ecole": "equipement-scolaire",
    "reouverture de l ecole": "equipement-scolaire",
    "sanitaires": "assainissement",
    "scolarisation": "ecoles",
    "secteur agricole": "agriculture",
    "securite alimentaire": "securite-alimentaire",
}
BEGINNINGS = {slug_words: re.compile(rf"\b{slug_words}") for slug_words in SUBJECTS}


def themes_of(purposes):
    """Slugs of the themes that these texts name."""
    found = set()
    for purpose in purposes:
        plain = unicodedata.normalize("NFKD", purpose.replace("’", " ")).encode("ascii", "ignore").decode().lower()
        plain = " ".join(re.findall(r"[a-z0-9]+", plain))
        found |= {SUBJECTS[words] for words, beginning in BEGINNINGS.items() if beginning.search(plain)}
    return found

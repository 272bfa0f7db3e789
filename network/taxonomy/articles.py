"""« au Bénin », « en Côte d’Ivoire », « aux Comores », « à Madagascar »: a country's name after the word that says « in » it."""

from network.taxonomy.spelling import key

# No article: islands and cities mostly, and every saint.
BARE = frozenset(
    {
        "andorre", "anguilla", "antigua et barbuda", "aruba", "bahrein",
        "bonaire saint eustache et saba", "chypre", "cuba", "curacao", "djibouti", "gibraltar", "guam", "guernesey",
        "hong kong", "jersey", "kiribati", "macao", "madagascar", "malte", "maurice", "mayotte", "monaco", "montserrat", "nauru",
        "niue", "oman", "porto rico", "samoa", "sao tome et principe", "singapour", "taiwan", "tokelau", "tonga",
        "trinite et tobago", "tuvalu",
        "vanuatu", "wallis et futuna",
    }
)  # fmt: skip
MASCULINE = frozenset({"mexique", "mozambique", "cambodge", "zimbabwe", "belize", "royaume", "suriname"})  # although they end in e
PLURAL = frozenset(
    {
        "iles", "etats", "pays", "emirats", "comores", "maldives", "seychelles", "philippines", "fidji", "palaos", "bahamas", "bermudes",
    }
)  # fmt: skip
SAID = {
    "barbade": "à la Barbade",
    "dominique": "à la Dominique",
    "el salvador": "au Salvador",
    "grenade": "à la Grenade",
    "haiti": "en Haïti",
    "la reunion": "à La Réunion",
    "saint siege vatican": "au Saint-Siège",
    "samoa americaines": "aux Samoa américaines",
    "sierra leone": "en Sierra Leone",
    "territoire britannique de l ocean indien": "dans le Territoire britannique de l’océan Indien",
    "terres australes francaises": "dans les Terres australes françaises",
}


def in_country(name):
    """The name of a country after its preposition."""
    words = key(name)
    first = words.partition(" ")[0]
    if words in SAID:
        return SAID[words]
    if words in BARE or first in {"saint", "sainte"}:
        return f"à {name}"
    if first == "ile":
        return f"sur l’{name}"
    if first in PLURAL:
        return f"aux {name}"
    if first not in MASCULINE and (first.endswith("e") or first[:1] in tuple("aeiou")):
        return f"en {name}"
    return f"au {name}"

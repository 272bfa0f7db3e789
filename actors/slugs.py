"""The address of a sheet: made once from the name, never twice the same, never one that the portal needs itself."""

import unicodedata
from itertools import count

from django.utils.text import slugify

LONGEST = 80  # room for « -2 » within the field's 90
RESERVED = {"nouveau", "nouvelle", "ajouter", "inscrire", "demandes", "carte", "export", "mes-structures", "comparer"}
LIGATURES = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss", "ø": "o", "Ø": "O", "’": " ", "'": " "})


def readable(name):
    """« L’Œuvre d’Haïti » → « l-oeuvre-d-haiti »; cut between words; « acteur » when nothing is left."""
    slug = slugify(unicodedata.normalize("NFKC", name).translate(LIGATURES))
    if len(slug) > LONGEST:
        slug = slug[:LONGEST].rsplit("-", 1)[0] or slug[:LONGEST]
    return slug.strip("-_") or "acteur"


def free(name, taken):
    """The readable address of `name`, with « -2 », « -3 » … while it is in `taken` (a set) or reserved."""
    slug = readable(name)
    if slug not in taken and slug not in RESERVED:
        return slug
    return next(f"{slug}-{n}" for n in count(2) if f"{slug}-{n}" not in taken)

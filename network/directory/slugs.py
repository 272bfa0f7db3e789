"""The address of a sheet: made once from its name, never twice the same, never one that the portal needs itself."""

import unicodedata
from itertools import count

from django.db import IntegrityError, transaction
from django.utils.text import slugify

LONGEST = 80  # room for « -2 » within the field's 90
TRIES = 5
LIGATURES = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss", "ø": "o", "Ø": "O", "’": " ", "'": " "})


def readable(name, nameless="acteur"):
    """« L’Œuvre d’Haïti » → « l-oeuvre-d-haiti »; cut between words; `nameless` when nothing is left."""
    slug = slugify(unicodedata.normalize("NFKC", name).translate(LIGATURES))
    if len(slug) > LONGEST:
        slug = slug[:LONGEST].rsplit("-", 1)[0] or slug[:LONGEST]
    return slug.strip("-_") or nameless


def free(name, taken, reserved=frozenset(), nameless="acteur"):
    """The readable address of `name`, with « -2 », « -3 » … while it is in `taken` (a set) or `reserved`."""
    slug = readable(name, nameless)
    if slug not in taken and slug not in reserved:
        return slug
    return next(f"{slug}-{n}" for n in count(2) if f"{slug}-{n}" not in taken)


def insert(thing, name):
    """Save the new `thing` under an address made of `name`; its class says `RESERVED_SLUGS` and `NAMELESS`.

    Two people who take the same address at once both get one.
    """
    kind = type(thing)
    for attempt in range(TRIES):
        like = kind._base_manager.filter(slug__startswith=readable(name, kind.NAMELESS))
        thing.slug = free(name, set(like.values_list("slug", flat=True)), kind.RESERVED_SLUGS, kind.NAMELESS)
        try:
            with transaction.atomic():
                thing.save(force_insert=True)
            return thing
        except IntegrityError as error:  # somebody took the same address just now
            if "slug" not in str(error) or attempt == TRIES - 1:
                raise
            thing.pk = None
    return thing

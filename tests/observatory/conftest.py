"""A small world that holds every case: nothing known, several values, several collèges, an actor that is not public."""

import random

import pytest

from network.moderation.enums import State
from projects.enums import PartnershipStatus, Progress
from projects.models import Scheme


@pytest.fixture
def observed(world, make_actor, make_project):
    """Twelve projects of six actors, made the same each time."""
    dice = random.Random(4)
    colleges = [("associations", "association"), ("collectivites", "commune"), ("enseignement", "lycee"), ("economie", "entreprise")]
    towns = [world["nantes"], world["laval"], None]
    actors = [
        make_actor(f"Acteur {n}", slug=f"observe-{n}", college=colleges[n % 4][0], kind=colleges[n % 4][1], municipality=towns[n % 3])
        for n in range(6)
    ]
    actors[3].sole_trader = True
    actors[3].save()
    actors.append(make_actor("Retiré", slug="retire", state=State.ARCHIVED))
    actors[0].memberships.create(year=2026, state="paid")
    scheme = Scheme.objects.create(name="Tandems", slug="tandems", state=State.PUBLISHED, published_at=actors[0].published_at)
    countries, themes = [world["benin"], world["mali"], world["liban"]], [world["water"], world["wells"], world["school"]]
    for n in range(12):
        year = 2017 + n % 4
        project = make_project(
            f"Projet {n}",
            slug=f"observe-{n}",
            lead=actors[n % 7],
            places=countries[: n % 4],
            themes=dice.sample(themes, n % 3),
            partners=[a for a in dice.sample(actors, n % 3) if a != actors[n % 7]],
            granted={("Région", year): 3000 * n} if n % 2 else None,
            progress=["", Progress.COMPLETED, Progress.UNDER_WAY, Progress.PREPARING][n % 4],
            budget=4000 * n if n % 3 == 1 else None,
            starts_on=f"{year}-01-01" if n % 3 else None,
            ends_on=f"{year + 1}-06-01" if n % 3 else None,
        )
        project.fundings.update(scheme=scheme if n % 4 == 1 else None)
    project.partnerships.create(actor=make_actor("Ville", slug="ville"), status=PartnershipStatus.ASKED)
    return actors

"""The cast of the tests and a few organisations. Everything is real: PostgreSQL, Redis, the middleware, the templates."""

from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.db import transaction
from django.test import Client
from django.utils import timezone

from actors.enums import Kind, RepresentationStatus, Role
from actors.models import Actor, Representation
from network.accounts.models import BOARD_GROUP, User
from network.moderation.enums import State
from network.taxonomy.enums import College
from network.taxonomy.models import Country, Department, Goal, Intercommunality, Municipality, Theme
from projects.enums import FigureKind, PartnershipStatus
from projects.models import Project


@pytest.fixture(autouse=True)
def own_pages(settings):
    """A test that is rolled back gives its data's version to the next one: no page kept by one may show in another."""
    pages = {**settings.CACHES["pages"], "KEY_PREFIX": uuid4().hex}
    settings.CACHES = {**settings.CACHES, "pages": pages}


def _user(name, **fields):
    user = User.objects.create_user(f"{name}@demo.example", "demonstration", first_name=name.capitalize(), **fields)
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    return user


@pytest.fixture
def make_actor(db):
    """Makes an actor: published and an association unless told otherwise; m2m fields take lists."""
    made = []

    def make(name="Alliance Loire Bénin", *, countries=(), themes=(), **fields):
        made.append(name)
        defaults = {
            "slug": f"acteur-{len(made)}",
            "college": College.NON_PROFIT,
            "kind": Kind.ASSOCIATION,
            "state": State.PUBLISHED,
            "published_at": timezone.now(),
        }
        actor = Actor.objects.create(name=name, **{**defaults, **fields})
        actor.countries.set(countries)
        actor.themes.set(themes)
        return actor

    return make


@pytest.fixture
def make_project(make_actor):
    """Makes a project: published unless told otherwise, led by an actor of its own unless given `lead`.

    `places` are countries, `(country, town)` or `(country, town, longitude, latitude)`; `partners` actors that confirmed;
    `granted` is `{(funder, year): euros}`.
    """
    made = []

    def make(title="Puits et jardins", *, lead=None, places=(), themes=(), goals=(), partners=(), granted=None, **fields):
        made.append(title)
        defaults = {"slug": f"projet-{len(made)}", "state": State.PUBLISHED, "published_at": timezone.now()}
        lead = lead or make_actor(f"Porteur {len(made)}", slug=f"porteur-{len(made)}")
        project = Project.objects.create(title=title, lead=lead, **{**defaults, **fields})
        for place in places:
            country, town, *point = place if isinstance(place, tuple) else (place, "")
            project.places.create(country=country, town=town, **dict(zip(("longitude", "latitude"), point, strict=False)))
        project.themes.set(themes)
        project.goals.set(goals)
        for partner in partners:
            project.partnerships.create(actor=partner, status=PartnershipStatus.CONFIRMED)
        for (funder, year), amount in (granted or {}).items():
            project.fundings.create(funder=funder, year=year).figures.create(kind=FigureKind.GRANTED, amount=amount)
        return project

    return make


@pytest.fixture
def represent(db):
    """Makes a user an active representative of an actor."""

    def link(user, actor, role=Role.MANAGER, status=RepresentationStatus.ACTIVE):
        return Representation.objects.create(user=user, actor=actor, role=role, status=status)

    return link


@pytest.fixture
def account(db):
    """A person with an account and no organisation (visiteur)."""
    return _user("visiteur")


@pytest.fixture
def member(db):
    """A person who will manage the test's own actor (membre)."""
    return _user("membre")


@pytest.fixture
def neighbour(db):
    """A person who will manage another actor (voisine)."""
    return _user("voisine")


@pytest.fixture
def staff(db):
    """A member of the network's team (équipe)."""
    return _user("equipe", is_staff=True, is_superuser=True)


@pytest.fixture
def board(db):
    """A member of the board (CA)."""
    user = _user("ca")
    user.groups.add(Group.objects.get_or_create(name=BOARD_GROUP)[0])
    return user


@pytest.fixture
def client_of():
    """A logged-in test client of a user; an anonymous one for None."""

    def log_in(user):
        client = Client()
        if user is not None:
            client.force_login(user)
        return client

    return log_in


@pytest.fixture
def world(db):
    """A little world: three countries, two communes, two themes with their goals."""
    loire = Department.objects.create(code="44", name="Loire-Atlantique", seat="Nantes", population=1, longitude=-1.6, latitude=47.3)
    mayenne = Department.objects.create(code="53", name="Mayenne", seat="Laval", population=1, longitude=-0.6, latitude=48.1)
    metropole = Intercommunality.objects.create(
        siren="244400404", name="Nantes Métropole", kind="METRO", population=1, longitude=0, latitude=0
    )
    africa = {"region": "Afrique de l’Ouest", "region_slug": "afrique-de-l-ouest"}
    goals = [
        Goal.objects.create(number=n, name=f"Objectif {n}", name_en=f"Goal {n}", short_name=s, colour="#000000")
        for n, s in ((4, "Éducation"), (6, "Eau"))
    ]
    water = Theme.objects.create(slug="eau", name="Eau et assainissement", position=1)
    wells = Theme.objects.create(slug="forages", name="Forages", position=1, parent=water)
    school = Theme.objects.create(slug="education", name="Éducation", position=2)
    water.goals.set([goals[1]])
    wells.goals.set([goals[1]])
    school.goals.set([goals[0]])
    return {
        "nantes": Municipality.objects.create(
            code="44109",
            name="Nantes",
            department=loire,
            intercommunality=metropole,
            postcodes=["44000"],
            population=300000,
            longitude=-1.55,
            latitude=47.22,
        ),
        "laval": Municipality.objects.create(
            code="53130", name="Laval", department=mayenne, postcodes=["53000"], population=50000, longitude=-0.77, latitude=48.07
        ),
        "benin": Country.objects.create(iso3="BEN", iso2="BJ", slug="benin", name="Bénin", name_en="Benin", **africa),
        "mali": Country.objects.create(iso3="MLI", iso2="ML", slug="mali", name="Mali", name_en="Mali", **africa),
        "liban": Country.objects.create(
            iso3="LBN", iso2="LB", slug="liban", name="Liban", name_en="Lebanon", region="Moyen-Orient", region_slug="moyen-orient"
        ),
        "water": water,
        "wells": wells,
        "school": school,
    }


@pytest.fixture(scope="module")
def reference(django_db_setup, django_db_blocker):
    """The real reference data, loaded once for the tests of a file and taken back after them. Not with `world`."""
    from network.taxonomy.loading.reference import load

    with django_db_blocker.unblock(), transaction.atomic():
        load()
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def demonstration(reference):
    """The demonstration on top of the reference data, loaded once for the tests of a file."""
    from actors.demo.loading import load

    return load()

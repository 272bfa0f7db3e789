"""Who and what the tests speak of, made by plain functions: a test makes its own, a file may share some."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.utils import timezone

from actors.enums import Kind, RepresentationStatus, Role
from actors.models import Actor, Representation
from events.enums import EventKind, EventState, Format, Presence
from events.models import Event, Seating, Slot
from network.accounts.models import BOARD_GROUP, User
from network.moderation.enums import State
from network.taxonomy.enums import College
from network.taxonomy.models import Country, Department, Goal, Intercommunality, Municipality, Theme
from projects.enums import FigureKind, PartnershipStatus
from projects.models import Project


def make_user(name, **fields):
    """A person with a confirmed address, <name>@demo.example."""
    user = User.objects.create_user(f"{name}@demo.example", "demonstration", first_name=name.capitalize(), **fields)
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    return user


def make_staff():
    """A member of the network's team (équipe)."""
    return make_user("equipe", is_staff=True, is_superuser=True)


def make_board():
    """A member of the board (CA)."""
    user = make_user("ca")
    user.groups.add(Group.objects.get_or_create(name=BOARD_GROUP)[0])
    return user


def actor_maker():
    """Makes actors: published and associations unless told otherwise; m2m fields take lists."""
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


def project_maker(make_actor):
    """Makes projects: published unless told otherwise, led by an actor of their own (of `make_actor`) unless given `lead`."""
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


def link(user, actor, role=Role.MANAGER, status=RepresentationStatus.ACTIVE):
    """Make a user an active representative of an actor."""
    return Representation.objects.create(user=user, actor=actor, role=role, status=status)


def make_world():
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


def event_maker():
    """Makes events: published, on the spot, in a month, unless told otherwise. `places=None`: no limit; `remote`: places remotely."""
    made = []

    def make(title="Rencontre du réseau", *, places=20, remote=..., starts_in=timedelta(days=30), hours=2, slots=None, **fields):
        made.append(title)
        defaults = {
            "slug": f"rencontre-{len(made)}",
            "kind": EventKind.WORKSHOP,
            "format": Format.IN_PERSON if remote is ... else Format.HYBRID,
            "state": EventState.PUBLISHED,
            "published_at": timezone.now(),
        }
        event = Event.objects.create(title=title, **{**defaults, **fields})
        start = (timezone.now() + starts_in).replace(microsecond=0)
        for begins, ends in slots or [(start, start + timedelta(hours=hours))]:
            Slot.objects.create(event=event, starts_at=begins, ends_at=ends)
        Seating.objects.create(event=event, presence=Presence.IN_PERSON, places=places)
        if remote is not ...:
            Seating.objects.create(event=event, presence=Presence.REMOTE, places=remote)
        return event

    return make

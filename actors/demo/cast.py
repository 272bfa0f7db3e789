"""The invented cast: seven accounts and the two organisations that two of them manage. All of it is `is_demo`."""

from dataclasses import dataclass, field
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group, Permission
from django.utils import timezone

from actors.enums import ConsentWay, Kind, MembershipState, RepresentationStatus, Role, Way
from actors.models import Actor, Contact, Membership, Representation
from network.accounts.models import BOARD_GROUP, User
from network.moderation.enums import State
from network.taxonomy.enums import College
from network.taxonomy.loading.sync import Outcome
from network.taxonomy.models import Theme

PASSWORD = "demonstration"  # noqa: S105
TREASURY_GROUP, JURY_GROUP = "Trésorerie", "Jury"
PERMISSIONS = {TREASURY_GROUP: ["view_actor", "view_membership", "change_membership"]}


@dataclass(frozen=True)
class Person:
    """An account of the cast: what it is called and what it may do."""

    name: str
    label: str
    fields: dict = field(default_factory=dict)
    groups: tuple = ()

    @property
    def email(self):
        """The address to log in with."""
        return f"{self.name}@demo.example"


PEOPLE = [
    Person("visiteur", "Visiteur"),
    Person("membre", "Membre"),
    Person("voisine", "Voisine"),
    Person("equipe", "Équipe", {"is_staff": True, "is_superuser": True}),
    Person("tresorerie", "Trésorerie", {"is_staff": True}, (TREASURY_GROUP,)),
    Person("ca", "CA", {}, (BOARD_GROUP,)),
    Person("jury", "Jury", {}, (JURY_GROUP,)),
]

ORGANISATIONS = [
    {
        "slug": "association-de-demonstration-eau-et-jardins",
        "name": "Association de démonstration Eau et jardins",
        "acronym": "ADEJ",
        "college": College.NON_PROFIT,
        "kind": Kind.ASSOCIATION,
        "presentation": (
            "Cette association n’existe pas : elle montre à quoi ressemble une fiche tenue par ses responsables.\n\n"
            "Avec une union de maraîchères du centre du Bénin, elle creuse des puits, monte des jardins d’école et forme des "
            "comités de l’eau. En Loire-Atlantique, elle anime des ateliers dans les collèges."
        ),
        "website": "https://eau-et-jardins.example/",
        "street": "1, rue de la Démonstration",
        "postcode": "44000",
        "municipality_id": "44109",
        "public_email": "eau-et-jardins@demo.example",
        "founded": 2009,
        "ways": [Way.PROJECT, Way.ECSI],
        "languages": ["français", "anglais"],
        "manager": "membre",
        "countries": ["BEN", "TGO"],
        "themes": ["eau-potable", "agroecologie", "citoyennete-mondiale"],
        "memberships": [MembershipState.PAID, MembershipState.PAID],
        "confirmed": timedelta(days=20),
    },
    {
        "slug": "cooperative-de-demonstration-fil-equitable",
        "name": "Coopérative de démonstration Fil équitable",
        "acronym": "",
        "college": College.BUSINESS,
        "kind": Kind.COOPERATIVE,
        "presentation": (
            "Cette coopérative n’existe pas : elle montre la fiche d’un autre acteur, celui de la voisine.\n\n"
            "Elle vend en Sarthe les tissus d’ateliers de tisserandes de Madagascar et accueille des jeunes en volontariat."
        ),
        "website": "https://fil-equitable.example/",
        "street": "2, rue de la Démonstration",
        "postcode": "72000",
        "municipality_id": "72181",
        "public_email": "fil-equitable@demo.example",
        "founded": 2015,
        "ways": [Way.TRADE, Way.MOBILITY],
        "languages": ["français", "malgache"],
        "manager": "voisine",
        "countries": ["MDG"],
        "themes": ["commerce-equitable", "autonomie-economique-des-femmes"],
        "memberships": [MembershipState.PAID, MembershipState.CALLED],
        "confirmed": timedelta(days=300),
    },
]


def load_cast():
    """Make the accounts and organisations of the cast that are not there yet; returns an Outcome of both."""
    accounts, users = load_people()
    organisations = Outcome("Structures de démonstration")
    for description in ORGANISATIONS:
        organisations.total += 1
        organisations.created += load_organisation(dict(description), users)
    return accounts, organisations


def load_people():
    """The accounts, with verified addresses and their groups; an account that exists keeps its password."""
    outcome, users = Outcome("Comptes de démonstration", len(PEOPLE)), {}
    known = User.objects.in_bulk([person.email for person in PEOPLE], field_name="email")
    password = make_password(PASSWORD) if len(known) < len(PEOPLE) else None
    for person in PEOPLE:
        user = known.get(person.email)
        if user is None:
            names = {"first_name": person.label, "last_name": "de démonstration"}
            user = User.objects.create(email=person.email, password=password, is_demo=True, **names, **person.fields)
            EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
            outcome.created += 1
            for name in person.groups:
                group, _ = Group.objects.get_or_create(name=name)
                group.permissions.add(*Permission.objects.filter(codename__in=PERMISSIONS.get(name, []), content_type__app_label="actors"))
                user.groups.add(group)
        users[person.name] = user
    return outcome, users


def load_organisation(description, users):
    """One organisation of the cast with its manager and memberships; 1 when it was made, 0 when it was there."""
    manager, countries, themes = (description.pop(name) for name in ("manager", "countries", "themes"))
    states, confirmed = description.pop("memberships"), description.pop("confirmed")
    now = timezone.now()
    actor, made = Actor.objects.get_or_create(
        slug=description.pop("slug"),
        defaults={**description, "is_demo": True, "state": State.PUBLISHED, "published_at": now, "confirmed_at": now - confirmed},
    )
    if made:
        actor.countries.set(countries)
        actor.themes.set(Theme.objects.filter(slug__in=themes))
        user = users[manager]
        Representation.objects.create(user=user, actor=actor, role=Role.MANAGER, status=RepresentationStatus.ACTIVE)
        agreed = {"is_public": True, "consent_at": now, "consent_how": ConsentWay.ACCOUNT, "consent_by": user}
        Contact.objects.create(actor=actor, user=user, name=str(user), function="présidence", email=user.email, is_demo=True, **agreed)
    year = timezone.localdate().year
    for years_ago, state in ((1, states[0]), (0, states[1])):
        Membership.objects.get_or_create(actor=actor, year=year - years_ago, defaults={"state": state, "is_demo": True})
    return int(made)

"""The demonstration's memory: two invented local authorities with their officials, exchanges and tasks. All `is_demo`."""

from datetime import timedelta

from django.utils import timezone

from actors.demo.cast import ORGANISATIONS
from actors.enums import Kind
from actors.models import Actor, Contact
from crm.enums import InteractionKind
from crm.models import Interaction, Task
from crm.officials import last_election
from network.accounts.models import User
from network.taxonomy.enums import College

ASSOCIATION, COOPERATIVE = (description["slug"] for description in ORGANISATIONS)
TOWN, VALLEY = "commune-de-demonstration-du-pont", "communaute-de-communes-de-demonstration-de-la-vallee"
AUTHORITIES = {  # drafts of the team: no visitor meets an authority that does not exist
    TOWN: ("Commune de démonstration du Pont", Kind.MUNICIPALITY),
    VALLEY: ("Communauté de communes de démonstration de la Vallée", Kind.INTERCOMMUNALITY),
}
# (authority, name, function, delegation, whether the mandate is of the last election)
OFFICIALS = [
    (TOWN, "Adjointe de démonstration", "adjointe au maire", "relations internationales et jumelages", True),
    (VALLEY, "Vice-président de démonstration", "vice-président", "coopération décentralisée", False),
]
# (actor, kind, days ago, subject, notes, what is done next, in how many days, its owner, whether it is done)
EXCHANGES = [
    (
        *(ASSOCIATION, InteractionKind.MEETING, 12, "Préparer la semaine des solidarités"),
        "L’association propose deux ateliers dans des collèges et cherche une salle. Exemple inventé.",
        *("Proposer une salle à l’association", -2, "equipe", False),
    ),
    (
        *(ASSOCIATION, InteractionKind.VIDEO, 200, "Bilan du chantier des puits"),
        "Le comité de l’eau se réunit chaque mois. Exemple inventé.",
        *("Envoyer le modèle de bilan", -190, "equipe", True),
    ),
    (
        *(COOPERATIVE, InteractionKind.CALL, 35, "Adhésion de l’année"),
        "La coopérative demande comment régler en deux fois. Exemple inventé.",
        *("Répondre sur le règlement en deux fois", 4, "tresorerie", False),
    ),
    (
        *(TOWN, InteractionKind.VISIT, 60, "Rencontre avec l’adjointe"),
        "La commune songe à un jumelage et veut entendre d’autres communes. Exemple inventé.",
        *("Inviter la commune à la prochaine permanence", 6, None, False),
    ),
    (
        VALLEY,
        InteractionKind.EMAIL,
        400,
        "Qui suit l’international ?",
        "Sans réponse depuis les élections. Exemple inventé.",
        "",
        0,
        None,
        False,
    ),
]


def load():
    """Bring what is missing; asked again, it changes nothing. Returns lines to show."""
    actors = {slug: _authority(slug, *AUTHORITIES[slug]) for slug in AUTHORITIES}
    actors |= {actor.slug: actor for actor in Actor.objects.filter(slug__in=[ASSOCIATION, COOPERATIVE])}
    team = {user.email.partition("@")[0]: user for user in User.objects.filter(is_demo=True, is_staff=True)}
    for slug, *said in OFFICIALS:
        _official(actors[slug], *said)
    made = sum(_exchange(actors[slug], team, *said) for slug, *said in EXCHANGES)
    return [f"Échanges de démonstration : {made} nouveaux"]


def _authority(slug, name, kind):
    given = {"name": name, "kind": kind, "college": College.LOCAL_AUTHORITY, "department_id": "44", "is_demo": True}
    return Actor.objects.get_or_create(slug=slug, defaults=given)[0]


def _official(actor, name, function, delegation, lately):
    election = last_election()
    if election is None:
        return
    years = timedelta(days=6 * 365)
    dates = {"mandate_start": election.second_round} if lately else {"mandate_end": election.first_round - timedelta(days=1)}
    dates |= {} if lately else {"mandate_start": election.first_round - years}
    given = {"function": function, "delegation": delegation, "is_elected": True, **dates}
    Contact.objects.get_or_create(actor=actor, name=name, is_demo=True, defaults=given)


def _exchange(actor, team, kind, ago, subject, notes, step, within, owner, done):
    today, writer = timezone.localdate(), team.get("equipe")
    given = {"kind": kind, "day": today - timedelta(days=ago), "notes": notes, "by": writer}
    interaction, made = Interaction.objects.get_or_create(subject=subject, is_demo=True, defaults=given)
    if made:
        interaction.actors.add(actor)
        interaction.contacts.set(actor.contacts.filter(is_demo=True))
        interaction.team.set(filter(None, [writer]))
        if step:
            task = Task(
                title=step, due=today + timedelta(days=within), owner=team.get(owner), actor=actor, interaction=interaction, by=writer
            )
            task.is_demo, task.done_at, task.done_by = True, timezone.now() if done else None, writer if done else None
            task.save()
    return made

"""The programme of 2021, brought to the database as its words say: a semester stays a semester, nothing is guessed.

Each line is written once, under an address made of its name; what is there already is left alone, whoever edited it.
"""

import json
from calendar import monthrange
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from events.enums import Audience, EventKind, EventState, Format, GroupNature
from events.models import Event, WorkingGroup
from network.directory.slugs import readable
from network.moderation.enums import State
from network.taxonomy.enums import Mission
from network.taxonomy.models import Country
from trainings.models import Module, Session, Target

FILE = Path(settings.BASE_DIR) / "data/programme/programme-2021.json"
SOURCE = "Programme du réseau, janvier-décembre 2021"
YEAR = 2021
PERIODS = {"premier semestre": (1, 6), "premier trimestre": (1, 3)}
PARTNERS = {"AMP": "Agence des Micro-Projets (AMP)"}  # spelt out further on in the same document
GROUPS = {
    "Education à la Citoyenneté et à la Solidarité Internationale": "Éducation à la citoyenneté et à la solidarité internationale",
}
SHORT = {"Education à la Citoyenneté et à la Solidarité Internationale": "ecsi"}
# The network's own events of the first half of the year, as (title, kind, mission, what else the source says). The others of the
# list are somebody else's, suspended, later in the year, or no meeting in particular.
EVENTS = {
    "Ateliers de la mobilité internationale": (
        "Ateliers de la mobilité internationale", EventKind.WORKSHOP, Mission.MOBILITY,
        "Deuxième édition, destinée aux professionnels du secteur.",
    ),
    "Rencontre régionale / évènement régional ECSI": (
        "Rencontre régionale de l’éducation à la citoyenneté et à la solidarité internationale", EventKind.LARGE, Mission.ECSI,
        "Des ateliers participatifs, pour réunir tous les acteurs de l’éducation à la citoyenneté et à la solidarité internationale.",
    ),
    "Atelier de restitution de l'étude sur la mobilisation des acteurs économiques": (
        "Atelier de restitution de l’étude sur la mobilisation des acteurs économiques", EventKind.WORKSHOP, Mission.ANIMATION,
        "Restitution de l’étude conduite en 2020.",
    ),
    "Cycle de webinaires sur la mobilité internationale": (
        "Cycle de webinaires sur la mobilité internationale", EventKind.WEBINAR, Mission.MOBILITY,
        "En partenariat avec France Volontaires et les acteurs du territoire.",
    ),
}  # fmt: skip
TOTEM = "Un accompagnement collectif des acteurs sur le dispositif TOTEM."


def period(words):
    """First and last day of « 2021-03 » or of a text that names a semester or a quarter of the year; (None, None) for nothing."""
    if not words:
        return None, None
    first, last = next((months for name, months in PERIODS.items() if name in words), (None, None))
    if first is None:
        first = last = int(words.partition("-")[2])
    return date(YEAR, first, 1), date(YEAR, last, monthrange(YEAR, last)[1])


@transaction.atomic
def load(*, path=FILE):
    """Write what is missing of the programme. Returns how many lines were written."""
    said = json.loads(path.read_text(encoding="utf-8"))
    return sum([*_modules(said["formations"]), *_workshop(said["formations"]), *_conferences(said["conferences_thematiques"]),
                *_events(said["evenements"]), *_groups(said["groupes_de_travail"]), *_target(said["formations"])])  # fmt: skip


def _modules(said):
    for line in said["modules_semestre_1_2021"]:
        title, partners = line["intitule"].replace("'", "’"), PARTNERS.get(line["partenaire"], line["partenaire"] or "")
        slug = readable(title)
        if Module.objects.filter(slug=slug).exists():
            continue
        module = Module.objects.create(
            title=title, slug=slug, other_partners=partners, source=SOURCE, state=State.PUBLISHED, published_at=timezone.now()
        )
        event = _event(title, EventKind.TRAINING, Mission.SUPPORT, line["periode"], partners=partners, audience=Audience.MEMBERS)
        if event is not None:
            Session.objects.create(event=event, module=module)
        yield 1


def _workshop(said):
    line = said["atelier_ecriture_totem"]
    yield _event("Atelier d’écriture TOTEM", EventKind.WORKSHOP, Mission.SUPPORT, line["periode"], TOTEM, format=Format.REMOTE) is not None


def _conferences(said):
    """A conference whose month is not said is in the semester that the source gives to all three."""
    for line in said["liste"]:
        theme = line["theme"][0].upper() + line["theme"][1:]
        when = line["date"] or said["nombre_annonce"]["periode"]
        yield _event(theme, EventKind.CONFERENCE, Mission.ANIMATION, when) is not None


def _events(said):
    for line in said:
        if line["nom"] in EVENTS:
            title, kind, mission, words = EVENTS[line["nom"]]
            when = line.get("date") or line["date_texte"]
            yield _event(title, kind, mission, when, words, partners=line.get("partenaire", "")) is not None


def _event(title, kind, mission, when, description="", *, partners="", **fields):
    slug = f"{readable(title)}-{YEAR}"
    if Event.objects.filter(slug=slug).exists():
        return None
    start, end = period(when)
    return Event.objects.create(
        title=title, slug=slug, kind=kind, mission=mission, description=description, other_partners=partners, source=SOURCE,
        period_starts_on=start, period_ends_on=end, state=EventState.PUBLISHED, published_at=timezone.now(), **fields,
    )  # fmt: skip


def _groups(said):
    kinds = ((GroupNature.GEOGRAPHIC, "geographiques"), (GroupNature.THEMATIC, "thematiques"))
    lines = [(nature, line) for nature, name in kinds for line in said[name]]
    made = {}
    for nature, line in lines:
        name, slug = GROUPS.get(line["nom"], line["nom"]).replace("'", "’"), SHORT.get(line["nom"]) or readable(line["nom"])
        if WorkingGroup.objects.filter(slug=slug).exists():
            continue
        group = WorkingGroup.objects.create(
            name=name, slug=slug, nature=nature, source=SOURCE, is_ended=line["statut"] == "remplacé",
            presentation="Pour l’échange et l’interconnaissance entre nouveaux élus et agents territoriaux." if "public" in line else "",
        )  # fmt: skip
        group.countries.set(Country.objects.filter(iso3=line.get("iso3")))
        made[line["nom"]] = group
    for _, line in lines:
        if line["nom"] in made and "remplace_par" in line:
            made[line["nom"]].replaced_by.set(WorkingGroup.objects.filter(slug__in=map(readable, line["remplace_par"])))
    yield len(made)


def _target(said):
    wanted = {"participations": said["objectif_participations"]["valeur"], "source": SOURCE}
    yield Target.objects.get_or_create(year=YEAR, defaults=wanted)[1]

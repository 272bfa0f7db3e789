"""Rows of a funder's list compared with the actors and their projects: what is sure, what is for a person to say.

Sure: an actor by its number, or by its whole name where no other has it and the place does not contradict; and of its projects the one
that the same funder supported in that year, or whose title is nearly the purpose. Anything else waits.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.db.models import Prefetch, Q

from actors.duplicates import ENOUGH, likeness, probable_duplicates
from actors.models import Actor
from network.imports.statuses import KNOWN, NEAR, NEW, UPDATE
from network.taxonomy.enums import College
from network.taxonomy.models import Municipality
from projects.enums import TAKING_PART
from projects.importing.columns import ABSENT, DIFFERS
from projects.models import Funding, FundingFigure, FundingRow, Partnership, Project
from projects.titles import is_silent, sentence, words

UNLIKE = 0.3  # below this likeness (0 to 1) two stated purposes are of two projects
SAME_NAME = "même nom"
JOINED = "joined"
AUTHORITY = set(
    [
        "commune",
        "communaute",
        "communes",
        "conseil",
        "departement",
        "departemental",
        "mairie",
        "ville",
        "de",
        "du",
        "d",
        "des",
        "la",
        "le",
        "les",
        "l",
        "et",
    ]
)


@dataclass
class Match:
    """What a row is about, and why it waits when it does."""

    status: str
    actor: Actor | None = None
    project: Project | None = None
    funding: Funding | None = None
    reasons: list = field(default_factory=list)


class Matcher:
    """Compares the rows of one list with what the portal knows now."""

    def __init__(self, source):
        self.source, self.found = source, {}
        self.municipalities = {m.pk: m for m in Municipality.objects.all()}
        self.communes = {sentence(m.name): m for m in self.municipalities.values()}
        self.sirens = sirens()

    def match(self, rows):
        """{line: Match} of [(line, Said)]."""
        keys = {said.key for _, said in rows}
        known = set(FundingRow.objects.filter(source=self.source, key__in=keys).values_list("key", flat=True))
        known |= set(FundingFigure.objects.filter(source_key__in=keys).values_list("source_key", flat=True))
        actors = {line: self.actor_of(said) for line, said in rows if not said.reasons and said.key not in known}
        projects = projects_of({match.actor.pk for match in actors.values() if match.actor})
        matches = {
            line: Match(KNOWN) if said.key in known else self.project_of(said, actors[line], projects)
            for line, said in rows
            if not said.reasons
        }
        self.part(rows, matches)
        return matches

    def actor_of(self, said):
        """The actor of a row, sure when the Match has no reason."""
        if pk := self.sirens.get(said.siren):
            return Match(UPDATE, Actor.objects.get(pk=pk))
        asked = sentence(said.beneficiary), said.siren, said.town, said.insee
        if asked not in self.found:
            self.found[asked] = self.by_name(said)
        return self.found[asked]

    def by_name(self, said):
        """The actor of that name, or the closest one with why it is not sure; ABSENT when nothing is near."""
        place = self.municipalities.get(said.insee) or self.communes.get(sentence(said.town))
        alike = [found for found in probable_duplicates(name=said.beneficiary, municipality=place) if not only_there(found.actor, said)]
        if not alike:
            return Match(ABSENT)
        same = [found for found in alike if SAME_NAME in found.reasons]
        here = [found for found in same if not contradicts(found.actor, place, said)]
        if len(here) == 1:
            return Match(UPDATE, here[0].actor)
        why = "plusieurs structures portent ce nom" if here else "même nom, autre commune" if same else "nom voisin"
        return Match(NEAR, (here or same or alike)[0].actor, reasons=[f"{why}\u00a0: {(here or same or alike)[0].actor}"])

    def project_of(self, said, match, projects):
        """The project of a row whose actor is known."""
        if match.status != UPDATE:
            return match
        mine = projects[match.actor.pk]
        given = [(project, f) for project in mine for f in project.fundings.all() if same_support(f, said) and may_be(project, said)]
        if len(given) > 1:
            equal = [(project, f) for project, f in given if agrees(f, said)]
            given = equal if len(equal) == 1 else given
        if len(given) == 1:
            return compared(match.actor, *given[0], said)
        if given:
            return Match(NEAR, match.actor, reasons=["plusieurs soutiens de ce financeur cette année-là"])
        near = [project for project in mine if covers(project, said.year) and nearness(project, said) >= ENOUGH]
        if len(near) == 1:
            return Match(UPDATE, match.actor, near[0])
        joined = [project for project in projects[JOINED, match.actor.pk] if nearness(project, said) >= UNLIKE]
        possible = near or [project for project in [*mine, *joined] if covers(project, said.year) and may_be(project, said)]
        if possible:
            why = f"peut-être «\u00a0{possible[0]}\u00a0»" if len(possible) == 1 else f"{len(possible)} projets possibles cette année-là"
            return Match(NEAR, match.actor, reasons=[why])
        return Match(NEW, match.actor)

    def part(self, rows, matches):
        """Two rows of a list are not one support: when several lead to one funding, only an equal amount stays sure."""
        taken = Counter(match.funding.pk for match in matches.values() if match.funding)
        for line, said in rows:
            match = matches.get(line)
            if match and match.funding and taken[match.funding.pk] > 1 and not agrees(match.funding, said):
                matches[line] = Match(NEAR, match.actor, reasons=["plusieurs lignes de la liste iraient au même soutien"])


def sirens():
    """SIREN → the only standing actor that has it; one that was merged leads to the sheet that took it in."""
    found = defaultdict(set)
    for siren, siret, pk, into in Actor.objects.exclude(Q(siren="") & Q(siret="")).values_list("siren", "siret", "pk", "merged_into"):
        found[siren or siret[:9]].add(into or pk)
    return {siren: next(iter(pks)) for siren, pks in found.items() if len(pks) == 1}


def projects_of(actors):
    """actor → the projects that it leads, with their money; (JOINED, actor) → those in which it is a partner."""
    found = defaultdict(list)
    figures = Prefetch("fundings", Funding.objects.prefetch_related("figures"))
    for project in Project.objects.filter(lead__in=actors).prefetch_related(figures).order_by("pk"):
        found[project.lead_id].append(project)
    joined = Partnership.objects.filter(actor__in=actors, status__in=TAKING_PART).select_related("project").order_by("pk")
    for partnership in joined.prefetch_related(Prefetch("project__fundings", Funding.objects.prefetch_related("figures"))):
        found[JOINED, partnership.actor_id].append(partnership.project)
    return found


def only_there(actor, said):
    """Whether a local authority is near for its place's name alone: « OGEC Clisson » is not the commune of Clisson."""
    if actor.college != College.LOCAL_AUTHORITY:
        return False
    return bool(set(words(said.beneficiary)) - AUTHORITY - set(words(f"{actor.name} {actor.other_names} {actor.acronym}")))


def contradicts(actor, place, said):
    """Whether the row says a number or a place that is not the actor's."""
    number = actor.siren or actor.siret[:9]
    if said.siren and number and said.siren != number:
        return True
    if place is not None and actor.municipality_id:
        return actor.municipality_id != place.pk
    return bool(said.town and not place and actor.place and sentence(actor.place) != sentence(said.town))


def same_support(funding, said):
    """The same funder in the same year, under the same scheme when both say one."""
    schemes = {funding.scheme_id, said.scheme} - {None}
    return funding.year == said.year and sentence(funding.funder) == sentence(said.funder) and len(schemes) < 2


def may_be(project, said):
    """Whether nothing that is stated tells the two apart: a row without a purpose may be of any, « fonctionnement » of no stated one."""
    if is_silent(said.purpose):
        return not words(said.purpose) or is_support(project)
    return is_support(project) or nearness(project, said) >= UNLIKE


def is_support(project):
    """Whether its title only says who supported whom, for want of a stated purpose."""
    return "\u00a0: soutien " in project.title


def nearness(project, said):
    """How much a purpose resembles a title, 0 to 1; a purpose that says nothing resembles none."""
    return 0 if is_silent(said.purpose) else likeness(sentence(said.purpose), sentence(project.title))


def covers(project, year):
    """Whether a project may have been under way in that year."""
    years = {funding.year for funding in project.fundings.all()}
    if project.starts_on:
        return project.starts_on.year <= year <= (project.ends_on or project.starts_on).year
    return not years or min(years) - 1 <= year <= max(years) + 1


def agrees(funding, said):
    """Whether each amount of the row is among those that the funding knows, when it knows any."""
    known = defaultdict(set)
    for figure in funding.figures.all():
        known[figure.kind].add(figure.amount)
    return any(kind in known for kind in said.amounts) and all(
        amount in known[kind] for kind, amount in said.amounts.items() if kind in known
    )


def compared(actor, project, funding, said):
    """The Match of a row with its funding. Another amount is a difference when the purposes agree, and a doubt when they cannot be."""
    kinds = {figure.kind for figure in funding.figures.all()}
    if agrees(funding, said) or not any(kind in kinds for kind in said.amounts):
        return Match(UPDATE, actor, project, funding)
    if nearness(project, said) >= UNLIKE or (is_silent(said.purpose) and is_support(project)):
        return Match(DIFFERS, actor, project, funding)
    return Match(NEAR, actor, reasons=[f"autre montant que «\u00a0{project}\u00a0», même financeur et même année"])

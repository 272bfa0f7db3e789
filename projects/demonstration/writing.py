"""Writing the public grants as projects, in bulk: new ones are made, those that nobody touched follow their record.

A project is known again by the rows of the file that its figures come from. It is made as a draft with all that belongs to it and
published last, so that PostgreSQL indexes it once.
"""

from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, F, OuterRef
from django.db.models.functions import Cast
from django.utils import timezone

from actors.enums import Kind, Provenance
from actors.models import Actor
from network.audit.models import Entry
from network.directory import slugs
from network.moderation.enums import State
from network.taxonomy.loading.sync import Outcome, bring_links
from network.taxonomy.models import Theme
from projects.enums import FigureKind, Origin
from projects.models import Funding, FundingFigure, Place, Project

FILE = "subventions_international_pdl"
AT_ONCE = timedelta(seconds=1)  # a sheet is made at `created_at`; saved again later, somebody changed it


def key_of(grant):
    """The row of the file, as the figure keeps it."""
    return f"{FILE}:{grant.source_row}"


def untouched():
    """Projects of public records that nobody changed since they were made."""
    kind = ContentType.objects.get_for_model(Project)
    acts = Entry.objects.filter(content_type=kind, by__isnull=False, object_id=OuterRef("key"))
    found = Project.objects.filter(provenance=Provenance.PUBLIC_RECORD, updated_at__lt=F("created_at") + AT_ONCE)
    return found.annotate(key=Cast("pk", CharField())).exclude(Exists(acts))


def write(groups):
    """Bring the projects to these groups of grants. Returns the Outcome and how many grants have their figure."""
    known = dict(FundingFigure.objects.filter(source_key__startswith=f"{FILE}:").values_list("source_key", "funding__project"))
    free = untouched().in_bulk() if known else {}
    taken = set(Project.objects.values_list("slug", flat=True))
    new, changed, projects = [], [], []
    for group in groups:
        pk = next((known[key_of(grant)] for grant in group.grants if key_of(grant) in known), None)
        if pk is None:
            slug = slugs.free(group.title, taken, Project.RESERVED_SLUGS, Project.NAMELESS)
            taken.add(slug)
            project = Project(slug=slug, lead_id=group.first.actor_id, provenance=Provenance.PUBLIC_RECORD, **group.fields)
            new.append(project)
        elif (project := free.get(pk)) and any(getattr(project, name) != value for name, value in group.fields.items()):
            for name, value in group.fields.items():
                setattr(project, name, value)
            changed.append(project)
        projects.append((project if pk is None or pk in free else None, pk, group))
    Project.objects.bulk_create(new)
    Project.objects.bulk_update(changed, list(groups[0].fields) if groups else [], batch_size=500)
    write_lists([(project, group) for project, _, group in projects if project])
    write_money([(project.pk if project else pk, group) for project, pk, group in projects], known)
    publish(new)
    return Outcome("Projets tirés de données publiques", len(projects), len(new), len(changed)), sum(len(group.grants) for group in groups)


def write_lists(projects):
    """Themes and countries of the sheets that follow their record."""
    ids = dict(Theme.objects.values_list("slug", "pk"))
    bring_links(Project.themes.through, "project", "theme", {p.pk: {ids[s] for s in group.themes if s in ids} for p, group in projects})
    wanted = {(p.pk, country.pk) for p, group in projects for grant in group.grants for country in grant.countries.all()}
    there = set(Place.objects.filter(project__in=[p for p, _ in projects]).values_list("project", "country"))
    Place.objects.bulk_create(Place(project_id=project, country_id=country) for project, country in sorted(wanted - there))


def write_money(projects, known):
    """A funding with its figure for each grant that has none; an amount that is there is never written over."""
    departments = dict(Actor.objects.filter(kind=Kind.DEPARTMENT, is_demo=False).values_list("name", "pk"))
    missing = [(pk, grant) for pk, group in projects for grant in group.grants if key_of(grant) not in known]
    fundings = Funding.objects.bulk_create(
        Funding(project_id=pk, funder=grant.funder, funder_actor_id=departments.get(grant.funder), year=grant.year) for pk, grant in missing
    )
    FundingFigure.objects.bulk_create(
        FundingFigure(
            funding=funding,
            kind=FigureKind.GRANTED,
            amount=grant.amount,
            origin=Origin.OPEN_DATA,
            source=grant.source,
            source_key=key_of(grant),
        )
        for funding, (_, grant) in zip(fundings, missing, strict=True)
    )


def publish(projects):
    """Publish the new ones, with a trace of where they come from."""
    pks = [project.pk for project in projects]
    Project.objects.filter(pk__in=pks).update(state=State.PUBLISHED, published_at=timezone.now())
    kind = ContentType.objects.get_for_model(Project)
    Entry.objects.bulk_create(
        Entry(verb="tirer de données publiques", content_type=kind, object_id=project.pk, label=project.title, changes={})
        for project in projects
    )

"""The demonstration's projects: every public grant is in one, none is told of an organisation that said nothing."""

import csv
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db.models import Count, Sum

from actors.demo.loading import load
from actors.demo.removal import remove
from actors.enums import Provenance
from actors.models import Actor, PublicGrant
from network.accounts.models import User
from network.audit.services import record
from network.moderation.enums import State
from network.taxonomy.loading.reference import DATA
from projects.demonstration.grants import groups
from projects.enums import FigureKind, Origin, PartnershipStatus, Progress
from projects.models import Funding, FundingFigure, PartnerOrganisation, Partnership, Place, Project, Result, Scheme, SearchEntry
from projects.titles import is_silent, title_of, whole_words
from tests.actors.test_demo import versions

FILE = DATA / "acteurs/subventions_international_pdl.csv"
REAL = Project.objects.filter(is_demo=False)
WRITTEN = [
    *(Project, Place, Partnership, Funding, FundingFigure, Result, Scheme, PartnerOrganisation, SearchEntry),
    Project.themes.through,
]


@pytest.fixture(scope="module")
def rows():
    with FILE.open(encoding="utf-8-sig") as file:
        reader = csv.DictReader(file)
        return dict((reader.line_num, row) for row in reader)


def test_each_row_of_the_file_is_one_figure_to_the_cent(demonstration, db, rows):
    figures = FundingFigure.objects.filter(source_key__startswith="subventions_international_pdl:").select_related("funding")
    stated = {line: (Decimal(row["montant_eur"]).quantize(Decimal("0.01")), int(row["annee"])) for line, row in rows.items()}
    found = {int(figure.source_key.partition(":")[2]): (figure.amount, figure.funding.year) for figure in figures}
    assert len(stated) == 553
    assert found == stated
    assert sum(amount for amount, _ in found.values()) == Decimal("3305947.27")
    assert all(f.retained and f.kind == FigureKind.GRANTED and f.origin == Origin.OPEN_DATA and f.source for f in figures)


def test_the_amounts_that_are_counted_are_those_of_the_actors_grants(demonstration, db):
    by_lead = dict(REAL.values_list("lead").annotate(total=Sum("fundings__figures__amount")).order_by())
    by_grant = dict(PublicGrant.objects.values_list("actor").annotate(total=Sum("amount")).order_by())
    assert by_lead == by_grant
    assert SearchEntry.objects.filter(project__in=REAL).aggregate(total=Sum("granted"))["total"] == Decimal("3305947.27")


def test_rows_are_one_project_by_the_rule(demonstration, db):
    assert REAL.count() == 264
    for group in groups():
        assert len({(grant.actor_id) for grant in group.grants}) == 1
        years = sorted({grant.year for grant in group.grants})
        if is_silent(group.first.purpose):
            assert len({grant.funder for grant in group.grants}) == 1
            assert years == list(range(years[0], years[-1] + 1)), "a year without a grant begins another project"
    halte = REAL.get(title__startswith="La halte du cœur Afrique")
    assert (halte.fundings.count(), halte.search_entry.years[0], halte.search_entry.years[-1]) == (13, "2004", "2016")
    assert [p.fundings.count() for p in REAL.filter(title__startswith="Anjou forages Mali").order_by("title")] == [9, 1, 1]


def test_a_sheet_says_where_it_comes_from_and_what_is_deduced(demonstration, db):
    for project in REAL.annotate(n=Count("fundings")):
        project.full_clean()
        assert (project.state, project.provenance, project.progress) == (State.PUBLISHED, Provenance.PUBLIC_RECORD, Progress.COMPLETED)
        assert "Déduit de l’année" in project.progress_note
        assert project.source.startswith("Soutiens publics relevés" if project.n > 1 else "Soutien public relevé")
        assert not project.summary
        assert not project.description, "nothing is written in the name of an organisation"
        assert project.budget is None, "a support is no budget"
        assert not project.title.endswith((".", " ", ","))
        assert "'" not in project.title
        assert '"' not in project.title
    assert not Partnership.objects.filter(project__in=REAL).exists()


def test_themes_and_countries_are_only_those_that_are_stated(demonstration, db, rows):
    silent = [f"subventions_international_pdl:{group.first.source_row}" for group in groups() if not group.first.purpose]
    assert not REAL.filter(fundings__figures__source_key__in=silent, themes__isnull=False).exists()
    for figure in FundingFigure.objects.filter(funding__project__in=REAL).select_related("funding__project"):
        cited = set(filter(None, rows[int(figure.source_key.partition(":")[2])]["pays_cites"].split("|")))
        assert cited <= set(figure.funding.project.places.values_list("country", flat=True))


def test_titles_keep_the_words_of_the_source():
    assert title_of("Aide en HAÏTI.", {"haiti": "Haïti"}) == "Aide en Haïti"
    assert title_of('Projet "Ici": un ESSAI', {}) == "Projet «\u00a0Ici\u00a0»\u00a0: un ESSAI"
    assert whole_words("un deux trois", 9) == "un deux…"


def test_loading_again_writes_no_row(demonstration, db):
    before = versions(*WRITTEN)
    load(force=True)
    assert versions(*WRITTEN) == before


def test_what_a_person_wrote_stays_and_an_amount_is_never_written_over(demonstration, db):
    staff = User.objects.get(email="equipe@demo.example")
    told, figure = REAL.order_by("pk").first(), FundingFigure.objects.filter(origin=Origin.OPEN_DATA).last()
    Project.objects.filter(pk=told.pk).update(title="Titre de l’association")
    record(by=staff, verb="modifier", target=told)
    FundingFigure.objects.filter(pk=figure.pk).update(amount=1)
    free = REAL.exclude(pk=told.pk).order_by("pk").first()
    title = free.title
    Project.objects.filter(pk=free.pk).update(title="Ancien titre")
    load(force=True)
    told.refresh_from_db()
    figure.refresh_from_db()
    free.refresh_from_db()
    assert (told.title, free.title, figure.amount) == ("Titre de l’association", title, 1)


def test_the_cast_shows_every_state_and_says_that_it_is_invented(demonstration, db):
    cast = Project.objects.filter(is_demo=True)
    assert set(cast.values_list("state", flat=True)) == {State.PUBLISHED, State.DRAFT, State.SUBMITTED}
    assert set(Partnership.objects.values_list("status", flat=True)) == set(PartnershipStatus.values)
    assert all(project.lead.is_demo and project.title.startswith("Projet de démonstration") for project in cast)
    assert all(partner.actor is None or partner.actor.is_demo for partner in Partnership.objects.select_related("actor"))
    assert set(PartnerOrganisation.objects.values_list("is_demo", flat=True)) == {True}
    assert cast.filter(seeks_partners=True).count() == 2
    assert cast.exclude(title_en="").exists()
    assert cast.get(title__contains="jardins d’école").fundings.filter(scheme__is_demo=True).exists()
    for project in cast:
        project.full_clean()


def test_the_invented_projects_leave_and_the_real_ones_stay(demonstration, db):
    before = versions(Funding)
    remove()
    assert not Project.objects.filter(is_demo=True).exists()
    assert not Scheme.objects.filter(is_demo=True).exists()
    assert not PartnerOrganisation.objects.exists()
    assert REAL.count() == SearchEntry.objects.count() == 264
    assert len(versions(Funding)["Funding"]) == len(before["Funding"]) - 4


def test_a_project_that_was_taken_over_keeps_its_lead(demonstration, db):
    staff = User.objects.get(email="equipe@demo.example")
    kept = REAL.order_by("pk").first()
    record(by=staff, verb="modifier", target=kept)
    call_command("remove_demo", with_public_records=True, verbosity=0)
    assert list(Actor.objects.all()) == [kept.lead]
    assert kept in Project.objects.all()
    assert {project.lead for project in Project.objects.all()} == {kept.lead}

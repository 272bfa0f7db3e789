"""A funder's list: sure rows become figures, the others wait for a person; the same file twice changes nothing."""

import io
from decimal import Decimal

import pytest
from django.db import transaction
from django.urls import reverse
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as settings_of
from hypothesis import strategies as st

from network.imports import services
from network.imports.enums import State
from network.imports.models import StagedRow
from network.moderation.enums import State as Publication
from network.ui.french import euros
from projects.enums import FigureKind, RowState
from projects.importing.reading import euros_of, siren_of
from projects.models import Funding, FundingFigure, FundingRow, FundingSource, Project, Scheme
from projects.services import lists
from projects.services.lists import RowError
from tests.actors.test_demo import versions

pytestmark = pytest.mark.django_db
MATCHING = {0: "beneficiary", 1: "purpose", 2: "year", 3: "granted"}
HEAD = "Porteur;Intitulé;Exercice;Subvention\n"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT, settings.THROTTLE, settings.REQUIRE_SECOND_FACTOR = tmp_path, {}, False


@pytest.fixture
def source(db):
    return FundingSource.objects.create(name="Liste de la Ville", funder="Ville de Nantes")


@pytest.fixture
def known(make_actor, make_project, world):
    lead = make_actor("Alliance Loire Bénin", siren="503621526", municipality=world["nantes"])
    return make_project("Puits et jardins à Dassa", lead=lead, places=[world["benin"]], granted={("Ville de Nantes", 2019): 3000})


@pytest.fixture
def send(staff, source):
    def send(text, *, matching=MATCHING, confirmed=None, **chosen):
        batch = services.receive(kind="financements", file=io.BytesIO(text.encode()), name="liste.csv", by=staff)
        services.check(batch=batch, matching=matching, chosen={"source": str(source.pk), "year": None, "dated": "", **chosen}, by=staff)
        services.work(batch_id=batch.pk)
        batch.refresh_from_db()
        if confirmed is not None:
            services.confirm(batch=batch, chosen=confirmed, by=staff)
            services.work(batch_id=batch.pk)
            batch.refresh_from_db()
            assert batch.state == State.DONE, batch.error
        return batch

    return send


def amounts(project):
    figures = FundingFigure.objects.filter(funding__project=project).order_by("pk")
    return [(figure.funding.year, figure.amount, figure.retained) for figure in figures]


def test_a_sure_row_is_noted_with_its_source(send, known):
    send(HEAD + "ALLIANCE LOIRE BENIN;Puits et jardins à Dassa;2020;4 500,50\n", confirmed={})
    assert amounts(known) == [(2019, 3000, True), (2020, Decimal("4500.50"), True)]
    figure = FundingFigure.objects.get(funding__year=2020)
    assert (figure.origin, figure.source, figure.kind, figure.funding.funder) == (
        "funder",
        "Liste de la Ville",
        FigureKind.GRANTED,
        "Ville de Nantes",
    )


def test_the_same_file_twice_changes_nothing(send, known, make_actor):
    make_actor("Autre alliance", slug="autre-alliance")
    rows = ["Alliance Loire Bénin;Puits et jardins à Dassa;2020;4500", "Alliance Loire Bénin;Puits et jardins;2019;2500"]
    text = HEAD + "\n".join([*rows, "Alliance Loir Bénin;;2019;7"])
    send(text, confirmed={})
    before = versions(Project, Funding, FundingFigure, FundingRow)
    batch = send(text, confirmed={})
    assert batch.counts == {"known": 3}
    assert versions(Project, Funding, FundingFigure, FundingRow) == before


def test_an_amount_that_differs_is_kept_beside_and_none_counts(send, known):
    batch = send(HEAD + "Alliance Loire Bénin;Puits et jardins;2019;2500\n")
    assert batch.counts == {"differs": 1}
    assert amounts(known) == [(2019, 3000, True)], "nothing is written before it is confirmed"
    send(HEAD + "Alliance Loire Bénin;Puits et jardins;2019;2500\n", confirmed={})
    assert amounts(known) == [(2019, 3000, False), (2019, 2500, False)]
    assert Funding.objects.disputed().get().project == known


def test_another_amount_without_a_purpose_to_compare_is_a_doubt(send, known):
    text = HEAD + "Alliance Loire Bénin;;2019;2500\nAlliance Loire Bénin;Fonctionnement;2019;3000\n"
    batch = send(text, confirmed={})
    assert batch.counts == {"near": 1, "new": 1}
    assert amounts(known) == [(2019, 3000, True)]


def test_a_partner_s_row_may_be_of_the_project_that_another_leads(send, make_actor, make_project, staff, client_of):
    partner = make_actor("Ville de Laval", slug="laval")
    project = make_project("Puits et jardins à Dassa", partners=[partner], granted={("Région", 2019): 5})
    text = HEAD + "Ville de Laval;Puits et jardins à Dassa;2019;5\nVille de Laval;;2019;7\n"
    assert send(text, confirmed={}).counts == {"near": 1, "new": 1}
    assert amounts(project) == [(2019, 5, True)]
    row = FundingRow.objects.filter(purpose__startswith="Puits").get()
    assert "C’est ce projet" in client_of(staff).get(row.get_absolute_url()).text


def test_a_yearly_support_whose_amount_differs_is_one_to_settle(send, known, make_project):
    yearly = make_project("ALB\u00a0: soutien du Département", lead=known.lead, granted={("Ville de Nantes", 2015): 10})
    assert send(HEAD + "Alliance Loire Bénin;;2015;12\n", confirmed={}).counts == {"differs": 1}
    assert amounts(yearly) == [(2015, 10, False), (2015, 12, False)]


def test_a_commune_is_not_whatever_is_there(send, make_actor, world):
    make_actor("Commune de Nantes", college="collectivites", kind="commune", municipality=world["nantes"])
    matching = {0: "beneficiary", 1: "town", 2: "year", 3: "granted"}
    text = "Nom;Ville;An;€\nOGEC Nantes;Nantes;2019;1\nVille de Nantes;Nantes;2019;1\n"
    assert send(text, matching=matching).counts == {"absent": 1, "new": 1}


def test_an_equal_amount_confirms(send, known):
    assert send(HEAD + "Alliance Loire Bénin;;2019;3000,00 €\n", confirmed={}).counts == {"update": 1}
    assert amounts(known) == [(2019, 3000, True), (2019, 3000, False)]
    assert not Funding.objects.disputed().exists()


def test_two_rows_of_one_list_are_not_one_support(send, known):
    batch = send(HEAD + "Alliance Loire Bénin;Puits et jardins;2019;3000\nAlliance Loire Bénin;Puits et jardins;2019;1200\n", confirmed={})
    assert batch.counts == {"update": 1, "near": 1}
    assert not Funding.objects.disputed().exists()


def test_doubt_waits_for_a_person(send, known, make_project, make_actor, world):
    make_actor("Alliance Loire Bénin", slug="homonyme", municipality=world["laval"])
    make_project("Puits et jardins à Dassa-Zoumé", lead=known.lead, granted={("Région", 2020): 5})
    text = HEAD + "Alliance Loire Bénin;;2020;10\nAliance Loire Bénin;Four solaire;2020;20\nClub de judo;;2020;30\n"
    batch = send(text, confirmed={})
    assert batch.counts == {"near": 2, "absent": 1}
    assert [row.beneficiary for row in FundingRow.objects.waiting()] == ["Alliance Loire Bénin", "Aliance Loire Bénin"]
    assert not FundingFigure.objects.filter(amount__in=[10, 20, 30]).exists()


def test_a_number_decides_between_two_of_one_name(send, known, make_actor):
    make_actor("Alliance Loire Bénin", slug="homonyme")
    matching = {0: "beneficiary", 1: "siren", 2: "year", 3: "granted"}
    text = "Nom;SIRET;An;€\nALB;50362152600017;2019;3000\n"
    assert send(text, matching=matching).counts == {"update": 1}
    assert send(text.replace("ALB", "Alliance Loire Bénin").replace("50362152600017", "")).counts == {"near": 1}


def test_a_place_that_contradicts_a_name_makes_a_doubt(send, known):
    matching = {0: "beneficiary", 1: "town", 2: "year", 3: "granted"}
    assert send("Nom;Ville;An;€\nAlliance Loire Bénin;Laval;2019;3000\n", matching=matching).counts == {"near": 1}
    assert send("Nom;Ville;An;€\nAlliance Loire Bénin;Nantes;2019;3000\n", matching=matching).counts == {"update": 1}


def test_rows_without_a_project_make_drafts_when_told_so(send, known):
    text = HEAD + "Alliance Loire Bénin;Atelier vélo au Bénin;2010;10\nAlliance Loire Bénin;Atelier vélo au Bénin;2011;20\n"
    assert send(text, confirmed={}).counts == {"new": 2}
    assert FundingRow.objects.waiting().count() == 2
    FundingRow.objects.all().delete()
    send(text, confirmed={"new": "create"})
    made = Project.objects.get(title="Atelier vélo au Bénin")
    assert (made.state, made.lead, made.provenance) == (Publication.DRAFT, known.lead, "public_record")
    assert "Déduit de l’année" in made.progress_note
    assert [amount for _, amount, _ in amounts(made)] == [10, 20]


def test_a_row_says_its_scheme_by_name_or_acronym_else_the_list_does(send, known, source):
    faci, amp = (Scheme.objects.create(name=f"Appel {word}", acronym=word, slug=word.lower()) for word in ("FACI", "AMP"))
    FundingSource.objects.update(scheme=amp)
    matching = {**MATCHING, 4: "scheme"}
    rows = ["Puits et jardins à Dassa;2020;10;faci", "Puits et jardins à Dassa;2021;10;", "Puits et jardins à Dassa;2022;10;Inconnu"]
    send(
        HEAD.replace("\n", ";Volet\n") + "\n".join(f"Alliance Loire Bénin;{row}" for row in rows),
        matching=matching,
        confirmed={"new": "create"},
    )
    assert list(Funding.objects.filter(year__gte=2020).order_by("year").values_list("scheme", flat=True)) == [faci.pk, amp.pk, amp.pk]


def test_the_columns_of_a_list_are_remembered(send, known, source, client_of, staff):
    text = "Qui;Quoi;An;Combien;Rien\nAlliance Loire Bénin;;2019;3000;x\n"
    send(text, confirmed={})
    source.refresh_from_db()
    assert source.mapping == {"qui": "beneficiary", "quoi": "purpose", "an": "year", "combien": "granted"}
    FundingSource.objects.create(name="Autre liste", funder="Autre")
    batch = services.receive(kind="financements", file=io.BytesIO(text.encode()), name="suite.csv", by=staff)
    assert {int(index): name for index, name in batch.options["matching"].items()} == MATCHING
    page = client_of(staff).get(batch.get_absolute_url()).text
    assert f'<option value="{source.pk}" selected>Liste de la Ville</option>' in page


def test_what_cannot_be_read_is_said(send, known):
    text = HEAD + "Alliance Loire Bénin;;2019;beaucoup\nAlliance Loire Bénin;;;10\n;;2019;10\nAlliance Loire Bénin;;2019;-5\n"
    batch = send(text)
    assert batch.counts == {"error": 4}

    reasons = [row.reasons[0] for row in StagedRow.objects.filter(batch=batch).order_by("line")]
    assert reasons[1:3] == ["l’année manque", "le bénéficiaire manque"]
    assert send(HEAD + "Alliance Loire Bénin;;;3000\n", year=2019).counts == {"update": 1}


@pytest.mark.parametrize(
    ("text", "amount"),
    [("1 798 193,68", "1798193.68"), ("2 550,00\u00a0€", "2550"), ("1500.0", "1500"), ("1.234,5", "1234.5"), ("1.500", "1500"),
     ("12", "12"), ("-3", None), ("X", None), ("1,234,567", None), ("10000000000", None)],
)  # fmt: skip
def test_amounts_are_read_as_they_are_written(text, amount):
    assert euros_of(text) == (amount and Decimal(amount))


def test_a_number_that_is_wrong_is_no_number():
    assert siren_of("503 621 526 00017") == "503621526"
    assert siren_of("35181600000000") == "", "a file rounded it"


NAMES = ["Alliance Loire Bénin", "ALLIANCE LOIRE BENIN", "Aliance Loire Bénin", "Autre alliance", "Club", ""]
ROWS = st.lists(
    st.tuples(
        st.sampled_from(NAMES),
        st.sampled_from(["", "Puits et jardins à Dassa", "Four solaire", "Fonctionnement"]),
        st.sampled_from(["2018", "2019", "2020", ""]),
        st.sampled_from(["0", "3000", "2500", "2500,5", "x"]),
    ),
    min_size=1,
    max_size=8,
)


@settings_of(
    max_examples=15, deadline=None, database=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate], derandomize=True
)
@given(rows=ROWS, new=st.sampled_from(["queue", "create"]))
def test_whatever_a_list_says_no_retained_amount_is_silently_written_over(send, known, make_actor, rows, new):
    with transaction.atomic():
        other = make_actor("Autre alliance", slug="autre-alliance")
        before = {figure.pk: figure for figure in FundingFigure.objects.all()}
        text = HEAD + "\n".join(";".join(row) for row in rows)
        batch = send(text)
        if batch.state == State.PREVIEWED:
            services.confirm(batch=batch, chosen={"new": new}, by=batch.by)
            services.work(batch_id=batch.pk)
            batch.refresh_from_db()
            assert batch.state == State.DONE, batch.error
        for figure in FundingFigure.objects.filter(pk__in=before):
            assert figure.amount == before[figure.pk].amount
            if before[figure.pk].retained and not figure.retained:
                assert Funding.objects.disputed().filter(pk=figure.funding_id).exists()
                assert figure.funding.figures.exclude(amount=figure.amount).exists()
        assert set(before) <= set(FundingFigure.objects.values_list("pk", flat=True))
        assert other.led_projects.count() <= len(rows)
        transaction.set_rollback(True)


@pytest.fixture
def row(send, known):
    send(HEAD + "Aliance Loire Bénin;Puits;2019;2500\n", confirmed={})
    return FundingRow.objects.get()


def test_somebody_says_this_project(row, known, staff, client_of, send):
    desk = client_of(staff)
    page = desk.get(row.get_absolute_url()).text
    assert "Puits et jardins à Dassa" in page
    desk.post(row.get_absolute_url(), {"project": known.pk})
    row.refresh_from_db()
    assert (row.state, row.project, row.decided_by) == (RowState.JOINED, known, staff)
    assert amounts(known) == [(2019, 3000, False), (2019, 2500, False)], "the same funder and year, another amount: to settle"
    with pytest.raises(RowError, match="déjà décidée"):
        lists.ignore(row=row, by=staff)
    assert send(HEAD + "Aliance Loire Bénin;Puits;2019;2500\n").counts == {"known": 1}


def test_somebody_says_a_new_project(row, known, staff, client_of):
    client_of(staff).post(row.get_absolute_url(), {"lead": known.lead.pk})
    row.refresh_from_db()
    assert (row.state, row.project.state, row.project.lead) == (RowState.CREATED, Publication.DRAFT, known.lead)
    assert amounts(row.project) == [(2019, 2500, True)]


def test_a_row_is_ignored_for_good_and_may_be_taken_up_again(row, staff, client_of, send):
    desk = client_of(staff)
    desk.post(row.get_absolute_url(), {"ignore": "1"})
    assert send(HEAD + "Aliance Loire Bénin;Puits;2019;2500\n").counts == {"known": 1}
    assert not FundingRow.objects.waiting().exists()
    desk.post(row.get_absolute_url(), {"again": "1"})
    assert FundingRow.objects.waiting().get() == row


def test_the_team_settles_side_by_side(send, known, staff, client_of):
    send(HEAD + "Alliance Loire Bénin;Puits et jardins;2019;2500\n", confirmed={})
    desk, funding = client_of(staff), Funding.objects.get()
    address = reverse("admin:projects_funding_change", args=[funding.pk])
    page = desk.get(address).text
    assert page.count("Retenir ce montant") == 2
    assert euros(2500) in page
    assert known.title in desk.get(reverse("admin:projects_funding_changelist")).text
    desk.post(address, {"figure": FundingFigure.objects.get(amount=2500).pk})
    assert amounts(known) == [(2019, 3000, False), (2019, 2500, True)]
    assert known.title not in desk.get(reverse("admin:projects_funding_changelist")).text
    assert desk.post(address, {"figure": "x"}).status_code == 404


def test_the_desk_says_what_waits(send, row, known, staff, client_of):
    send(HEAD + "Alliance Loire Bénin;Puits et jardins;2019;2500\n", confirmed={})
    page = client_of(staff).get(reverse("admin:index")).text
    assert "Lignes de financeurs à rapprocher" in page
    assert "Montants à trancher" in page


def test_who_may_not_decide_only_looks(row, staff, client_of, account):
    assert client_of(account).get(row.get_absolute_url()).status_code == 302
    account.is_staff = True
    account.save()
    assert client_of(account).post(row.get_absolute_url(), {"ignore": "1"}).status_code == 403

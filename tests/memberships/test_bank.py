"""The bank's files: read whatever bank wrote them, matched by a person, once."""

from contextlib import suppress
from datetime import date
from decimal import Decimal
from threading import Barrier, Thread

import pytest
from django.db import connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actors.enums import MembershipState
from memberships.enums import LineState
from memberships.models import BankLine, BankStatement, Payment
from memberships.services import bank, payments
from memberships.services.errors import MembershipError
from memberships.statements import read_statement
from network.imports.errors import UnreadableFile
from tests.memberships.conftest import YEAR

HEAD = "Date de comptabilisation;Libellé simplifié;Libellé opération;Référence;Débit;Crédit\n"


def statement(*rows, head=HEAD, before=""):
    return (before + head + "".join(f"{row}\n" for row in rows)).encode("cp1252")


def imported(content, by, name="releve.csv"):
    return bank.import_statement(content=content, name=name, by=by)


@pytest.mark.parametrize(
    ("content", "amount"),
    [
        (statement("12/03/2026;VIR EAU;COTISATION;REF;;1 234,56"), "1234.56"),
        (statement("12/03/2026;VIR EAU;COTISATION;REF;;+1\u00a0234,56"), "1234.56"),
        (statement("12/03/26;VIR EAU;COTISATION;REF;;1.234,56 €", before="Compte n° 123;\nSolde au 12/03/2026;4 000,00 €\n\n"), "1234.56"),
        ("\ufeffDate;Libellé;Montant\n2026-03-12;Virement de Eau;1234.56\n".encode(), "1234.56"),
        (
            "Date opération;Nature de l'opération;Montant(EUROS)\n12/03/2026;Loyer;-5,00\n12/03/2026;Vir;30,5\n".encode(),
            "30.5",
        ),
    ],
)
def test_each_bank_is_read(content, amount):
    found = read_statement(content, "releve.csv")
    assert [(line.done_on, line.amount) for line in found.lines] == [(date(2026, 3, 12), Decimal(amount))]
    assert found.problems == []


def test_what_goes_out_is_counted_and_left_aside():
    found = read_statement(statement("12/03/2026;LOYER;;;-500,00;", "12/03/2026;LOYER;;;500,00;", "12/03/2026;VIR;;;;30,00"), "r.csv")
    assert (len(found.lines), found.out) == (1, 2)


def test_a_line_that_cannot_be_read_is_named():
    found = read_statement(statement("32/13/2026;VIR;;;;30,00", "12/03/2026;VIR;;;;trente", "12/03/2026;VIR;;;;30,00"), "r.csv")
    assert len(found.lines) == 1
    assert found.problems == [(2, "date «\u00a032/13/2026\u00a0» illisible"), (3, "montant «\u00a0trente\u00a0» illisible")]


def test_what_is_no_statement_is_said():
    with pytest.raises(UnreadableFile, match="ne ressemble pas à un relevé"):
        read_statement(b"Nom;Ville\nEau;Laval\nTerre;Nantes\n", "r.csv")


@given(st.binary(max_size=400))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_bytes_are_read_or_refused_in_words(content):
    with suppress(UnreadableFile):
        assert read_statement(content, "r.csv").lines is not None


def test_the_same_file_twice_changes_nothing(db, staff):
    content = statement("12/03/2026;VIR EAU;;;;30,00", "12/03/2026;VIR EAU;;;;30,00", "13/03/2026;VIR TERRE;;;;60,00")
    assert imported(content, staff).words == "3\u00a0encaissements à rapprocher."
    assert BankLine.objects.count() == 3, "two alike in one file are two"
    assert "rien n’a changé" in imported(content, staff).words
    assert "rien n’a changé" in imported(content.replace(b"\n", b"\r\n"), staff).words
    longer = imported(content + b"14/03/2026;VIR LUNE;;;;10,00\n", staff)
    assert (longer.new, longer.known) == (1, 3)
    assert (BankLine.objects.count(), BankStatement.objects.count()) == (4, 2)


def test_a_file_without_money_in_writes_nothing(db, staff):
    with pytest.raises(MembershipError, match="aucun encaissement"):
        imported(statement("12/03/2026;LOYER;;;-500,00;"), staff)
    assert not BankStatement.objects.exists()


@pytest.fixture
def line(call, staff):
    """A transfer that names the call."""
    imported(statement(f"12/03/{YEAR};VIR SEPA ASS EAU ET JARDINS;COT {YEAR} 1;;;30,00"), staff)
    return BankLine.objects.get()


def test_the_reference_then_the_name_then_the_amount(call, line, town, staff):
    (best, *_) = bank.Matcher().suggestions(line)
    assert best.call == call
    assert "référence dans le libellé" in best.reasons
    assert "montant exact" in best.reasons
    line.label = "VIR DE EAU JARDIN"
    (best,) = bank.Matcher().suggestions(line)
    assert best.call == call
    assert best.reasons[0].startswith("nom proche")
    line.label = "VIREMENT 000123"
    (best,) = bank.Matcher().suggestions(line)
    assert best.reasons == ("même montant, sans autre indice",)
    line.amount = Decimal(999)
    assert bank.Matcher().suggestions(line) == []


def test_a_line_that_cites_a_call_already_paid_is_said(call, line, pay):
    assert bank.Matcher().no_longer_due(line) is None
    pay(call)
    assert bank.Matcher().no_longer_due(line) == call
    line.label = "VIR DE EAU JARDIN"
    assert bank.Matcher().no_longer_due(line) is None


def test_nothing_is_paid_before_a_person_confirms(call, line, staff):
    assert not Payment.objects.exists()
    payment = bank.confirm(line=line, call=call, by=staff)
    line.refresh_from_db()
    call.membership.refresh_from_db()
    assert (line.state, line.payment) == (LineState.MATCHED, payment)
    assert (call.membership.state, call.membership.settled_on) == (MembershipState.PAID, date(YEAR, 3, 12))
    with pytest.raises(MembershipError, match="déjà rapprochée"):
        bank.confirm(line=line, call=call, by=staff)


def test_a_cancelled_payment_gives_its_line_back(call, line, staff):
    payments.reverse_payment(payment=bank.confirm(line=line, call=call, by=staff), reason="autre structure", by=staff)
    line.refresh_from_db()
    assert (line.state, line.payment) == (LineState.WAITING, None)


def test_a_line_that_is_no_fee_is_set_aside_and_taken_back(line, staff):
    bank.set_aside(line=line, by=staff)
    with pytest.raises(MembershipError, match="déjà écartée"):
        bank.set_aside(line=line, by=staff)
    bank.take_back(line=line, by=staff)
    line.refresh_from_db()
    assert line.state == LineState.WAITING


@pytest.mark.django_db(transaction=True)
def test_two_people_confirm_one_line_once(call, line, staff):
    start, said = Barrier(2), []

    def confirm():
        start.wait()
        try:
            said.append(bank.confirm(line=line, call=call, by=staff))
        except MembershipError as error:
            said.append(str(error))
        finally:
            connections.close_all()

    threads = [Thread(target=confirm) for _ in range(2)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert Payment.objects.count() == 1
    assert any("déjà rapprochée" in str(answer) for answer in said)

"""What the letters say: the call, the receipt, the electoral roll; and who may have them."""

import csv
from io import StringIO

import pytest
from django.template.loader import render_to_string
from django.utils import timezone

from memberships.documents import CallPdf, ReceiptPdf, RollPdf
from memberships.services import calling, payments
from tests.memberships.conftest import YEAR

TODAY = timezone.localdate()
IBAN = "FR76\u00a03000\u00a06000\u00a00112\u00a03456\u00a07890\u00a0189"


def words(kind, params):
    """What the document prints, as HTML."""
    return "".join(render_to_string(part.template, part.context) for part in kind.compose(params).chapters)


@pytest.fixture
def bank(settings):
    settings.MEMBERSHIPS = {**settings.MEMBERSHIPS, "iban": "FR7630006000011234567890189", "bic": "AGRIFRPP", "siret": "12345678900011"}


@pytest.fixture
def due(bank, town, staff):
    """The call of a commune that pays by mandate: 120,50 €."""
    return calling.call_one(actor=town, year=YEAR, by=staff)


def test_a_call_says_how_much_where_and_for_whom(due, neighbour):
    page = words(CallPdf(), {"call": due.pk})
    for said in (
        due.number,
        "120,50\u00a0€",
        IBAN,
        "AGRIFRPP",
        "12345678900011",
        "Commune de Laval",
        "non communiqué",
        "moins de 100\u00a0000",
    ):
        assert said in page
    calling.set_commitment(call=due, number="EJ-2026-42", by=neighbour)
    page = words(CallPdf(), {"call": due.pk})
    assert "<b>EJ-2026-42</b>" in page
    assert "non communiqué" not in page


def test_a_call_without_bank_details_asks_to_write_first(due, settings):
    settings.MEMBERSHIPS = {**settings.MEMBERSHIPS, "iban": "FR7630006000011234567890188"}
    page = words(CallPdf(), {"call": due.pk})
    assert "avant tout virement" in page
    assert "FR76" not in page


def test_a_receipt_names_who_paid_and_what_is_missing(due, pay, staff):
    payment = pay(due, "20.50", payer="Fondation du Lac")
    page = words(ReceiptPdf(), {"receipt": payment.receipt.pk})
    for said in (
        payment.receipt.code,
        "Fondation du Lac",
        "pour le compte de",
        "Commune de Laval",
        "20,50\u00a0€",
        "120,50\u00a0€",
        "virement",
    ):
        assert said in page
    payments.reverse_payment(payment=payment, reason="autre structure", by=staff)
    assert "Annulé" in words(ReceiptPdf(), {"receipt": payment.receipt.pk})


def test_a_name_is_never_read_as_html(association, call, pay):
    association.name = "<script>x</script>"
    association.save()
    receipt = pay(call, payer="<b>Banque</b>").receipt
    page = words(ReceiptPdf(), {"receipt": receipt.pk}) + words(RollPdf(), {"day": TODAY.isoformat(), "college": ""})
    assert "<script>" not in page
    assert "<b>Banque</b>" not in page


def test_letters_are_for_those_who_represent_the_member_and_the_team(call, pay, member, neighbour, staff, board, client_of):
    receipt = pay(call).receipt
    for address in (f"appel-cotisation/?appel={call.number}", f"recu-cotisation/?recu={receipt.code}"):
        codes = [client_of(person).get(f"/documents/demander/{address}").status_code for person in (member, staff, neighbour, board)]
        assert codes == [200, 200, 404, 404]
    rolls = [client_of(person).get("/documents/demander/membres-a-jour/").status_code for person in (staff, board, member)]
    assert rolls == [200, 200, 404]


def test_the_roll_leaves_as_a_table_that_no_spreadsheet_runs(association, call, pay, board, client_of):
    association.name = "=HYPERLINK(1)"
    association.save()
    pay(call)
    client = client_of(board)
    answer = client.get("/adhesions/membres/export/csv/")
    rows = list(
        csv.reader(
            StringIO(answer.content.decode("utf-8-sig") if not answer.streaming else answer.getvalue().decode("utf-8-sig")), delimiter=";"
        )
    )
    assert rows[1][0] == "Associations"
    assert not rows[1][1].startswith("=")
    assert client.get("/adhesions/membres/?jour=hier").status_code == 200

"""Every list of the team's desk leaves as a spreadsheet: what was selected, what the list shows, nothing that a spreadsheet would run."""

from io import BytesIO

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.urls import reverse
from openpyxl import load_workbook

from actors.models import Actor, Contact, Membership
from projects.models import Project

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows(make_actor, make_project):
    """One thing of several lists."""
    actor = make_actor("=SOMME(A1)")
    Contact.objects.create(actor=actor, name="+Awa", email="awa@demo.example")
    actor.memberships.create(year=2026, state="paid")
    make_project("Puits", lead=actor)


def export(desk, model, kind):
    """The file that a person of the team gets of all lines of a list."""
    found = list(model.objects.values_list("pk", flat=True))
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"
    return desk.post(reverse(name), {"action": f"export_{kind}", "_selected_action": found, "select_across": "0"})


@pytest.mark.parametrize("model", [Actor, Contact, Membership, Project])
def test_a_list_leaves_as_a_workbook(rows, client_of, staff, model):
    response = export(client_of(staff), model, "xlsx")
    lines = list(load_workbook(BytesIO(response.getvalue())).active.iter_rows(values_only=True))
    assert len(lines) == model.objects.count() + 1
    assert all(lines[0])
    assert "<" not in str(lines)


def test_no_cell_is_a_formula(rows, client_of, staff):
    desk = client_of(staff)
    text = export(desk, Actor, "csv").getvalue().decode()
    assert "'=SOMME" in text
    sheet = load_workbook(BytesIO(export(desk, Contact, "xlsx").getvalue())).active
    assert "f" not in {cell.data_type for line in sheet.iter_rows() for cell in line}


def test_only_what_was_selected_leaves(rows, make_actor, client_of, staff):
    make_actor("Autre", slug="autre")
    name = reverse("admin:actors_actor_changelist")
    chosen = Actor.objects.get(slug="autre").pk
    text = client_of(staff).post(name, {"action": "export_csv", "_selected_action": [chosen]}).getvalue().decode()
    assert "Autre" in text
    assert "SOMME" not in text


def test_who_may_not_see_a_list_does_not_export_it(rows, client_of, account):
    account.is_staff = True
    account.save()
    account.user_permissions.add(Permission.objects.get(codename="view_membership"))
    desk = client_of(account)
    assert export(desk, Contact, "csv").status_code == 403
    assert "2026" in export(desk, Membership, "csv").getvalue().decode()


def test_every_list_offers_it(rf, staff):
    request = rf.get("/")
    request.user = staff
    without = [
        str(model._meta.label)
        for model, desk in admin.site._registry.items()
        if desk.has_view_permission(request) and desk.actions is not None and "export_xlsx" not in desk.get_actions(request)
    ]
    assert without == []

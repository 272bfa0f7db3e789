"""No edit on the team's desk silently overwrites another, on any of its pages (guarantee 9)."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.urls import reverse

from network.audit.editing import GuardedForm
from network.audit.history import LockedAdmin
from network.taxonomy.models import Theme
from tests.actors.test_admin import shown
from tests.desk import marks

# Pages of their own: each version of a wording is a row, an import moves by its steps, a row of a list is decided by a service.
BY_STEPS = {"notifications.EmailWording", "imports.Import", "projects.FundingRow", "projects.Funding"}


@pytest.fixture
def desk(client_of, staff):
    return client_of(staff)


@pytest.fixture
def colleague(client_of, board):
    board.is_staff = board.is_superuser = True
    board.first_name = "Camille"
    board.save()
    return client_of(board)


def page(theme):
    return reverse("admin:taxonomy_theme_change", args=[theme.pk])


def theme_form(theme, **fields):
    goals = list(theme.goals.values_list("pk", flat=True))
    return {"name": theme.name, "position": theme.position, "parent": theme.parent_id or "", "goals": goals, **fields}


def test_every_page_that_changes_something_is_guarded(rf, staff, db):
    request = rf.get("/")
    request.user = staff
    for model, desk in admin.site._registry.items():
        if model._meta.label in BY_STEPS or not desk.has_change_permission(request):
            continue
        form = desk.get_form(request, model(pk=1), change=True)
        if set(form.base_fields) - {"seen"}:
            assert issubclass(form, GuardedForm), f"{model._meta.label} is edited without a guard"
            assert isinstance(desk, LockedAdmin), f"{model._meta.label} is written without having been read under a lock"


def test_two_who_change_the_same_field_compare_and_choose(desk, colleague, world):
    theme = world["water"]
    mine, theirs = marks(desk, page(theme)), marks(colleague, page(theme))
    assert colleague.post(page(theme), theme_form(theme, name="Eau potable") | theirs).status_code == 302
    answer = desk.post(page(theme), theme_form(theme, name="Eau pure") | mine)
    assert Theme.objects.get(pk=theme.pk).name == "Eau potable"
    assert "Camille a enregistré : « Eau potable »" in shown(answer).replace("\xa0", " ")
    assert 'value="Eau pure"' in answer.text
    again = {"seen": answer.context["adminform"].form.data["seen"]}
    assert desk.post(page(theme), theme_form(theme, name="Eau pure") | again).status_code == 302
    assert Theme.objects.get(pk=theme.pk).name == "Eau pure"


def test_two_who_change_different_fields_both_keep_their_work(desk, colleague, world):
    theme = world["wells"]
    assert theme.parent == world["water"]
    mine, theirs = marks(desk, page(theme)), marks(colleague, page(theme))
    assert colleague.post(page(theme), theme_form(theme, position=7, goals=[4, 6], parent="") | theirs).status_code == 302
    assert desk.post(page(theme), theme_form(theme, name="Forages", goals=[]) | mine).status_code == 200, "both changed the goals"
    assert desk.post(page(theme), theme_form(theme, name="Forages") | mine).status_code == 302
    theme.refresh_from_db()
    assert (theme.name, theme.position, theme.parent, {goal.pk for goal in theme.goals.all()}) == ("Forages", 7, None, {4, 6})


def test_a_right_that_somebody_just_took_away_does_not_come_back(desk, colleague, account):
    address, group = reverse("admin:accounts_user_change", args=[account.pk]), Group.objects.create(name="Bénévoles")
    account.groups.add(group)
    typed = {"email": account.email, "first_name": account.first_name, "last_name": "", "is_active": "on", "groups": [group.pk]}
    typed |= {"emailaddress_set-TOTAL_FORMS": "0", "emailaddress_set-INITIAL_FORMS": "0"}
    mine, theirs = marks(desk, address), marks(colleague, address)
    closed = {name: value for name, value in typed.items() if name not in ("is_active", "groups")}
    assert colleague.post(address, closed | theirs).status_code == 302
    assert desk.post(address, typed | {"last_name": "Exemple"} | mine).status_code == 302
    account.refresh_from_db()
    assert (account.last_name, account.is_active, account.groups.count()) == ("Exemple", False, 0)

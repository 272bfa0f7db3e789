"""The team's desk: one door, the missions' order, nothing inline."""

import re

import pytest
from django.contrib import admin
from django.urls import NoReverseMatch, reverse

INLINE = re.compile(
    r"\sstyle=|\son(?:click|change|load|submit|input|focus)=|<style|<script(?![^>]*\ssrc=)(?![^>]*application/json)|javascript:"
)


@pytest.fixture
def desk(client_of, staff, make_actor, world):
    make_actor()
    return client_of(staff)


def _pages():
    for model in admin.site._registry:
        name = f"{model._meta.app_label}_{model._meta.model_name}"
        for page in ("changelist", "add", "export", "import"):
            yield f"{name}_{page}"


@pytest.mark.parametrize("page", ["index", *_pages()])
def test_nothing_of_the_desk_is_inline(page, desk):
    try:
        address = reverse(f"admin:{page}")
    except NoReverseMatch:
        return
    response = desk.get(address)
    if response.status_code != 200:  # a desk that only reads has no such page
        assert response.status_code in (302, 403, 404)
        return
    found = INLINE.search(response.content.decode())
    assert found is None, found
    assert "css/admin.css" in response.content.decode()


def test_the_page_of_one_thing_has_nothing_inline(desk):
    for model in admin.site._registry:
        thing = model._default_manager.first()
        if thing is not None:
            page = desk.get(reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[thing.pk])).content.decode()
            assert INLINE.search(page) is None, model


def test_the_desk_is_entered_by_the_portal_s_own_door(client, db):
    response = client.get(reverse("admin:index"), follow=True)
    assert response.redirect_chain[-1][0].startswith(reverse("account_login"))


def test_somebody_of_no_team_does_not_enter(client_of, account):
    response = client_of(account).get(reverse("admin:index"), follow=True)
    assert response.status_code == 403


def test_objects_are_grouped_by_mission(desk, rf, staff):
    request = rf.get("/admin/")
    request.user = staff
    names = [group["name"] for group in admin.site.get_app_list(request)]
    assert names[0] == "1. Identification"
    assert names[-1] == "Référentiels"
    assert len(names) == len(set(names))


def test_every_object_of_the_desk_is_in_a_group_once(desk, rf, staff):
    request = rf.get("/admin/")
    request.user = staff
    shown = [model["model"] for group in admin.site.get_app_list(request) for model in group["models"]]
    assert len(shown) == len(set(shown))
    assert set(shown) == {model for model, desk_ in admin.site._registry.items() if any(desk_.get_model_perms(request).values())}

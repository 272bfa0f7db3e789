"""The search table of the projects, kept by PostgreSQL."""

from decimal import Decimal

import pytest

from projects.enums import PartnershipStatus
from projects.models import PartnerOrganisation, SearchEntry

pytestmark = pytest.mark.django_db


def entry(project):
    return SearchEntry.objects.get(project=project)


def test_an_entry_says_what_the_project_says(make_project, make_actor, world):
    lead = make_actor("Alliance", municipality=world["nantes"])
    town = make_actor("Nantes", college="collectivites", kind="commune", slug="nantes")
    project = make_project(lead=lead, places=[(world["benin"], "Dassa", 2.18, 7.73)], partners=[town], granted={("Région", 2019): 5000})
    found = entry(project)
    assert (found.college, found.colleges, found.multi) == ("associations", ["associations", "collectivites"], "oui")
    assert (found.countries, found.longitude, found.years) == (["benin"], 2.18, ["2019"])
    assert (found.granted, found.support_bracket, found.budget_bracket) == (Decimal(5000), "5000-a-20000", "inconnu")
    assert sorted(found.actor_ids) == sorted([lead.pk, town.pk])


def test_what_changes_around_a_project_changes_its_entry(make_project, make_actor, world):
    project = make_project(places=[world["benin"]], granted={("Région", 2019): 5000})
    project.lead.name = "Autre nom"
    project.lead.save()
    assert entry(project).card["lead"]["name"] == "Autre nom"
    project.fundings.get().figures.update(retained=False)
    assert entry(project).granted is None
    project.places.all().delete()
    assert entry(project).countries == []
    project.lead.memberships.create(year=2026, state="paid")
    assert entry(project).member_days


@pytest.mark.parametrize("status", [PartnershipStatus.ASKED, PartnershipStatus.REFUSED])
def test_a_partner_that_did_not_confirm_is_not_counted(make_project, make_actor, status):
    project = make_project()
    project.partnerships.create(actor=make_actor("Ville", college="collectivites", slug="ville"), status=status)
    assert (entry(project).multi, entry(project).card["partners"]) == ("non", 0)


def test_a_partner_abroad_makes_no_multi_actor_project(make_project, world):
    project = make_project()
    project.partnerships.create(organisation=PartnerOrganisation.objects.create(name="Union", country=world["benin"]))
    assert (entry(project).multi, entry(project).card["partners"]) == ("non", 1)


def test_the_goals_that_are_chosen_replace_those_of_the_themes(make_project, world):
    project = make_project(themes=[world["water"]])
    assert entry(project).goals == ["6"]
    project.goals.add(4)
    assert entry(project).goals == ["4"]


def test_a_project_that_is_not_public_has_no_entry(make_project):
    project = make_project(state="draft", published_at=None)
    assert not SearchEntry.objects.filter(project=project).exists()

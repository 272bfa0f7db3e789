"""Partners abroad: found again, proposed as doubles, and merged with nothing lost."""

import pytest
from django.urls import reverse

from network.audit.models import Entry
from projects.doubles import possible_pairs
from projects.finding import near_organisations
from projects.models import PartnerOrganisation
from projects.services import organisations as services
from projects.services import partners

pytestmark = pytest.mark.django_db


def named(name, country, **fields):
    return PartnerOrganisation.objects.create(name=name, country=country, **fields)


@pytest.fixture
def two(world, make_project):
    """Two names of one organisation, that share a project; the second alone has another."""
    one = named("Union des jardins de Dassa", world["benin"])
    other = named("Union des Jardins de Dassa-Zoumé", world["benin"], town="Dassa", website="https://jardins.example/")
    shared, alone = make_project("Puits"), make_project("Jardins")
    shared.partnerships.create(organisation=one)
    shared.partnerships.create(organisation=other, role="technique")
    alone.partnerships.create(organisation=other, role="local")
    return one, other, shared, alone


def test_everything_that_points_to_an_organisation_is_moved_by_a_merge():
    pointing = {relation.related_model._meta.label for relation in PartnerOrganisation._meta.related_objects}
    assert pointing - {"projects.PartnerOrganisation"} == {"projects.Partnership"}, "services.organisations.merge must move it too"


def test_a_merge_moves_every_project_says_so_and_leaves_a_way_from_the_old_name(two, staff):
    one, other, shared, alone = two
    older = named("Jardins d’avant", other.country, merged_into=other)
    services.merge(winner=one, loser=other, by=staff, chosen={"town": other})
    one.refresh_from_db(), other.refresh_from_db(), older.refresh_from_db()
    assert (one.name, one.town, one.website) == ("Union des jardins de Dassa", "Dassa", "https://jardins.example/")
    assert {(row.project, row.role) for row in one.partnerships.all()} == {(shared, "technique"), (alone, "local")}
    assert other.merged_into == older.merged_into == one
    assert not other.partnerships.exists()
    assert [Entry.objects.about(thing).filter(by=staff).exists() for thing in (one, other, shared, alone)] == [True] * 4
    assert [*near_organisations("union jardins dassa-zoume")] == [*near_organisations("jardins d'avant")] == [one]
    assert "dassa-zoume" not in str(alone.search_entry.vector)
    third = services.save(organisation=PartnerOrganisation(name="Centre", country=one.country), by=staff)
    alone.partnerships.all().delete()
    assert partners.add_organisation(project=alone, organisation=other, role="local", by=staff).organisation == one, "chosen on an old page"
    with pytest.raises(services.OrganisationError, match="est fusionnée avec"):
        services.merge(winner=third, loser=other, by=staff)


def test_doubles_are_proposed_in_one_country_and_no_longer_once_told_apart(two, world, staff):
    one, other, *_ = two
    named("Union des jardins de Dassa", world["mali"])
    far = named("Coopérative de Kayes", world["mali"])
    pairs, total = possible_pairs()
    assert [{pair.one, pair.other} for pair in pairs] == [{one, other}]
    assert (total, pairs[0].reasons) == (1, ["nom très proche", "même pays"])
    assert pairs[0].one == other, "in more projects"
    PartnerOrganisation.objects.filter(pk=far.pk).update(website=other.website)
    assert possible_pairs()[0][0].certain
    services.tell_apart(one=one, other=other, by=staff)
    assert [{pair.one, pair.other} for pair in possible_pairs()[0]] == [{other, far}]


def test_the_team_compares_chooses_and_merges_on_its_desk(two, client_of, staff):
    one, other, *_ = two
    desk = client_of(staff)
    page = reverse("admin:projects_partnerorganisation_merge", args=[one.pk, other.pk])
    assert page in desk.get(reverse("admin:projects_partnerorganisation_merge_with", args=[one.pk])).text
    assert other.name in desk.get(reverse("admin:projects_partnerorganisation_pairs")).text
    shown = desk.get(page).text.replace("\xa0", " ")
    assert "1 partenariat" in shown
    assert "même projet" in shown
    posted = {f"choice-{name}": other.pk for name in services.FIELDS} | {
        f"seen-{thing.pk}": services.stamp(thing) for thing in (one, other)
    }
    services.save(organisation=one, by=None)
    late = desk.post(page, posted)
    assert "a été modifiée pendant que vous compariez" in late.text
    assert PartnerOrganisation.objects.standing().count() == 2
    posted[f"seen-{one.pk}"] = services.stamp(one)
    assert desk.post(page, posted).status_code == 302
    one.refresh_from_db()
    assert one.name == other.name
    old = desk.get(reverse("admin:projects_partnerorganisation_change", args=[other.pk])).text
    assert "fusionnée avec" in old
    assert 'name="name"' not in old
    assert desk.get(page).status_code == 404
    listed = desk.get(reverse("admin:projects_partnerorganisation_changelist"), {"q": "union jardin dassa"}).text.replace("\xa0", " ")
    assert "1 organisation partenaire" in listed
    assert reverse("admin:projects_partnerorganisation_pairs") in listed

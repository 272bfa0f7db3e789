"""The pages of countries and themes: what they count is what the lists count."""

import re

import pytest

pytestmark = pytest.mark.django_db


@pytest.fixture
def benin(make_actor, make_project, world):
    """An actor and two projects in Bénin; one project whose support is known; one draft."""
    lead = make_actor("Alliance", slug="alliance", countries=[world["benin"]], themes=[world["wells"]], municipality=world["nantes"])
    make_project("Puits", lead=lead, places=[world["benin"]], themes=[world["wells"]], granted={("Région", 2019): 5000})
    make_project("École", lead=lead, places=[(world["benin"], "Dassa")])
    make_project("Brouillon", lead=lead, places=[world["benin"]], state="draft", published_at=None)
    world["benin"].longitude, world["benin"].latitude = 2.3, 9.6
    world["benin"].save()
    return world["benin"]


def figures(page):
    """`{words: number}` of the figures of a page."""
    found = re.findall(r"<div><dt>(.*?)</dt><dd>(?:<a href=\"(.*?)\">)?([\d\s\u00a0\u202f]+)", page)
    return {words: (int(re.sub(r"\D", "", number)), url.replace("&amp;", "&")) for words, url, number in found}


def test_each_figure_of_a_country_opens_a_list_of_that_length(client, benin):
    page = client.get("/pays/benin/").text
    found = figures(page)
    assert [number for number, _ in found.values()] == [1, 2, 5000]
    for number, url in list(found.values())[:2]:
        total = re.search(r"data-total>(\d+)", client.get(url).text)
        assert int(total.group(1)) == number
    assert "connus pour 1 de ces 2\u00a0projets" in page
    assert "Brouillon" not in page
    assert "<svg" in page.partition("<figure")[2].partition("</figure>")[0], "the arc is drawn"


def test_a_theme_shows_what_is_under_it(client, benin):
    page = client.get("/thematiques/eau/").text
    assert "Puits" in page and "École" not in page  # noqa: PT018 – one fact
    assert "/pays/benin/" in page


def test_only_countries_with_something_to_show_are_offered(client, benin, world):
    page = client.get("/pays/").text
    assert "/pays/benin/" in page and "/pays/mali/" not in page  # noqa: PT018 – one fact
    assert client.get("/pays/mali/").status_code == 404
    assert client.get("/thematiques/education/").status_code == 404


def test_the_page_takes_as_many_statements_for_two_projects_as_for_five(client, benin, make_project, django_assert_max_num_queries):
    with django_assert_max_num_queries(16):
        client.get("/pays/benin/")
    for n in range(3):
        make_project(f"Autre {n}", places=[benin])
    with django_assert_max_num_queries(16):
        client.get("/pays/benin/")

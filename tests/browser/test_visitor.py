"""A visitor looks for who works in Bénin, on a laptop, on a phone, and without JavaScript."""

import re
from io import BytesIO

import pikepdf
import pytest

from tests.documents.reading import texts
from tests.observatory.cover import look

SIZES = ["laptop", "phone"]


def _choose(page, label):
    """Tick a facet's value; on a phone the facets are folded first."""
    box = page.get_by_label(re.compile(rf"^{label}"), exact=False).first
    if not box.is_visible():
        page.locator("details.facets > summary").click()
    if not box.is_visible():
        box.locator("xpath=ancestor::details[contains(@class,'facet-more')]/summary").click()
    box.check()


@pytest.mark.parametrize("size", SIZES)
def test_from_the_home_page_to_an_actor(visit, size):
    page = visit("/", size=size)
    page.get_by_role("searchbox").first.fill("benin")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("q=benin"))
    page.get_by_role("link", name=re.compile("Bénin")).first.click()
    page.wait_for_load_state()
    assert page.get_by_role("heading", level=1).count() == 1


def test_from_the_map_to_a_country_to_a_project_to_an_actor(visit):
    page = visit("/", size="phone")
    page.locator("[aria-labelledby='h-pays'] a[href='/pays/benin/']").first.click()
    page.wait_for_url(re.compile("/pays/benin/$"))
    page.locator("[aria-labelledby='h-projets'] li a").first.click()
    page.wait_for_url(re.compile("/projets/[^?]+/$"))
    title = page.get_by_role("heading", level=1).inner_text()
    page.locator("main a[href^='/annuaire/']:not([href*='?'])").first.click()
    page.wait_for_url(re.compile("/annuaire/[^?]+/$"))
    assert page.get_by_role("heading", level=1).inner_text() != title


@pytest.mark.parametrize("size", SIZES)
def test_narrowing_the_list_changes_the_address_and_the_count(visit, size):
    page = visit("/annuaire/", size=size)
    before = page.locator("[data-total]").first.inner_text()
    _choose(page, "Bénin")
    page.wait_for_url(re.compile("pays=benin"))
    page.locator(".chip", has_text="Bénin").wait_for()
    after = page.locator("[data-total]").first.inner_text()
    assert before != after
    shared = visit(page.url, size=size)
    assert shared.locator("[data-total]").first.inner_text() == after, "the address is the whole state"
    page.go_back()
    page.wait_for_url(lambda url: "pays=benin" not in url)
    page.locator("[data-total]", has_text=before).wait_for()  # the address changes first, then what it shows


@pytest.mark.parametrize("size", SIZES)
def test_the_map_shows_the_same_answers(visit, size):
    page = visit("/annuaire/?pays=benin&vue=carte", size=size)
    page.locator("#carte .leaflet-marker-icon").first.wait_for()
    page.locator("#carte path.outline").first.wait_for()
    total = int(page.locator("[data-total]").first.inner_text().split()[0])
    points = page.evaluate("document.getElementById('carte').dataset.points")
    data = page.request.get(points).json()
    assert sum(f["properties"]["count"] for f in data["features"]) + data["missing"] == total


@pytest.mark.parametrize("size", SIZES)
def test_the_directory_is_downloaded_as_a_pdf_that_the_worker_made(visit, size):
    page = visit("/annuaire/?pays=benin", size=size)
    total = int(page.locator("[data-total]").first.inner_text().split()[0])
    page.get_by_role("link", name="PDF").click()
    page.get_by_role("button", name=re.compile("le document|sa préparation")).click()
    link = page.get_by_role("link", name=re.compile("Télécharger"))
    link.wait_for(timeout=180_000)
    with page.expect_download() as download:
        link.click()
    with pikepdf.open(BytesIO(download.value.path().read_bytes())) as pdf:
        assert len(pdf.pages) >= 3
        assert pdf.Root.MarkInfo.Marked
    assert total > 0


def test_the_board_downloads_the_report_of_the_observatory_and_looks_at_its_cover(visit, logged_in, tmp_path):
    page = logged_in("ca")
    visit("/mon-espace/", page=page)
    page.get_by_role("link", name="Rapport de l’observatoire").click()
    page.get_by_role("link", name="Demander le rapport en PDF").wait_for()
    visit("/observatoire/?pays=benin", page=page)
    projects = page.locator("dl.figures a[href^='/projets/']").first.inner_text()
    page.get_by_role("link", name="Demander le rapport en PDF").click()
    assert page.get_by_text("Pays : Bénin").count() == 1
    page.get_by_role("button", name=re.compile("le document|sa préparation")).click()
    link = page.get_by_role("link", name=re.compile("Télécharger"))
    link.wait_for(timeout=180_000)
    with page.expect_download() as download:
        link.click()
    file = tmp_path / "rapport.pdf"
    download.value.save_as(file)
    cover = look(file, tmp_path)
    assert cover["arcs"] > 60, "one arc, to Bénin"
    assert cover["title"] > 300
    assert cover["dark"] > 0.9
    with pikepdf.open(file) as pdf:
        assert f"{projects}projets" in "".join(texts(pdf)[2].split()), "the figure of the page"


def test_everything_works_without_javascript(visit):
    page = visit("/", javascript=False, size="phone")
    page.goto("/annuaire/")
    page.locator("details.facets > summary").click()
    page.locator("input[name=pays][value=benin]").check()
    page.get_by_role("button", name="Appliquer les filtres").click()
    page.wait_for_url(re.compile("pays=benin"))
    assert page.locator(".notice").count() > 0
    page.get_by_role("link", name="PDF").click()
    page.get_by_role("button", name=re.compile("le document|sa préparation")).click()
    page.get_by_role("link", name=re.compile("Télécharger")).wait_for(timeout=180_000)  # the page asks again by itself
    page.goto("/annuaire/?vue=carte&pays=benin")
    assert page.get_by_text("commune par commune").count() > 0
    page.locator(".notice, .ruled a").first.wait_for(state="attached")


def test_csv_of_what_is_shown_opens_in_a_spreadsheet(visit):
    page = visit("/annuaire/?pays=benin")
    total = int(page.locator("[data-total]").first.inner_text().split()[0])
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    text = download.value.path().read_bytes().decode()
    assert text.startswith("\ufeffNom;")
    assert len(text.splitlines()) == total + 1

"""The report says what the page says, for the region or a part of it, with the comments of the team, and can be read aloud."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone

from network.documents import services
from network.documents.kinds import Refusal
from network.documents.models import Document
from network.moderation.services import archive
from network.taxonomy.models import Country
from network.ui.french import number
from observatory.documents import annexes
from observatory.enums import Section
from observatory.models import Comment
from observatory.page import Observatory
from observatory.services.snapshots import take
from projects.models import Project
from tests.documents.conftest import faces, opened, place, worked, workroom  # noqa: F401 – fixtures
from tests.documents.reading import faults, outline, places, texts
from tests.documents.test_binding import numbers_of
from tests.observatory.cover import look

KIND = "rapport-observatoire"
YEAR = timezone.localdate().year


def squeezed(text):
    return "".join(text.split()).replace("\xa0", "")


def test_it_is_well_tagged_and_every_page_is_where_it_is_said_to_be(observed, world, worked, opened, monkeypatch, tmp_path):  # noqa: F811
    monkeypatch.setattr(annexes, "QUIRE", 5)  # lists in several parts
    Country.objects.filter(pk=world["benin"].pk).update(longitude=2.3, latitude=9.3)
    document = worked(services.request_document(kind=KIND, data=QueryDict("pays=benin")))
    assert document.is_ready, document.error
    pdf = opened(document)
    assert faults(pdf) == []
    assert pdf.docinfo["/Title"] == "Rapport de l’observatoire, Bénin"
    links = [(words, page) for words, page in numbers_of(pdf) if ", page " in words]
    assert len(links) > 15
    assert [words for words, page in links if not words.endswith(f", page {page}")] == []
    titles, found, read = outline(pdf), places(pdf), texts(pdf)
    assert titles["Annexe 2. Les projets"] == found["annexe-projets"]
    assert {section.label for section in Section if section != Section.KEY} <= set(titles)
    moment = re.search(r"Chiffresdu.*?à\d+h\d*", squeezed(read[1])).group()
    for page, text in enumerate(read[1:], 2):
        assert f"page {page} sur {document.pages}" in text
        assert squeezed(f"{moment}. Filtres : Pays : Bénin.") in squeezed(text)
    cover = look(document.path, tmp_path)  # the picture of the page: amber arcs on the plate, pale words below, ink elsewhere
    assert cover["arcs"] > 60
    assert cover["title"] > 300
    assert cover["dark"] > 0.9


@pytest.mark.parametrize("filters", ["", "pays=benin", "departement=53", "college=economie", "theme=eau&annee=2018"])
def test_every_number_of_the_page_is_printed(observed, filters):
    """Read from the parts, before they are laid out: what is laid out is tested above."""
    kind = services.get_kind(KIND)
    book = kind.compose(kind.clean(QueryDict(filters)))
    shown = Observatory(QueryDict(filters))
    reading, *others = book.chapters
    assert [figure["value"] for figure in reading.context["counts"]] == [f.value for f in shown.figures.values() if not f.money]
    printed = {t["title"].partition(". ")[2]: t for part in others for s in part.context.get("sections", []) for t in s["tables"]}
    assert printed or shown.counts.total.projects < 2
    for table in shown.tables.values():
        if table.plan.title in printed:
            rows = printed[table.plan.title]["rows"]
            said = sorted((row["label"].lower(), row["projects"], row["actors"], row["granted"] or 0) for row in rows)
            assert said == sorted((r.label.lower(), r.projects, r.actors, float(r.sum.granted or 0)) for r in table.known), table.plan.name
    lists = {name: [p for p in others if p.context.get("list") == name] for name in ("acteurs", "projets")}
    lines = {name: sum(len(g["lines"]) for p in parts for g in p.context["groups"]) for name, parts in lists.items()}
    assert lines == {"acteurs": shown.counts.actors, "projets": shown.counts.total.projects}
    html = "".join(part.html() for part in book.chapters)
    assert f">{number(shown.counts.total.projects)}</dd>" in html


def test_a_long_list_says_where_the_rest_is(observed, monkeypatch):
    monkeypatch.setattr(annexes, "MOST", 4)
    kind = services.get_kind(KIND)
    book = kind.compose(kind.clean(QueryDict("pays=benin")))
    last = book.chapters[-1]
    assert (last.context["cut"], sum(len(g["lines"]) for g in last.context["groups"])) == (True, 4)
    html = last.html()
    assert "Les 4 premiers sur 9" in html
    assert 'href="http' in html
    assert "/projets/?pays=benin" in html


def test_comments_stand_in_the_report_and_on_the_page_of_their_scope_and_year(observed, world, client):
    Comment.objects.create(year=YEAR, section=Section.WORLD, text='Le "Bénin" d\'abord : 9 projets.\n\nPuis le Mali.')
    Comment.objects.create(year=YEAR, section=Section.WORLD, country=world["benin"], text="Trois villes seulement.")
    Comment.objects.create(year=YEAR - 1, section=Section.KEY, text="L’an dernier.")
    kind = services.get_kind(KIND)
    said = {}
    for filters in ("", "pays=benin", "pays=benin&annee=2018", "tout=oui"):
        html = "".join(part.html() for part in kind.compose(kind.clean(QueryDict(filters))).chapters)
        page = client.get(f"/observatoire/?{filters}").content.decode()
        said[filters] = [("Puis le Mali" in text, "Trois villes" in text, "L’an dernier" in text) for text in (html, page)]
        if not filters:
            assert "Le «\xa0Bénin\xa0» d’abord\xa0: 9 projets." in html
    assert said == {
        "": [(True, False, False)] * 2,
        "pays=benin": [(False, True, False)] * 2,
        "pays=benin&annee=2018": [(False, False, False)] * 2,
        "tout=oui": [(False, False, False)] * 2,
    }


def test_a_comment_makes_a_new_report(observed):
    first = services.request_document(kind=KIND, data=QueryDict(""))
    assert services.request_document(kind=KIND, data=QueryDict("")) == first
    Comment.objects.create(year=YEAR, section=Section.WORLD, text="Du nouveau.")
    assert services.request_document(kind=KIND, data=QueryDict("")) != first


def test_a_comment_speaks_of_one_part_once(world):
    comment = Comment(year=YEAR, section=Section.WHO, country=world["benin"], college="associations", text="Deux choses.")
    with pytest.raises(ValidationError, match="Choisissez un département, un pays ou un collège"):
        comment.full_clean()
    Comment.objects.create(year=YEAR, section=Section.WHO, text="Une fois.")
    with pytest.raises(ValidationError, match="déjà un commentaire"):
        Comment(year=YEAR, section=Section.WHO, text="Deux fois.").full_clean()


def test_the_team_writes_a_comment_and_the_trail_keeps_it(staff, client_of, world):
    client = client_of(staff)
    typed = {"year": YEAR, "section": Section.WHO, "department": "53", "country": "", "college": "", "text": "Peu d’acteurs."}
    assert client.post("/admin/observatory/comment/add/", typed).status_code == 302
    comment = Comment.objects.get()
    assert str(comment) == f"Qui agit, Mayenne, {YEAR}"
    assert "créer" in client.get(f"/admin/observatory/comment/{comment.pk}/history/").content.decode()


def test_nothing_to_print_is_said(observed):
    with pytest.raises(Refusal, match="il n’y a rien à imprimer"):
        services.request_document(kind=KIND, data=QueryDict("pays=liban&annee=2017&membres=oui&college=economie"))


def test_a_sheet_that_leaves_takes_the_report_that_lists_it(observed, staff):
    kind = services.get_kind(KIND)
    document = Document(subjects=kind.compose(kind.clean(QueryDict(""))).subjects)
    assert kind.still_true(document)
    archive(thing=observed[1], by=staff)
    assert not kind.still_true(document)


def test_the_report_of_a_snapshot_says_what_was_frozen(observed, staff, make_project, client):
    taken = take(by=staff, reason="Assemblée générale")
    Comment.objects.create(year=YEAR, section=Section.KEY, text="Une année calme.")
    Project.objects.filter(slug="observe-5").update(state="archived")
    make_project("Arrivé après", lead=observed[3], progress="termine")
    kind = services.get_kind(KIND)
    params = kind.clean(QueryDict("instantane=1"))
    book = kind.compose(params)
    html = "".join(part.html() for part in book.chapters)
    moment = timezone.localtime(taken.taken_at)
    assert f"Instantané n°\xa01, chiffres du {moment.day}" in book.chapters[0].context["foot"]
    assert [figure["value"] for figure in book.chapters[0].context["counts"]][:2] == [
        taken.figures["total"][n] for n in ("actors", "projects")
    ]
    assert "12\xa0projets comptés alors. 1\xa0fiche n’est plus publique et n’a pas de nom ici." in html
    assert "Projet 5" not in html
    assert "Arrivé après" not in html
    assert "Une année calme." in html
    assert "instantané n°\xa01" in client.get("/documents/demander/rapport-observatoire/?instantane=1").content.decode()
    assert client.get("/documents/demander/rapport-observatoire/?instantane=2").status_code == 404

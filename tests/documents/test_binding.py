"""Chapters printed apart become one document: numbers, tags, links and outline right, nothing twice."""

import pytest
from PIL import Image

from network.documents import filing, making
from network.documents.kinds import Book
from network.documents.models import Document
from tests.documents.conftest import Written
from tests.documents.reading import elements, faults, outline, places, texts

TABLE = "<table><thead><tr><th>Année</th></tr></thead><tbody><tr><td>2014</td></tr></tbody></table>"


def chapter(name, pages=2, html=""):
    """A chapter that fills `pages` pages, with an anchor on the last."""
    rest = '<p style="break-before: page">suite</p>' * (pages - 2)
    last = f'<h2 id="fin-{name}" style="break-before: page">Fin {name}</h2>' if pages > 1 else f'<h2 id="fin-{name}">Fin {name}</h2>'
    head = f'<section class="pdf-ch"><h1 id="{name}">Chapitre {name}</h1><p>{html}</p>{rest}{last}</section>'
    return Written("", {"html": head}, count=10)


@pytest.fixture
def bound(trial, worked, ask):
    """Makes a document of chapters; `front_lines` is how many lines the contents take."""

    def make(chapters, front_lines=1, text="livre", names=("a", "b", "c")):
        def front(pages):
            lines = "".join(f'<p><a href="renvoi:fin-{name}">Fin {name}, page {pages[f"fin-{name}"]}</a></p>' for name in names)
            return [Written("", {"html": f"<h1>Sommaire</h1>{lines}{'<p>ligne</p>' * front_lines}"}, keep=False)]

        def back(pages):
            return [Written("", {"html": f"<h1 id='index'>Index</h1><p>De {pages['a']} à {pages.total}</p>"})]

        cover = Written("", {"html": '<div class="pdf-cover"><h1>Titre</h1></div>'})
        trial.compose = lambda params: Book(chapters, unit="fiche", cover=cover, front=front, back=back, subjects=[1])
        return worked(ask(text))

    return make


def numbers_of(pdf):
    """[(words of the link, page where it leads)]"""
    found = places(pdf)
    notes = [note for page in pdf.pages for note in page.obj.get("/Annots", [])]
    return [(str(note.Contents), found[str(note.Dest)]) for note in notes if "/Dest" in note]


@pytest.mark.parametrize("front_lines", [1, 120, 400])
def test_every_number_is_right_whatever_the_length_of_the_contents(bound, opened, front_lines):
    document = bound([chapter("a", 3), chapter("b", 1), chapter("c", 4)], front_lines, text=str(front_lines))
    assert document.is_ready, document.error
    pdf = opened(document)
    total = len(pdf.pages)
    assert document.pages == total
    read = texts(pdf)
    assert "page" not in read[0], "a cover bears no number"
    assert all(f"page {number} sur {total}" in text for number, text in enumerate(read[1:], 2))
    links = numbers_of(pdf)
    assert [words for words, _ in links] == [f"Fin {name}, page {number}" for (_, number), name in zip(links, "abc", strict=True)]
    for name, number in zip("abc", (number for _, number in links), strict=True):
        assert f"Fin {name}" in read[number - 1]
    assert {title: outline(pdf)[title] for title in ("Chapitre a", "Chapitre b", "Chapitre c", "Index")} == {
        "Chapitre a": places(pdf)["a"], "Chapitre b": places(pdf)["b"], "Chapitre c": places(pdf)["c"], "Index": places(pdf)["index"],
    }  # fmt: skip


def test_a_bound_document_is_a_well_tagged_pdf_ua(bound, opened):
    link = '<a href="https://exemple.example/">un site</a>'
    pdf = opened(bound([chapter("a", 2, TABLE + link), chapter("b", 2, TABLE + link), chapter("c", 1, TABLE)]))
    assert faults(pdf) == []
    names = list(pdf.Root.StructTreeRoot.IDTree.Names)
    assert len({bytes(name) for name in names[::2]}) == 3, "headings of tables of three chapters, each under its own name"
    assert [str(e.S) for e, _ in elements(pdf)].count("/H1") == 6


def test_typefaces_and_images_are_there_once(bound, opened, tmp_path):
    Image.effect_noise((64, 64), 90).save(tmp_path / "image.png")
    chapters = [chapter(name, 2, '<img alt="Image" src="/media/image.png">') for name in "abc"]
    for part in chapters:
        part.media = {"/media/image.png": str(tmp_path / "image.png")}
    pdf = opened(bound(chapters))
    images = [item for item in pdf.objects if hasattr(item, "get") and str(item.get("/Subtype", "")) == "/Image"]
    faces = [str(item.FontName).partition("+")[2] for item in pdf.objects if hasattr(item, "get") and "/FontFile2" in item]
    assert len(images) == 1
    assert len(faces) == len(set(faces))
    assert faults(pdf) == []


@pytest.fixture
def printings(monkeypatch):
    """The names of the parts that were printed, not taken from those kept."""
    made = []

    class Noted(making.Job):
        def words(self, number):
            if not self.bind:
                made.append(self.html)
            return super().words(number)

    monkeypatch.setattr(making, "Job", Noted)
    return made


def test_a_chapter_that_did_not_change_is_not_printed_again(bound, printings, trial, opened):
    first = bound([chapter("a", 2, "un"), chapter("b"), chapter("c")])
    trial.data_version, before = "2", len(printings)
    second = bound([chapter("a", 2, "deux"), chapter("b"), chapter("c")])
    again = printings[before:]
    assert first != second
    assert [("Chapitre a" in html, "Sommaire" in html) for html in again] == [(True, False), (False, True)]
    assert "deux" in "".join(texts(opened(second)))
    assert faults(opened(second)) == []


def test_a_chapter_made_by_another_release_is_printed_again(bound, printings, trial, monkeypatch):
    from network.documents import kinds

    bound([chapter("a"), chapter("b"), chapter("c")])
    trial.data_version, before = "2", len(printings)
    monkeypatch.setattr(kinds, "release", lambda: "autre")
    bound([chapter("a"), chapter("b"), chapter("c")])
    assert len(printings) == 2 * before


def test_a_kept_chapter_without_its_facts_is_printed_again(bound, trial, printings):
    bound([chapter("a"), chapter("b"), chapter("c")])
    path, there = filing.kept_chapter(chapter("a").fingerprint)
    assert there
    path.with_name(f"{path.name}.json").unlink()
    trial.data_version, before = "2", len(printings)
    assert bound([chapter("a"), chapter("b"), chapter("c")]).is_ready
    assert sum("Chapitre a" in html for html in printings[before:]) == 1


def test_progress_counts_what_is_done(bound):
    document = bound([chapter("a"), chapter("b"), chapter("c")])
    assert (document.done, document.total, document.unit) == (30, 30, "fiche")
    assert Document.objects.get().subjects == [1]

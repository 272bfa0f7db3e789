"""A kind of document for the tests, real files, the real printing process."""

import pikepdf
import pytest
from django.conf import settings as portal
from django.http import QueryDict

from network.documents import kinds, services
from network.documents.kinds import Book, Kind, Part, Summary
from network.documents.making import make
from network.documents.press import press
from tests import ready

PAGE = '<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Essai</title></head><body class="pdf">{}</body></html>'


class Written(Part):
    """A part whose context holds its HTML."""

    def html(self):
        return PAGE.format(self.context["html"])


class Trial(Kind):
    """`essai`: shows the text that it is asked for; `readers` and `data_version` are the test's to change."""

    name, title = "essai", "Document d’essai"

    def __init__(self):
        self.readers, self.data_version, self.html, self.media, self.true = None, "1", None, {}, True

    def clean(self, data):
        return {"text": data.get("text", "")}

    def allowed(self, user, params):
        return self.readers is None or (user.is_authenticated and user.pk in self.readers)

    def version(self, params):
        return self.data_version

    def query(self, params):
        return f"text={params['text']}"

    def summary(self, params):
        return Summary(f"Essai {params['text']}", [("Texte", params["text"])])

    def compose(self, params):
        return Book([Written("", {"html": self.html or f"<h1>{params['text']}</h1>"}, media=self.media)])

    def still_true(self, document):
        return self.true


@pytest.fixture(scope="session")
def faces():
    """The folder of the typefaces, which take seconds to make. The printing process ends with the tests."""
    yield ready.typefaces()
    press.stop()


@pytest.fixture
def workroom(faces, tmp_path):
    """Where chapters are kept: empty at the start of each test."""
    folder = tmp_path / "work"
    folder.mkdir()
    (folder / "typefaces").symlink_to(faces)
    return folder


@pytest.fixture(autouse=True)
def place(settings, workroom, tmp_path):
    """Files of this test alone."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.THROTTLE = {}
    settings.DOCUMENTS = {**portal.DOCUMENTS, "folder": workroom}


@pytest.fixture
def trial(monkeypatch):
    """The kind `essai`, fresh."""
    kind = Trial()
    monkeypatch.setitem(kinds._kinds, kind.name, kind)
    return kind


@pytest.fixture
def worked(transactional_db):
    """Makes a document as a worker does; the row as it is after. Signs of life are written on another connection, so rows are real."""

    def work(document):
        make(str(document.pk))
        document.refresh_from_db()
        return document

    return work


@pytest.fixture
def ask(db, trial):
    """Asks for a trial document; the row as it is after."""

    def asked(text="bonjour", by=None):
        return services.request_document(kind="essai", data=QueryDict(mutable=False, query_string=f"text={text}"), by=by)

    return asked


@pytest.fixture
def printed(worked, ask, trial):
    """Makes a trial document of the HTML given; the row as it is after."""

    def done(html=None, text="bonjour", by=None):
        trial.html = html
        return worked(ask(text, by))

    return done


@pytest.fixture
def opened():
    """Opens the PDF of a document; closed at the end."""
    pdfs = []

    def open_(document):
        pdfs.append(pikepdf.open(document.path))
        return pdfs[-1]

    yield open_
    for pdf in pdfs:
        pdf.close()

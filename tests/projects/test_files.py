"""Pictures are redrawn, papers judged by their content; each leaves through a view that checks, and the disk when it is removed."""

import zipfile
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from PIL import Image

from network.ui.attachments import read
from projects.forms.records import PaperForm, PictureForm
from projects.models import Paper, Picture
from projects.services.files import tidied
from projects.services.sheets import remove
from tests.actors.test_logos import picture

PDF = b"%PDF-1.7\n%%EOF"


def archive(*names, **contents):
    """A ZIP with these parts."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name in names:
            made.writestr(name, "x")
        for name, content in contents.items():
            made.writestr(name, content)
    return out.getvalue()


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.mark.parametrize(
    ("content", "name", "kept_as", "content_type"),
    [
        (PDF, "Bilan 2019.docx", "Bilan 2019.pdf", "application/pdf"),
        (archive("word/document.xml"), "../../x.exe", "x.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (archive("xl/workbook.xml"), "a", "a.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (archive(mimetype="application/vnd.oasis.opendocument.text"), ".odt", "odt.odt", "application/vnd.oasis.opendocument.text"),
        (picture("JPEG"), "affiche.pdf", "affiche.jpg", "image/jpeg"),
    ],
)
def test_a_paper_is_what_its_content_says(content, name, kept_as, content_type):
    found = read(SimpleUploadedFile(name, content))
    assert (found.filename, found.content_type, found.size) == (kept_as, content_type, len(content))


@pytest.mark.parametrize(
    "content",
    [b"<html><script>alert(1)</script>", b"MZ\x90", archive("readme.txt"), b"PK\x03\x04 abime", archive(mimetype="text/html"), b""],
    ids=["html", "exe", "zip", "damaged", "mimetype", "empty"],
)
def test_what_is_no_document_is_refused_whatever_its_name(content):
    with pytest.raises(ValidationError, match="n’est pas un document"):
        read(SimpleUploadedFile("bilan.pdf", content))


@pytest.mark.parametrize("part", ["word/vbaProject.bin", "Basic/Standard/Module1.xml"])
def test_a_document_with_macros_is_refused(part):
    with pytest.raises(ValidationError, match="macros"):
        read(SimpleUploadedFile("bilan.docx", archive("word/document.xml", part)))


def test_a_paper_that_is_too_heavy_is_refused(monkeypatch):
    monkeypatch.setattr("network.ui.attachments.MAX_BYTES", 4)
    with pytest.raises(ValidationError, match="document joint pèse 20"):
        read(SimpleUploadedFile("bilan.pdf", PDF))


def test_a_picture_is_redrawn_small_and_bare(make_project):
    exif = Image.Exif()
    exif[0x010E] = "Chez Madame Untel"
    sent = SimpleUploadedFile("photo.exe", picture("JPEG", (3000, 1500), exif=exif))
    form = PictureForm(QueryDict("alternative=Un puits&credit=Awa&position=0"), {"image": sent}, instance=Picture(project=make_project()))
    shown = form.save()
    assert (shown.width, shown.height) == (1600, 800)
    stored = shown.image.open("rb").read()
    assert Image.open(BytesIO(stored)).format == "WEBP"
    assert b"Untel" not in stored
    assert "photo" not in shown.image.name


def test_a_paper_is_downloaded_under_the_name_that_its_content_gives(make_project, client):
    sent = SimpleUploadedFile("bilan.html", PDF, content_type="text/html")
    form = PaperForm(QueryDict("title=Bilan&is_public=on"), {"file": sent}, instance=Paper(project=make_project()))
    paper = form.save()
    answer = client.get(paper.get_absolute_url())
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="bilan.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert client.get(paper.get_absolute_url(), HTTP_IF_NONE_MATCH=answer["ETag"]).status_code == 304


def test_files_leave_the_disk_with_what_names_them(make_project, staff, django_capture_on_commit_callbacks):
    project = make_project()
    drawn = BytesIO(picture("WEBP")).getvalue()
    shown = project.pictures.create(image=ContentFile(drawn, "a.webp"), alternative="Un puits", credit="Awa")
    paper = project.papers.create(title="Bilan", file=ContentFile(PDF, "a.pdf"), filename="a.pdf", content_type="application/pdf")
    storage, names = shown.image.storage, (shown.image.name, paper.file.name)
    with django_capture_on_commit_callbacks(execute=True), tidied(project):
        shown.delete()
    assert [storage.exists(name) for name in names] == [False, True]
    with django_capture_on_commit_callbacks(execute=True):
        remove(project=project, by=staff)
    assert not storage.exists(names[1])

"""Whatever a document asks for, it reads static files, its typefaces and its own media: no network, no other file."""

import socket
import threading
from pathlib import Path

import pikepdf
import pytest
from django.conf import settings

from network.documents.press import Job, Unprintable, press, statics
from network.documents.rendering import Refused, Shelf
from tests.documents.conftest import PAGE

SECRET = "mot-de-passe-du-serveur"
SVG = f'<svg xmlns="http://www.w3.org/2000/svg" width="90" height="20"><text y="15">{SECRET}</text></svg>'

# What a template, or HTML that escaped one, could try; {at} is an address or a file that must not be read.
WAYS = {
    "an image": '<img alt="x" src="{at}/a.svg">',
    "a background": "<p style=\"background: url('{at}/a.svg'); height: 90px\">x</p>",
    "an imported stylesheet": "<style>@import '{at}/a.css';</style>",
    "a linked stylesheet": '<link rel="stylesheet" href="{at}/a.css">',
    "a typeface": "<style>@font-face {{ font-family: F; src: url('{at}/a.ttf') }} p {{ font-family: F }}</style><p>x</p>",
    "an image in a drawing": '<svg width="90" height="90"><image href="{at}/a.svg" width="90" height="90"/></svg>',
    "an image in an old drawing": '<svg xmlns:xlink="http://www.w3.org/1999/xlink" width="9"><image xlink:href="{at}/a.svg"/></svg>',
    "a symbol of another file": '<svg width="90" height="90"><use href="{at}/a.svg#x"/></svg>',
    "an attached file": '<a rel="attachment" href="{at}/a.txt">x</a>',
    "a file attached to all": '<link rel="attachment" href="{at}/a.txt">',
    "an object": '<object data="{at}/a.svg" type="image/svg+xml">x</object>',
    "an embedded thing": '<embed src="{at}/a.svg" type="image/svg+xml">',
    "a frame": '<iframe src="{at}/a.html"></iframe>',
    "generated content": "<style>p::before {{ content: url('{at}/a.svg') }}</style><p>x</p>",
    "a list mark": "<ul style=\"list-style-image: url('{at}/a.svg')\"><li>x</li></ul>",
    "a border": "<p style=\"border: 9px solid; border-image: url('{at}/a.svg') 9\">x</p>",
    "a mask": "<p style=\"mask-border: url('{at}/a.svg') 9\">x</p>",
    "a colour profile": "<style>@color-profile --p {{ src: url('{at}/a.icc') }} p {{ color: color(--p 0 0 0) }}</style><p>x</p>",
    "another base": '<base href="{at}/"><img alt="x" src="a.svg">',
    "a stylesheet inside data": "<style>@import 'data:text/css,@import %22{at}/a.css%22;';</style>",
    "a drawing inside data": (
        '<img alt="" src="data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22%3E%3Cimage href=%22{at}/a.svg%22/%3E%3C/svg%3E">'
    ),
}


@pytest.fixture
def listener():
    """A server on the loopback: `calls` counts the connections that it receives, `address` is where it is."""

    class Listener:
        def __init__(self):
            self.socket, self.calls = socket.create_server(("127.0.0.1", 0)), 0
            self.address = f"127.0.0.1:{self.socket.getsockname()[1]}"
            threading.Thread(target=self.run, daemon=True).start()

        def run(self):
            while True:
                try:
                    connection, _ = self.socket.accept()
                except OSError:
                    return
                self.calls += 1
                connection.close()

    found = Listener()
    yield found
    found.socket.close()


@pytest.fixture
def secret(tmp_path):
    """A folder outside of everything a document may read."""
    folder = tmp_path / "ailleurs"
    folder.mkdir()
    for name, content in {"a.svg": SVG, "a.css": f"p::before {{ content: '{SECRET}' }}", "a.txt": SECRET, "a.html": SECRET}.items():
        (folder / name).write_text(content)
    return folder


@pytest.fixture
def pressed(tmp_path):
    """Prints HTML; the PDF, or None when it cannot be made."""
    opened = []

    def print_(html):
        job = Job(tmp_path / f"{len(opened)}.pdf", html=PAGE.format(html + "<p>Le reste</p>"))
        try:
            list(press.run([job]))
        except Unprintable as refused:
            return None if "Refused" in str(refused) else pytest.fail(str(refused))
        opened.append(pikepdf.open(job.target))
        return opened[-1]

    yield print_
    for pdf in opened:
        pdf.close()


def content(pdf):
    """Everything that the file holds, unpacked."""
    return b"".join(item.read_bytes() if isinstance(item, pikepdf.Stream) else bytes(str(item), "utf-8") for item in pdf.objects)


@pytest.mark.parametrize("way", WAYS)
def test_nothing_is_asked_from_the_network(pressed, listener, way):
    for scheme in ("http", "https", "ftp"):
        pressed(WAYS[way].format(at=f"{scheme}://{listener.address}"))
    assert listener.calls == 0


@pytest.mark.parametrize("way", WAYS)
def test_no_other_file_is_read(pressed, secret, way):
    for spelling in ("file://{}", "{}", "FILE://{}", "file:{}", "static/../../../../../../../../..{}"):
        pdf = pressed(WAYS[way].format(at=spelling.format(secret)))
        if pdf:
            assert SECRET.encode() not in content(pdf), spelling
            assert not any("/EmbeddedFile" in str(item.get("/Type", "")) for item in pdf.objects if hasattr(item, "get")), spelling


@pytest.fixture
def shelf(tmp_path):
    """A shelf of one folder, with one medium."""
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "a.css").write_text("p {}")
    (tmp_path / "logo.webp").write_bytes(b"logo")
    (tmp_path / "other.webp").write_bytes(b"other")
    folders = {"/static/": [("", str(tmp_path / "static"))]}
    return Shelf("https://portail.example/", folders, {"/media/logo": str(tmp_path / "logo.webp")})


def test_static_files_and_the_documents_own_media_are_read(shelf):
    assert shelf.fetch("https://portail.example/static/a.css").read() == b"p {}"
    assert shelf.fetch("https://portail.example/media/logo").read() == b"logo"


@pytest.mark.parametrize(
    "url",
    [
        "http://portail.example/static/a.css", "https://portail.example:8000/static/a.css", "https://u@portail.example/static/a.css",
        "https://autre.example/static/a.css", "file:///etc/passwd", "file:///static/a.css", "data:text/css,p{}", "ftp://portail.example/static/a.css",
        "https://portail.example/static/../logo.webp", "https://portail.example/static/%2e%2e/logo.webp", "https://portail.example/static/..%2flogo.webp",
        "https://portail.example/static//etc/passwd", "https://portail.example/static/link.css", "https://portail.example/static/",
        "https://portail.example/static/a.css%00.png", "https://portail.example/media/other", "https://portail.example/media/../media/logo",
        "https://portail.example/", "https://portail.example/annuaire/", "javascript:alert(1)", "//portail.example/static/a.css", "", "https://[::1",
    ],
)  # fmt: skip
def test_everything_else_is_refused(shelf, tmp_path, url):
    (tmp_path / "static" / "link.css").symlink_to(tmp_path / "other.webp")
    with pytest.raises(Refused):
        shelf.fetch(url)
    assert shelf.refused == [url]


def test_a_file_that_is_too_large_is_refused(shelf, tmp_path):
    with (tmp_path / "static" / "large.png").open("wb") as file:
        file.truncate(9_000_000)
    with pytest.raises(Refused):
        shelf.fetch("https://portail.example/static/large.png")


def test_a_document_shows_its_own_media_and_not_those_of_another(printed, trial, tmp_path, opened):
    from PIL import Image

    for name in ("mien", "autre"):
        Image.new("RGB", (8, 8), "red").save(tmp_path / f"{name}.png")
    trial.media = {"/media/mien.png": str(tmp_path / "mien.png")}
    pdf = opened(printed('<img alt="Le mien" src="/media/mien.png"><img alt="L’autre" src="/media/autre.png">'))
    assert len([item for item in pdf.objects if hasattr(item, "get") and item.get("/Subtype") == "/Image"]) == 1


def test_the_static_files_are_those_of_the_finders():
    assert ("", str(settings.BASE_DIR / "static")) in statics()
    assert Path(statics()[-1][1]) == Path(settings.STATIC_ROOT)


def test_the_printing_process_knows_no_secret(printed):
    printed("<p>x</p>")
    environment = Path(f"/proc/{press.process.pid}/environ").read_bytes()
    assert b"DATABASE_URL" not in environment
    assert b"SECRET" not in environment

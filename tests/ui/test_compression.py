"""Pages leave compressed, files as they are, and a page kept by the browser is still recognised."""

import gzip

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from network.ui.compression import PageCompression

TEXT = ("<p>Une page</p>" * 400).encode()


def _answered(response, **headers):
    return PageCompression(lambda request: response)(RequestFactory().get("/", headers={"Accept-Encoding": "gzip", **headers}))


def test_a_page_is_a_fraction_of_itself_on_the_wire():
    response = _answered(HttpResponse(TEXT))
    assert response["Content-Encoding"] == "gzip"
    assert len(response.content) < len(TEXT) / 10
    assert gzip.decompress(response.content) == TEXT


@pytest.mark.parametrize("kind", ["application/pdf", "image/png", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"])
def test_a_file_leaves_as_it_is(kind):
    response = _answered(HttpResponse(TEXT, content_type=kind))
    assert "Content-Encoding" not in response
    assert response.content == TEXT


def test_a_stream_leaves_as_it_is():
    assert "Content-Encoding" not in _answered(StreamingHttpResponse([TEXT], content_type="text/csv"))


def test_a_browser_that_cannot_read_gzip_gets_the_text():
    assert _answered(HttpResponse(TEXT), **{"Accept-Encoding": "identity"}).content == TEXT


def test_a_page_that_the_browser_keeps_is_still_not_modified(client, world, make_actor):
    make_actor()
    first = client.get("/annuaire/", headers={"Accept-Encoding": "gzip"})
    assert first["ETag"].startswith('W/"')
    again = client.get("/annuaire/", headers={"Accept-Encoding": "gzip", "If-None-Match": first["ETag"]})
    assert again.status_code == 304

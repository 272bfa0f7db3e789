"""Files that leave through a view: the view has checked who may read them, the browser keeps them and asks each time."""

from django.http import FileResponse, Http404, HttpResponseNotModified


def kept_file(request, opener, *, etag, content_type, download=""):
    """The file that `opener()` opens; under the name `download` it is saved, without it shown. 404 when it is gone from the disk."""
    etag = f'"{etag}"'
    if request.headers.get("If-None-Match") == etag:
        response = HttpResponseNotModified()
    else:
        try:
            opened = opener()
        except FileNotFoundError:
            raise Http404 from None
        response = FileResponse(opened, as_attachment=bool(download), filename=download, content_type=content_type)
        if not download:
            response["Content-Disposition"] = "inline"
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    response["X-Content-Type-Options"] = "nosniff"
    return response

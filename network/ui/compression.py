"""Pages leave compressed: a list of 24 cards is 62 kB of HTML, 8 on the wire. Files (PDF, images) are compressed already."""

from django.middleware.gzip import GZipMiddleware

TEXTS = ("text/", "application/json", "application/geo+json", "image/svg+xml", "application/xml")


class PageCompression(GZipMiddleware):
    """Django's gzip, with its padding against length attacks, for what is text and whole."""

    def process_request(self, request):
        """A browser gives back the weak form of a compressed page's ETag; views compare the strong one they gave."""
        seen = request.META.get("HTTP_IF_NONE_MATCH", "")
        if seen.startswith('W/"'):
            request.META["HTTP_IF_NONE_MATCH"] = seen.removeprefix("W/")

    def process_response(self, request, response):
        """Compressed, unless it streams or is no text."""
        if response.streaming or not response.get("Content-Type", "").startswith(TEXTS):
            return response
        return super().process_response(request, response)

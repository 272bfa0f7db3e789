"""Showing an e-mail's HTML in a frame, as a mail program would: no script, no image, its own style block and nothing else."""

import base64
import hashlib
import re

from django.http import HttpResponse

STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


def framed(html):
    """The response that holds the HTML alone; links open in the page around. The view must let us frame it."""
    styles = " ".join(f"'sha256-{_sha256(style)}'" for style in STYLE.findall(html)) or "'none'"
    response = HttpResponse(html.replace("<head>", '<head><base target="_top">', 1))
    response["Content-Security-Policy"] = (
        f"default-src 'none'; style-src {styles}; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; "
        "sandbox allow-top-navigation-by-user-activation"
    )
    return response


def _sha256(text):
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()

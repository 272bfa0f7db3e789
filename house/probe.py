"""Asks the site on this machine how it is, as its public host would be asked: the health check of the web container."""

import os
import sys
import urllib.error
import urllib.request


def healthy(port):
    """Whether the health page answers 200."""
    host = os.environ["ALLOWED_HOSTS"].split(";")[0].strip().lstrip(".")
    request = urllib.request.Request(f"http://127.0.0.1:{port}/sante/", headers={"Host": host, "X-Forwarded-Proto": "https"})
    try:
        with urllib.request.urlopen(request, timeout=8) as answer:  # noqa: S310
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False


if __name__ == "__main__":
    sys.exit(not healthy(sys.argv[1]))

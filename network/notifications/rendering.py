"""An e-mail's subject, text and HTML from its kind and context."""

from django.conf import settings
from django.template import Context
from django.template.loader import get_template
from django.utils.text import Truncator


def one_line(text, length=200):
    """`text` on one line, no control character left in it: a subject can start no other header."""
    printable = "".join(character if character.isprintable() or character == "\u00a0" else " " for character in text)
    return Truncator(" ".join(printable.split(" ")).strip()).chars(length)


def render(kind, context):
    """`(subject, text, html)`."""
    subject = one_line(kind.subject.format(**context))
    everything = {
        "subject": subject,
        "reason": kind.reason,
        "network": settings.NETWORK,
        "site_url": settings.SITE_URL,
        "demonstration": settings.DEMONSTRATION,
        **context,
    }
    text = get_template(f"{kind.template}.txt").template.render(Context(everything, autoescape=False))
    html = get_template(f"{kind.template}.html").template.render(Context(everything))
    return subject, _tidy(text), html


def _tidy(text):
    """Without the empty lines that template tags leave behind."""
    lines, previous = [], ""
    for line in (line.rstrip() for line in text.strip().splitlines()):
        if line or previous:
            lines.append(line)
        previous = line
    return "\n".join(lines) + "\n"

"""An e-mail's subject, text and HTML from its kind and context."""

import logging

from django.conf import settings
from django.template import Context
from django.template.loader import get_template
from django.utils.safestring import mark_safe
from django.utils.text import Truncator

from network.notifications import originals
from network.notifications.proofreading import unsafe
from network.notifications.sandbox import filled
from network.notifications.shapes import pick

logger = logging.getLogger(__name__)


def one_line(text, length=200):
    """`text` on one line, no control character left in it: a subject can start no other header."""
    printable = "".join(character if character.isprintable() or character == "\u00a0" else " " for character in text)
    return Truncator(" ".join(printable.split(" ")).strip()).chars(length)


def render(kind, context, wording=None):
    """`(subject, text, html)`, in the words of `wording` (an EmailWording, or None: as the author wrote it).

    A wording that fails does not keep an e-mail from leaving: the original is sent, and the failure is written down.
    """
    if wording is not None:
        try:
            return reworded(kind, context, wording)
        except Exception as error:
            logger.error("the wording of %s cannot be used: %s", kind.name, type(error).__name__)
    subject = one_line(kind.subject.format(**context))
    return (subject, *_dressed(kind.template, {"subject": subject, **_besides(kind), **context}))


def reworded(kind, context, wording):
    """The same in the team's words; what cannot be filled in raises."""
    original = originals.original(kind)
    everything = original.values({**_besides(kind), **context})
    values = {name: pick(shape, everything.get(name)) for name, shape in original.shape.below.items()}
    subject = one_line(filled(wording.subject, values, html=False))
    html = filled(wording.html, values, html=True)
    if unsafe(html):  # what a filter writes of itself, such as a default, is seen in the result alone
        raise ValueError("markup that no e-mail may hold")
    body = {
        "subject": subject,
        "heading": one_line(filled(wording.heading, values, html=False)) or subject,
        "text_body": filled(wording.text, values, html=False),
        "html_body": mark_safe(html),  # noqa: S308 (looked at just above; every value in it is escaped)
    }
    return (subject, *_dressed("notifications/email/reworded", {**_besides(kind), **body}))


def _besides(kind):
    return {"reason": kind.reason, "network": settings.NETWORK, "site_url": settings.SITE_URL, "demonstration": settings.DEMONSTRATION}


def _dressed(template, context):
    text = get_template(f"{template}.txt").template.render(Context(context, autoescape=False))
    return _tidy(text), get_template(f"{template}.html").template.render(Context(context))


def _tidy(text):
    """Without the empty lines that template tags leave behind."""
    lines, previous = [], ""
    for line in (line.rstrip() for line in text.strip().splitlines()):
        if line or previous:
            lines.append(line)
        previous = line
    return "\n".join(lines) + "\n"

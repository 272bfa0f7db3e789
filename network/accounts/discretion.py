"""Logs without secrets: no e-mail address, and no link that opens an account."""

import logging
import re

HIDDEN = (
    # The token of a link that opens one thing: /lien/invitation/<token>/, also as the value of a query.
    (re.compile(r"((?:/|%2F)lien(?:/|%2F)[a-z-]+(?:/|%2F))(?:[^/\s\"'?&%]|%3A)+", re.IGNORECASE), r"\1[clé]"),
    # The key of a link: /compte/confirm-email/<key>/, /compte/password/reset/key/<who>-<key>/.
    (re.compile(r"(/compte/(?:confirm-email|password/reset/key)/)[^/\s\"'?]+"), r"\1[clé]"),
    (re.compile(r"[\w.+'-]+(?:@|%40)[\w-]+(?:\.[\w-]+)+", re.IGNORECASE), "[adresse]"),
    # A value of a form or of a query, as tracebacks and SQL errors may show it.
    (re.compile(r"((?:password\d?|oldpassword|code|token|key|secret)['\"]?\s*[=:]\s*)['\"]?[^\s'\",&)}]+", re.IGNORECASE), r"\1[secret]"),
)


def discreet(text):
    """The text with what is secret or personal replaced by what it was."""
    for pattern, replacement in HIDDEN:
        text = pattern.sub(replacement, text)
    return text


class DiscreetFormatter(logging.Formatter):
    """Formats a whole record, its traceback included, and hides what no log may keep."""

    def format(self, record):
        """The line."""
        return discreet(super().format(record))

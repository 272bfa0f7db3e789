"""What a page says to machines (schema.org)."""

import json

from django.utils.safestring import mark_safe

# A text inside <script type="application/ld+json"> must not be able to close it.
UNCLOSABLE = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def json_ld(facts):
    """`facts` for the script element of a page, without what is empty; safe there."""
    return mark_safe(json.dumps(_known(facts), ensure_ascii=False).translate(UNCLOSABLE))  # noqa: S308 – made unclosable just here


def _known(value):
    if isinstance(value, dict):
        known = {key: _known(item) for key, item in value.items()}
        return {key: item for key, item in known.items() if item and set(item if isinstance(item, dict) else [""]) != {"@type"}}
    return [_known(item) for item in value] if isinstance(value, list | tuple) else value

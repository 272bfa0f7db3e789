"""What every page carries: a strict policy, no script or style inside, no host but ours, nothing printed that nobody gave."""

import re

import pytest
from django.urls import reverse

from tests.house.matrix import ROWS
from tests.undefined import refused

INLINE = re.compile(r"<[^>]+\s(style|on\w+)=|<style|<script(?![^>]*(\ssrc=|application/(ld\+)?json))", re.I)
ELSEWHERE = re.compile(r"""<(?:script|link|img|iframe|source)[^>]+(?:src|href)=["'](?:https?:)?//(?!testserver|127\.0\.0\.1)""", re.I)


@pytest.mark.parametrize("role", ["visitor", "staff"])
@pytest.mark.parametrize(("name", "thing"), sorted({(name, thing) for name, thing, _ in ROWS}))
def test_a_page_is_strict_and_fetches_nothing_elsewhere(name, thing, role, things, browse):
    path = reverse(name, kwargs=things.get(thing)) if thing else reverse(name)
    with refused():
        response = browse(role).get(path)
    policy = response.headers.get("Content-Security-Policy", "")
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "data:" not in policy.partition("script-src")[2].partition(";")[0]
    if response.streaming or "text/html" not in response.get("Content-Type", ""):
        return
    page = response.content.decode()
    if name == "notifications:frame":
        page = page.replace("<style>", "", 1)  # an e-mail carries its style; the policy of its frame names that block alone
    assert INLINE.findall(page) == []
    assert ELSEWHERE.findall(page) == []

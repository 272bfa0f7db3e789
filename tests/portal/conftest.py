"""A small network: three actors in two countries, a grant, an unpublished sheet."""

from html.parser import HTMLParser

import pytest

from actors.models import PublicGrant
from network.moderation.enums import State
from network.taxonomy.enums import College


@pytest.fixture
def network(world, make_actor):
    """Three published actors and a draft, with a public grant each where `grant` says so."""
    world["benin"].longitude, world["benin"].latitude = 2.3, 9.6
    world["mali"].longitude, world["mali"].latitude = -4.0, 17.0
    world["benin"].save()
    world["mali"].save()
    benin, mali, nantes = world["benin"], world["mali"], world["nantes"]
    found = {
        "wells": make_actor("Puits du Bénin", countries=[benin], themes=[world["water"]], municipality=nantes),
        "city": make_actor("Commune de Laval", countries=[benin, mali], college=College.LOCAL_AUTHORITY, municipality=world["laval"]),
        "quiet": make_actor("Amis sans pays"),
        "draft": make_actor("Brouillon secret", countries=[mali], municipality=nantes, state=State.DRAFT, published_at=None),
    }
    for n, (name, amount, cited) in enumerate((("wells", 1000, [benin]), ("wells", 2000, []), ("draft", 7777, [mali])), 1):
        grant = PublicGrant.objects.create(
            actor=found[name], year=2010 + n, funder="Département", amount=amount, source="Essai", source_row=n
        )
        grant.countries.set(cited)
    return found


class Reader(HTMLParser):
    """The links, the identifiers and the text of a page; `hidden` elements are read as well."""

    def __init__(self, page):
        super().__init__()
        self.links, self.ids, self._open = [], set(), []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.ids.add(attrs.get("id"))
        if tag == "a":
            self._open.append(len(self.links))
            self.links.append([attrs.get("href"), attrs.get("aria-label") or ""])

    def handle_data(self, data):
        if self._open:
            self.links[self._open[-1]][1] += data

    def handle_endtag(self, tag):
        if tag == "a" and self._open:
            self._open.pop()


@pytest.fixture
def read():
    """Reads a response's page."""
    return lambda response: Reader(response.content.decode())

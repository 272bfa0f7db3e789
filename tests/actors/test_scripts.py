"""A script typed in a field of an actor runs on no page (QUALITY, 37)."""

import json
import re
from html.parser import HTMLParser

import pytest
from django.utils import timezone

from actors.models import Actor, PublicGrant, Twinning
from network.audit.services import record
from network.moderation.enums import State

PAYLOADS = [
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "'><svg onload=alert(1)>", "</script><script>alert(1)</script>",
    "{{ 7|add:7 }}{% now 'Y' %}", "javascript:alert(1)", "</title><script>alert(1)</script>", "\u2028alert(1)//",
    "<!--<script>", "&lt;script&gt;",
]  # fmt: skip
TEXTS = ["name", "acronym", "other_names", "presentation", "street", "postcode", "place", "public_phone", "source", "refusal_reason"]
LENGTHS = {"acronym": 40, "postcode": 10, "public_phone": 20}


class Reader(HTMLParser):
    """Collects what a browser would run."""

    def __init__(self):
        super().__init__()
        self.runs, self.data = [], []

    def handle_starttag(self, tag, attrs):
        """Scripts without an address of ours, handlers, addresses that are programs, styles."""
        attrs = dict(attrs)
        if tag == "script" and not (attrs.get("src") or "").startswith("/") and attrs.get("type") != "application/ld+json":
            self.runs.append(self.get_starttag_text())
        for name, value in attrs.items():
            leads = name in {"href", "src", "action", "formaction", "xlink:href", "data"}
            program = leads and (value or "").strip().lower().startswith(("javascript:", "data:text"))
            if program or name.startswith("on") or name == "style":
                self.runs.append(self.get_starttag_text())
        if attrs.get("src") == "x":
            self.runs.append(self.get_starttag_text())


def runs(response):
    """What would run on this page, besides the portal's own files."""
    reader = Reader()
    reader.feed(response.text)
    return reader.runs


@pytest.fixture(params=PAYLOADS)
def poisoned(request, make_actor, world, staff):
    """An actor whose every text is the payload, as no form would let it in."""
    payload = request.param
    actor = make_actor(
        slug="poison", municipality=world["nantes"], countries=[world["benin"]], themes=[world["wells"]], state=State.PUBLISHED
    )
    texts = {name: payload[: LENGTHS.get(name, 200)] for name in TEXTS}
    Actor.objects.filter(pk=actor.pk).update(
        **texts, public_email=f'"{payload[:30]}"@x.example', website=f"https://x.example/{payload}", languages=[payload[:40]]
    )
    PublicGrant.objects.create(actor=actor, year=2016, funder=payload, purpose=payload, amount=1, source=payload, source_row=1)
    Twinning.objects.create(actor=actor, town=payload, source=payload, nature=payload)
    record(by=staff, verb=payload[:60], target=actor, changes={payload: [payload, payload]})
    return actor, payload


ADDRESSES = ["/annuaire/", "/annuaire/poison/", "/annuaire/?vue=carte", "/", "/recherche/?q=poison"]


def test_nothing_that_an_actor_says_runs_on_a_page(client, poisoned):
    for address in ADDRESSES:
        page = client.get(address)
        assert page.status_code == 200
        assert runs(page) == [], address
        assert "1414" not in page.text.replace("\xa0", "")
    page = client.get("/annuaire/poison/").text
    data = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)[1]
    assert json.loads(data)["name"] == poisoned[1]


@pytest.mark.parametrize("state", [State.DRAFT, State.SUBMITTED, State.ARCHIVED])
def test_nothing_runs_in_the_banner_of_a_sheet_that_is_not_public(client_of, staff, poisoned, state):
    Actor.objects.filter(pk=poisoned[0].pk).update(state=state, submitted_at=timezone.now())
    page = client_of(staff).get("/annuaire/poison/")
    assert page.status_code == 200
    assert runs(page) == []


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_that_is_searched_or_chosen_runs(client, make_actor, payload):
    make_actor("Alliance")
    for name in ("q", "pays", "theme", "college", "tri", "page", "emprise", "vue", "format", "inconnu"):
        page = client.get("/annuaire/", {name: payload})
        assert page.status_code in {200, 302}
        assert runs(page) == [], name


def test_nothing_runs_on_the_teams_desk(client_of, staff, poisoned):
    desk, pk = client_of(staff), poisoned[0].pk
    Actor.objects.filter(pk=pk).update(state=State.SUBMITTED)
    for address in ("", f"{pk}/change/", f"{pk}/history/", f"{pk}/refuser/", f"{pk}/delete/"):
        page = desk.get(f"/admin/actors/actor/{address}")
        assert page.status_code == 200
        assert runs(page) == [], address


def test_what_machines_read_is_text(client, poisoned):
    payload = poisoned[1]
    points = client.get("/annuaire/?format=carte")
    assert points["Content-Type"] == "application/json"
    assert points.json()["features"][0]["properties"]["things"][0]["name"] == payload
    exported = client.get("/annuaire/?format=geojson")
    assert json.loads(exported.getvalue())["features"][0]["properties"]["Nom"] == payload
    assert exported["Content-Disposition"].startswith("attachment")

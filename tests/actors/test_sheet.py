"""The page of an actor: who, where, what, with whom, how fresh, how complete."""

import json
import re
from datetime import timedelta
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from actors.completeness import HEADINGS, completeness
from actors.enums import MembershipState, Provenance
from actors.freshness import Freshness, freshness
from actors.logos import redrawn
from actors.models import Actor, Membership, PublicGrant, SearchEntry, Twinning
from actors.services import create
from network.directory import slugs
from network.moderation.enums import State
from tests.actors.test_logos import picture


def words(response):
    """The words of the page's main part, no-break spaces as spaces."""
    main = re.search(r"<main.*</main>", response.text, re.S)[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).replace("\xa0", " ").split())


@pytest.fixture
def full(make_actor, world):
    """A sheet that says everything but its logo."""
    actor = make_actor(
        "Alliance Loire Bénin", slug="alliance", acronym="ALB", municipality=world["nantes"], countries=[world["benin"], world["mali"]],
        themes=[world["wells"], world["water"]], ways=["projet", "ecsi"], languages=["français", "fon"], siren="503621526",
        presentation="Nous creusons des puits.\n\nAvec les villages.", website="https://alb.example/", street="1, rue du Port",
        postcode="44000", public_email="bonjour@alb.example", public_phone="02 40 00 00 00", founded=1998, confirmed_at=timezone.now(),
    )  # fmt: skip
    grant = PublicGrant.objects.create(
        actor=actor, year=2016, funder="État", purpose="Un forage à Zè", amount=3000, source="réserve parlementaire", source_row=1
    )
    PublicGrant.objects.create(actor=actor, year=2013, funder="Département", amount=1500, source="subventions", source_row=2)
    grant.countries.set([world["benin"]])
    Membership.objects.create(actor=actor, year=timezone.localdate().year, state=MembershipState.PAID)
    return actor


def test_the_sheet_says_who_where_what_and_with_whom(client, full):
    text = words(client.get("/annuaire/alliance/"))
    for said in [
        "ALB. Association, Nantes (Loire-Atlantique), membre du réseau.", "Nous creusons des puits.", "1, rue du Port 44000 Nantes",
        "Nantes Métropole", "alb.example", "bonjour @alb.example", "02 40 00 00 00", "SIREN 503 621 526", "RNA non renseigné",
        "Création 1998", "Projet à l’étranger, Éducation à la citoyenneté", "français, fon", "Bénin , Mali",
        "2 soutiens publics connus de 2013 à 2016, pour 4 500 € en tout.", "2016 Un forage à Zè État 3 000 €",
        "2013 objet non détaillé Département 1 500 €", "réserve parlementaire, subventions", "Complétude : 11 rubriques sur 12",
        "Confirmée aujourd’hui", f"membre en {timezone.localdate().year}",
    ]:  # fmt: skip
        assert said.replace(" ,", ",") in text.replace(" ,", ","), said


def test_countries_themes_and_ways_lead_to_their_lists(client, full):
    page = client.get("/annuaire/alliance/").text
    for address in ("pays=benin", "theme=forages", "theme=eau", "mode=ecsi"):
        assert f'href="/annuaire/?{address}"' in page
        assert "Alliance Loire Bénin" in client.get(f"/annuaire/?{address}").text


def test_what_is_unknown_is_written(client, make_actor):
    make_actor(slug="vide")
    text = words(client.get("/annuaire/vide/"))
    assert "Non renseigné présentation, pays, thématiques, modes d’action, langues de travail" in text
    for fact in ("Siège non renseigné", "Site non renseigné", "Courriel non renseigné", "SIREN non renseigné", "Création non renseignée"):
        assert fact in text
    assert "Complétude : 0 rubrique sur 12" in text
    assert "Jamais confirmée." in text


def test_a_public_record_says_so_until_it_is_confirmed(client, make_actor):
    actor = make_actor(slug="releve", provenance=Provenance.PUBLIC_RECORD, source="Réserve parlementaire, 2013.")
    text = words(client.get("/annuaire/releve/"))
    assert "Fiche établie d’après des données publiques" in text
    assert "pas encore revendiquée" in text
    assert "Réserve parlementaire, 2013." in text
    Actor.objects.filter(pk=actor.pk).update(confirmed_at=timezone.now())
    assert "données publiques" not in words(client.get("/annuaire/releve/"))


def test_the_partner_towns_of_a_local_authority(client, make_actor, world):
    actor = make_actor("Commune de Laval", slug="laval", kind="commune", college="collectivites", municipality=world["laval"])
    Twinning.objects.create(actor=actor, town="Garango", country=world["mali"], source="réserve parlementaire")
    assert "Garango , Mali réserve parlementaire jumelage" in words(client.get("/annuaire/laval/"))


@pytest.mark.parametrize(("days", "state", "said"), [
    (0, Freshness.FRESH, ""), (239, Freshness.FRESH, ""), (241, Freshness.STALE, "à confirmer"), (400, Freshness.OUTDATED, "à revoir"),
])  # fmt: skip
def test_freshness_follows_the_periods(client, make_actor, days, state, said):
    confirmed = timezone.now() - timedelta(days=days)
    make_actor(slug="fraiche", confirmed_at=confirmed)
    assert freshness(confirmed) == state
    assert said in words(client.get("/annuaire/fraiche/"))
    assert said in words(client.get("/annuaire/"))


def test_the_periods_of_freshness_are_settings(settings):
    settings.ACTORS = {"stale_after_days": 1, "outdated_after_days": 2}
    assert freshness(timezone.now() - timedelta(days=1.5)) == Freshness.STALE
    assert freshness(None) == Freshness.NEVER


FILLS = {
    "présentation": {"presentation": "Texte"}, "commune ou ville": {"place": "Paris"}, "adresse postale": {"street": "1, rue"},
    "courriel ou téléphone public": {"public_phone": "02"}, "site internet": {"website": "https://a.example"},
    "numéro d’identification": {"rna": "W442001234"}, "année de création": {"founded": 1998}, "modes d’action": {"ways": ["ecsi"]},
    "langues de travail": {"languages": ["fon"]},
}  # fmt: skip


@pytest.mark.parametrize("heading", [*FILLS, "pays d’intervention", "thématiques", "logo"])
def test_each_heading_counts_once_on_the_page_and_on_the_card(make_actor, world, settings, tmp_path, heading):
    settings.MEDIA_ROOT = tmp_path
    more = {"pays d’intervention": {"countries": [world["mali"]]}, "thématiques": {"themes": [world["wells"], world["school"]]}}
    actor = make_actor(**FILLS.get(heading, more.get(heading, {})))
    if heading == "logo":
        actor.logo.save("logo.webp", redrawn(SimpleUploadedFile("logo.png", picture())))
    found = completeness(actor)
    assert (found.filled, found.total) == (1, HEADINGS)
    assert heading not in found.missing
    assert SearchEntry.objects.get(actor=actor).card["filled"] == 1


def test_a_full_sheet_lacks_its_logo_only(full):
    assert completeness(full).missing == ["logo"]
    assert SearchEntry.objects.get(actor=full).card["filled"] == 11


@pytest.mark.parametrize("role", [None, "account", "member", "staff"])
def test_the_page_takes_at_most_eight_statements(client_of, request, full, make_actor, represent, world, role):
    user = request.getfixturevalue(role) if role else None
    if role == "member":
        represent(user, full)
    client = client_of(user)

    def statements():
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/annuaire/alliance/").status_code == 200
        return len(captured)

    statements()
    before = statements()
    for n in range(8):
        make_actor(f"Autre {n}", countries=[world["benin"]], municipality=world["nantes"])
        PublicGrant.objects.create(actor=full, year=2000 + n, funder="État", amount=1, source="x", source_row=100 + n)
    full.themes.add(world["school"])
    assert statements() == before <= (8 if user else 6)


def test_many_grants_are_folded(client, full):
    for n in range(30):
        PublicGrant.objects.create(actor=full, year=1980 + n, funder="État", amount=1, source="x", source_row=100 + n)
    assert "20 soutiens plus anciens" in words(client.get("/annuaire/alliance/"))


def test_machines_read_what_people_read(client, full):
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', client.get("/annuaire/alliance/").text)[1])
    assert data["@type"] == "NGO"
    assert data["address"]["addressLocality"] == "Nantes"
    assert [place["name"] for place in data["areaServed"]] == ["Bénin", "Mali"]
    assert data["knowsAbout"] == ["Eau et assainissement", "Forages"]


def test_neighbours_are_bounded_and_say_why(client, full, make_actor, world):
    make_actor("Même commune", municipality=world["nantes"])
    make_actor("Les deux", municipality=world["nantes"], countries=[world["mali"]])
    make_actor("Rien de commun", municipality=world["laval"], countries=[world["liban"]])
    for n in range(9):
        make_actor(f"Pays {n}", countries=[world["benin"]])
    text = words(client.get("/annuaire/alliance/"))
    assert text.index("Les deux , Nantes même commune, Mali") < text.index("Pays 0 Bénin")
    assert "Rien de commun" not in text
    assert "Pays 4" in text
    assert "Pays 8" not in text


@pytest.fixture
def with_logo(full, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    full.logo.save("../../evil.html", redrawn(SimpleUploadedFile("logo.png", picture())))
    return full


def test_a_logo_is_served_by_its_view_alone(client, with_logo):
    response = client.get("/annuaire/alliance/logo/")
    assert response["Content-Type"] == "image/webp"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-cache"
    assert response.getvalue()[:4] == b"RIFF"
    again = client.get("/annuaire/alliance/logo/", headers={"If-None-Match": response["ETag"]})
    assert again.status_code == 304
    assert client.get(f"/media/{with_logo.logo.name}").status_code == 404
    assert '<img class="actor-logo" src="/annuaire/alliance/logo/"' in client.get("/annuaire/alliance/").text


def test_the_name_of_a_logo_cannot_be_guessed(with_logo, make_actor):
    other = make_actor("Autre")
    other.logo.save("logo.webp", redrawn(SimpleUploadedFile("logo.png", picture())))
    for actor in (with_logo, other):
        assert re.fullmatch(r"actors/logos/[\w-]{32}\.webp", actor.logo.name)
    assert with_logo.logo.name != other.logo.name


def test_a_logo_that_is_no_longer_on_the_disk_is_not_found(client, with_logo):
    with_logo.logo.storage.delete(with_logo.logo.name)
    assert client.get("/annuaire/alliance/logo/").status_code == 404
    assert client.get("/annuaire/alliance/").status_code == 200


def test_without_a_logo_there_is_none(client, full):
    assert client.get("/annuaire/alliance/logo/").status_code == 404
    assert "#c-asso" in client.get("/annuaire/alliance/").text


@pytest.mark.parametrize(("name", "slug"), [
    ("L’Œuvre d’Haïti", "l-oeuvre-d-haiti"), ("A.F.H.A.D (Association)", "afhad-association"), ("日本", "acteur"), ("  ", "acteur"),
    ("Nouveau", "nouveau-2"), ("x" * 300, "x" * 80), ("mot " * 60, "-".join(["mot"] * 20)),
])  # fmt: skip
def test_an_address_is_readable(name, slug):
    assert slugs.free(name, set(), Actor.RESERVED_SLUGS) == slug


def test_an_address_is_never_given_twice(db, staff):
    made = [create(actor=Actor(name="Même nom", college="associations", kind="association"), by=staff) for _ in range(3)]
    assert [actor.slug for actor in made] == ["meme-nom", "meme-nom-2", "meme-nom-3"]
    assert made[0].state == State.DRAFT

"""Two sheets of one organisation become one: nothing that pointed to either is lost, and for thirty days all can come back."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from actors.duplicates import probable_duplicates
from actors.enums import MembershipState, RepresentationStatus, Role
from actors.merging.fields import HEADINGS, UNCHOSEN
from actors.merging.relations import KeyRelation, relations
from actors.merging.rules import unsettled
from actors.models import Actor, Contact, Membership, Merge, PublicGrant, Representation, Twinning
from actors.services.merging import MergeError, Outdated, merge, stamp
from actors.services.parting import forget, undo
from network.audit.models import Entry
from network.documents.kinds import get_kind
from network.documents.services import request_document
from network.moderation import services as moderation
from network.moderation.enums import State
from network.notifications.models import Email
from tests.actors.dump import everything
from tests.actors.test_logos import picture
from tests.house.addresses import addresses

OURS = {"actors.Merge", "audit.Entry", "notifications.Email"}  # what a merge itself writes


def test_every_relation_that_a_constraint_binds_has_its_rule():
    missing = unsettled(relations())
    assert missing == [], "say in the app's merging.py which row stays: register(Rule(…)), or keep(…), of actors.merging.rules"


def test_every_column_of_a_sheet_is_chosen_or_said_not_to_be():
    chosen = {name for heading in HEADINGS for name in heading.columns}
    columns = {field.name for field in [*Actor._meta.fields, *Actor._meta.many_to_many]}
    assert columns - chosen == UNCHOSEN, "add the new column to HEADINGS or to UNCHOSEN of actors/merging/fields.py"
    assert chosen & UNCHOSEN == set()


def test_relations_are_found_in_the_models():
    found = {relation.name for relation in relations()}
    assert {"actors.Representation.actor", "actors.Membership.actor", "actors.Contact.actor", "actors.Actor.merged_into"} <= found
    assert "audit.Entry.target" in found, "a generic key points to actors too"
    assert not any(name.startswith("actors.Actor_") for name in found), (
        "countries and themes are what the sheet says, not what points to it"
    )


def test_no_key_of_the_database_that_points_to_an_actor_is_overlooked(db):
    """What PostgreSQL itself knows, whatever the models say."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.conrelid::regclass::text, a.attname FROM pg_constraint c"
            " JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey)"
            " WHERE c.contype = 'f' AND c.confrelid = 'actors_actor'::regclass"
        )
        keys = set(cursor.fetchall())
    own = {(field.remote_field.through._meta.db_table, "actor_id") for field in Actor._meta.local_many_to_many}
    moved = {(relation.model._meta.db_table, relation.field.column) for relation in relations() if isinstance(relation, KeyRelation)}
    assert own < keys, "the query finds keys"
    assert keys == moved | own


@pytest.fixture
def two(make_actor, world, member, neighbour, represent):
    """A sheet that looks after itself, and one that public records made, with what hangs on each."""
    winner = make_actor("Alliance Loire Bénin", slug="alliance", countries=[world["benin"]], siren="503621526", confirmed_at=timezone.now())
    loser = make_actor("ALB (Nantes)", slug="alb", countries=[world["mali"]], themes=[world["water"]], municipality=world["nantes"])
    represent(member, winner)
    represent(neighbour, loser)
    Membership.objects.create(actor=winner, year=2025, state=MembershipState.PAID)
    Membership.objects.create(actor=loser, year=2024, state=MembershipState.PAID)
    for n in range(3):
        PublicGrant.objects.create(actor=loser, year=2014, funder="Région", amount=100, source="liste", source_row=n)
    Twinning.objects.create(actor=loser, town="Cotonou")
    Contact.objects.create(actor=loser, name="Dominique Démo")
    return winner, loser


def test_everything_that_pointed_to_the_one_points_to_the_other(two, staff):
    winner, loser = two
    done = merge(winner=winner, loser=loser, by=staff)
    for model in (Representation, Membership, PublicGrant, Twinning, Contact):
        assert set(model.objects.values_list("actor", flat=True)) == {winner.pk}, model
    winner.refresh_from_db(), loser.refresh_from_db()
    assert (loser.state, loser.merged_into) == (State.ARCHIVED, winner)
    assert {country.name for country in winner.countries.all()} == {"Bénin", "Mali"}
    assert [theme.name for theme in winner.themes.all()] == ["Eau et assainissement"]
    assert winner.municipality.name == "Nantes"
    assert winner.other_names == "ALB (Nantes)"
    assert winner.siren == "503621526"
    assert done.kept == []
    assert {entry["relation"] for entry in done.moved} >= {"actors.Contact.actor", "actors.PublicGrant.actor"}
    assert Entry.objects.about(winner).filter(verb="fusionner", by=staff).get().changes["fiche fusionnée"] == [None, "ALB (Nantes)"]


def test_undoing_gives_both_back_exactly(two, staff):
    before = everything(without=OURS)
    done = merge(winner=two[0], loser=two[1], by=staff)
    assert everything(without=OURS) != before
    undo(merge=done, by=staff)
    assert everything(without=OURS) == before
    assert Merge.objects.get().undone_by == staff


def test_what_was_made_since_on_the_sheet_that_stayed_stays_there(two, staff):
    winner, loser = two
    done = merge(winner=winner, loser=loser, by=staff)
    new = Membership.objects.create(actor=winner, year=2026)
    Actor.objects.filter(pk=winner.pk).update(presentation="Écrite depuis.", street="1 rue Neuve", updated_at=timezone.now())
    PublicGrant.objects.get(source_row=0).delete()
    undo(merge=done, by=staff)
    winner.refresh_from_db(), loser.refresh_from_db(), new.refresh_from_db()
    assert new.actor == winner
    assert (winner.presentation, winner.street) == ("Écrite depuis.", "1 rue Neuve")
    assert winner.municipality is None, "what the merge brought and nobody touched goes back"
    assert loser.public_grants.count() == 2
    assert winner.merges.get().undone_at


# ---------------------------------------------------------------------------------- two rows for one place


def test_two_memberships_of_a_year_the_further_one_is_retained_and_none_is_lost(make_actor, staff):
    winner, loser = make_actor("Un"), make_actor("Deux")
    mine = Membership.objects.create(actor=winner, year=2026, state=MembershipState.CALLED)
    theirs = Membership.objects.create(actor=loser, year=2026, state=MembershipState.PAID)
    before = everything(without=OURS)
    done = merge(winner=winner, loser=loser, by=staff)
    assert list(winner.memberships.all()) == [theirs]
    assert list(loser.memberships.all()) == [mine]
    assert done.kept[0]["pk"] == mine.pk
    assert "2026 : l’adhésion réglée est retenue" in done.kept[0]["words"]
    undo(merge=done, by=staff)
    assert everything(without=OURS) == before


def test_a_person_who_represents_both_keeps_the_better_of_their_rights(make_actor, represent, member, staff):
    winner, loser = make_actor("Un"), make_actor("Deux")
    mine = represent(member, winner, Role.CONTRIBUTOR)
    theirs = represent(member, loser, Role.MANAGER)
    before = everything(without=OURS)
    done = merge(winner=winner, loser=loser, by=staff)
    mine.refresh_from_db(), theirs.refresh_from_db()
    assert (mine.role, mine.status) == (Role.MANAGER, RepresentationStatus.ACTIVE)
    assert (theirs.actor, theirs.status) == (winner, RepresentationStatus.ENDED)
    undo(merge=done, by=staff)
    assert everything(without=OURS) == before


def test_the_same_partner_town_learns_the_country_that_it_lacked(make_actor, world, staff):
    winner, loser = make_actor("Un"), make_actor("Deux")
    mine = Twinning.objects.create(actor=winner, town="Cotonou")
    Twinning.objects.create(actor=loser, town="Cotonou", country=world["benin"], source="liste")
    before = everything(without=OURS)
    done = merge(winner=winner, loser=loser, by=staff)
    mine.refresh_from_db()
    assert (mine.country, mine.source) == (world["benin"], "liste")
    assert loser.twinnings.count() == 1, "kept with the old sheet"
    undo(merge=done, by=staff)
    assert everything(without=OURS) == before


def test_an_undoing_that_a_new_row_stands_against_says_so_and_changes_nothing(make_actor, staff):
    winner, loser = make_actor("Un"), make_actor("Deux")
    Membership.objects.create(actor=winner, year=2026, state=MembershipState.CALLED)
    Membership.objects.create(actor=loser, year=2026, state=MembershipState.PAID)
    done = merge(winner=winner, loser=loser, by=staff)
    winner.memberships.all().delete()
    Membership.objects.create(actor=winner, year=2026)
    before = everything()
    with pytest.raises(MergeError, match="un élément nouveau"):
        undo(merge=done, by=staff)
    assert everything() == before


# ---------------------------------------------------------------------------------- chains, and what is refused


def test_a_chain_of_merges_is_undone_from_its_end(make_actor, staff):
    one, two, three = make_actor("Un"), make_actor("Deux"), make_actor("Trois")
    first = merge(winner=two, loser=one, by=staff)
    middle = everything(without=OURS)
    second = merge(winner=three, loser=two, by=staff)
    one.refresh_from_db()
    assert one.merged_into == three, "no address needs two steps"
    with pytest.raises(MergeError, match="annulez d’abord cette fusion-là"):
        undo(merge=first, by=staff)
    undo(merge=second, by=staff)
    assert everything(without=OURS) == middle
    undo(merge=first, by=staff)
    assert Actor.objects.filter(merged_into=None).count() == 3


def test_a_sheet_is_not_merged_with_itself_nor_twice(make_actor, staff):
    one, two, three = make_actor("Un"), make_actor("Deux"), make_actor("Trois")
    with pytest.raises(MergeError, match="deux fiches différentes"):
        merge(winner=one, loser=one, by=staff)
    merge(winner=one, loser=two, by=staff)
    for winner, loser in ((two, one), (one, two), (three, two), (two, three)):
        with pytest.raises(MergeError, match="a été fusionnée avec"):
            merge(winner=winner, loser=loser, by=staff)


def test_a_sheet_that_changed_since_it_was_compared_is_not_merged(make_actor, staff):
    one, two = make_actor("Un"), make_actor("Deux")
    seen = {actor.pk: stamp(actor) for actor in (one, two)}
    two.presentation = "Autre."
    two.save()
    with pytest.raises(Outdated, match="« Deux » a été modifiée pendant que vous compariez"):
        merge(winner=one, loser=two, by=staff, seen=seen)
    assert Merge.objects.count() == 0


def test_a_merged_sheet_is_published_by_nobody(make_actor, staff):
    one, two = make_actor("Un"), make_actor("Deux")
    merge(winner=one, loser=two, by=staff)
    two.refresh_from_db()
    for verb in (moderation.publish, moderation.submit, moderation.archive):
        with pytest.raises(moderation.ModerationError, match="« Deux » a été fusionnée avec « Un »"):
            verb(thing=two, by=staff)


@pytest.mark.parametrize(("choices", "name", "others"), [({}, "Un", "Deux"), ({"name": "loser"}, "Deux", "Un")])
def test_the_name_that_is_not_chosen_is_kept_as_another_name(make_actor, staff, choices, name, others):
    one, two = make_actor("Un", confirmed_at=timezone.now()), make_actor("Deux")
    merge(winner=one, loser=two, by=staff, choices=choices)
    one.refresh_from_db()
    assert (one.name, one.other_names) == (name, others)


def test_a_choice_that_does_not_exist_is_refused(make_actor, staff):
    one, two = make_actor("Un"), make_actor("Deux")
    for choice in ("both", "autre"):
        with pytest.raises(MergeError, match="Nom : ce choix n’existe pas"):
            merge(winner=one, loser=two, by=staff, choices={"name": choice})
    with pytest.raises(MergeError, match="Les autres noms comptent 401 caractères"):
        merge(winner=one, loser=two, by=staff, names="x" * 401)


def test_a_draft_that_takes_in_a_published_sheet_becomes_public(make_actor, staff):
    draft, public = make_actor("Un", state=State.DRAFT, published_at=None), make_actor("Deux")
    before = everything(without=OURS)
    done = merge(winner=draft, loser=public, by=staff)
    draft.refresh_from_db()
    assert draft.state == State.PUBLISHED
    undo(merge=done, by=staff)
    assert everything(without=OURS) == before


# ---------------------------------------------------------------------------------- files, letters, thirty days


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path / "actors" / "logos"


def test_each_sheet_has_its_own_file_of_the_logo(make_actor, staff, media, django_capture_on_commit_callbacks):
    one, two = make_actor("Un"), make_actor("Deux")
    one.logo.save("logo.webp", ContentFile(picture()))
    drawing = picture("JPEG")
    two.logo.save("logo.webp", ContentFile(drawing))
    before, files = everything(without=OURS), set(media.iterdir())
    done = merge(winner=one, loser=two, by=staff, choices={"logo": "loser"})
    one.refresh_from_db()
    assert one.logo.name not in {file.name for file in files}
    assert one.logo.read() == drawing
    with django_capture_on_commit_callbacks(execute=True):
        undo(merge=done, by=staff)
    assert everything(without=OURS) == before
    assert set(media.iterdir()) == files


def test_a_merge_that_fails_leaves_no_file(make_actor, staff, media):
    one, two = make_actor("Un"), make_actor("Deux")
    two.logo.save("logo.webp", ContentFile(picture()))
    with pytest.raises(MergeError):
        merge(winner=one, loser=two, by=staff, choices={"logo": "loser"}, names="x" * 500)
    assert len(list(media.iterdir())) == 1


def test_managers_of_both_are_told_once(two, staff, member, neighbour):
    done = merge(winner=two[0], loser=two[1], by=staff)
    letters = Email.objects.filter(kind="actors_merged")
    assert {letter.user for letter in letters} == {member, neighbour}
    assert letters.count() == 2
    assert "ALB (Nantes)" in letters[0].text
    assert "/annuaire/alliance/" in letters[0].text
    undo(merge=done, by=staff)
    assert {letter.user for letter in Email.objects.filter(kind="actors_parted")} == {member, neighbour}


def test_after_thirty_days_it_is_final_and_personal_details_are_gone(two, staff, media, django_capture_on_commit_callbacks):
    winner, loser = two
    loser.public_email, loser.public_phone, loser.street = "x@demo.example", "02", "1 rue"
    loser.logo.save("logo.webp", ContentFile(picture()))
    done = merge(winner=winner, loser=loser, by=staff)
    Merge.objects.update(at=timezone.now() - timedelta(days=30, seconds=1))
    done.refresh_from_db()
    with pytest.raises(MergeError, match="ne peut plus être annulée : elle est définitive depuis le"):
        undo(merge=done, by=staff)
    assert list(Merge.objects.to_forget()) == [done]
    with django_capture_on_commit_callbacks(execute=True):
        forget(merge=done)
    done.refresh_from_db(), loser.refresh_from_db(), winner.refresh_from_db()
    assert (done.before, done.after, done.changed) == ({}, {}, [])
    assert (loser.public_email, loser.public_phone, loser.street, loser.logo.name) == ("", "", "", "")
    assert (winner.public_email, winner.public_phone) == ("x@demo.example", "02")
    assert len(list(media.iterdir())) == 1, "the copy that the sheet shows"
    assert loser.merged_into == winner, "the old address still leads to the other"
    assert list(Merge.objects.to_forget()) == []


def test_a_young_merge_is_not_forgotten(two, staff):
    merge(winner=two[0], loser=two[1], by=staff)
    assert list(Merge.objects.to_forget()) == []


# ---------------------------------------------------------------------------------- addresses


def test_the_old_addresses_lead_to_the_other_sheet_for_good(two, staff, client, media):
    winner, loser = two
    loser.logo.save("logo.webp", ContentFile(picture()))
    done = merge(winner=winner, loser=loser, by=staff)
    for path, target in (
        ("/annuaire/alb/", "/annuaire/alliance/"),
        ("/annuaire/alb/logo/", "/annuaire/alliance/logo/"),
        ("/annuaire/alb/?de=lettre", "/annuaire/alliance/?de=lettre"),
        ("/documents/demander/fiche-acteur/?acteur=alb", "/documents/demander/fiche-acteur/?acteur=alliance"),
    ):
        response = client.get(path)
        assert (response.status_code, response["Location"]) == (301, target)
        assert "no-cache" in response["Cache-Control"], "a merge can be undone"
        assert client.get(target).status_code == 200
    undo(merge=done, by=staff)
    assert client.get("/annuaire/alb/").status_code == 200


PAGES = sorted(name for name, route in addresses().items() if "<slug:slug>" in route and name.startswith(("actors:", "organisations:")))


@pytest.mark.parametrize("name", PAGES)
def test_every_page_of_a_merged_sheet_leads_to_the_same_page_of_the_other(two, staff, client_of, media, name):
    winner, loser = two
    loser.logo.save("logo.webp", ContentFile(picture()))
    people = {"pk": (loser.contacts if "contact" in name else loser.representations).get().pk}
    route = addresses()[name]
    others = {**(people if "pk>" in route else {}), **({"step": "contact"} if "step>" in route else {})}
    old = reverse(name, kwargs={"slug": loser.slug, **others})
    merge(winner=winner, loser=loser, by=staff)
    client = client_of(staff)
    response = client.get(f"{old}?de=lettre")
    if response.status_code != 405:  # asked by POST only
        assert response.status_code == 301
        assert response["Location"] == reverse(name, kwargs={"slug": winner.slug, **others}) + "?de=lettre"
        assert client.get(response["Location"]).status_code in {200, 302}
        assert client_of(None).get(old).status_code in {301, 302}, "the same for everybody, once logged in"


def test_a_message_to_a_merged_sheet_is_passed_on_and_what_is_done_to_it_is_not(two, staff, client_of):
    merge(winner=two[0], loser=two[1], by=staff)
    response = client_of(None).post("/annuaire/alb/ecrire/", {"body": "Bonjour"})
    assert (response.status_code, response["Location"]) == (308, "/annuaire/alliance/ecrire/")
    assert client_of(staff).post("/annuaire/alb/archiver/").status_code == 404
    two[0].refresh_from_db()
    assert two[0].state == State.PUBLISHED


def test_registering_with_a_number_of_a_merged_sheet_finds_the_other(two, staff, account):
    winner, loser = two
    Actor.objects.filter(pk=loser.pk).update(siren="503621526", rna="W442001234")
    loser.refresh_from_db()
    merge(winner=winner, loser=loser, by=staff)
    Actor.objects.filter(pk=winner.pk).update(siren="", rna="")
    for person in (account, staff):
        for number in ({"siren": "503 621 526"}, {"rna": "W442001234"}, {"siret": "503 621 526 00019"}):
            (found,) = probable_duplicates(name="Tout autre nom", **number, among=Actor.objects.visible_to(person))
            assert (found.actor, found.certain) == (winner, True)


def test_an_old_pdf_leads_to_the_sheet_that_stayed(two, staff, client):
    document = request_document(kind="fiche-acteur", data=QueryDict("acteur=alb"))
    merge(winner=two[0], loser=two[1], by=staff)
    for name in ("documents:detail", "documents:file"):
        response = client.get(reverse(name, args=[document.pk]))
        assert (response.status_code, response["Location"]) == (301, "/documents/demander/fiche-acteur/?acteur=alliance")
    assert get_kind("fiche-acteur").successor({"actor": two[0].pk}) is None


def test_an_address_does_not_tell_of_a_sheet_that_is_not_public(make_actor, staff, client, client_of):
    draft, other = make_actor("Secrète", slug="secrete", state=State.DRAFT, published_at=None), make_actor("Deux", slug="deux")
    merge(winner=draft, loser=other, by=staff, choices={"publication": "winner"})
    for path in ("/annuaire/deux/", "/annuaire/deux/logo/", "/documents/demander/fiche-acteur/?acteur=deux"):
        assert client.get(path).status_code == 404
    assert client_of(staff).get("/annuaire/deux/")["Location"] == "/annuaire/secrete/"


def test_a_merged_sheet_is_in_no_list_export_or_site_map(two, staff, client, client_of):
    merge(winner=two[0], loser=two[1], by=staff)
    for path in ("/annuaire/", "/annuaire/?format=csv", "/plan-du-site/", "/sitemap-acteurs.xml", "/recherche/?q=alb"):
        for reader in (client, client_of(staff)):
            response = reader.get(path)
            text = b"".join(response.streaming_content).decode() if response.streaming else response.text
            assert "/annuaire/alb/" not in text, path
    assert list(Actor.objects.visible_to(staff)) == [two[0]]


def test_what_a_member_was_writing_on_a_sheet_that_was_merged_is_shown_again_and_not_saved(two, staff, neighbour, client_of):
    winner, loser = two
    client, address = client_of(neighbour), reverse("actors:update", args=["alb", "activite"])
    assert client.get(address).status_code == 200
    merge(winner=winner, loser=loser, by=staff)
    answer = client.post(address, {"presentation": "Ma longue phrase."})
    assert "Ma longue phrase." in answer.text
    assert "a été fusionnée avec" in answer.text
    assert not Actor.objects.filter(presentation="Ma longue phrase.").exists()
    assert client.get(address)["Location"] == reverse("actors:update", args=["alliance", "activite"])
    assert client_of(None).get(address).status_code == 302

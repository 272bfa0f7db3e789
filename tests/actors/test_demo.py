"""The demonstration: real sheets with their source, an invented cast that leaves without a trace."""

import csv
from io import StringIO

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import Count, Sum
from django.utils import timezone

from actors import services
from actors.demo import removal
from actors.demo.loading import load
from actors.demo.removal import StillUsed, remove
from actors.enums import Kind, Provenance
from actors.listing import directory
from actors.models import Actor, Contact, Membership, PublicGrant, Representation, SearchEntry, Twinning
from crm.models import Interaction, Task
from crm.officials import known, last_election, without_official
from network.accounts.models import BOARD_GROUP, User
from network.audit.models import Entry
from network.audit.services import record
from network.documents.models import Document
from network.notifications.models import Email
from network.taxonomy.loading.reference import DATA
from network.taxonomy.models import Municipality, ReferenceVersion
from projects.models import Project

CAST = ["ca", "equipe", "jury", "membre", "tresorerie", "visiteur", "voisine"]
REAL = Actor.objects.filter(is_demo=False)


def versions(*models):
    """Every row of these tables with the transaction that last wrote it."""
    found = {}
    with connection.cursor() as cursor:
        for model in models:
            cursor.execute(f"SELECT xmin::text, ctid::text, t::text FROM {model._meta.db_table} t ORDER BY 3")
            found[model.__name__] = cursor.fetchall()
    return found


ALL = [Actor, PublicGrant, Twinning, SearchEntry, Membership, Representation, User, Actor.countries.through, Actor.themes.through]


def test_each_real_organisation_is_there_once_with_its_grants(demonstration, db):
    assert REAL.filter(kind__in=[Kind.ASSOCIATION, Kind.TWINNING]).count() == 184
    assert PublicGrant.objects.count() == 553
    with (DATA / "acteurs/acteurs_reels_pdl.csv").open() as file:
        stated = sorted((int(row["nb_subventions"]), round(float(row["total_eur"]), 2)) for row in csv.DictReader(file))
    found = REAL.filter(public_grants__isnull=False).annotate(n=Count("public_grants"), total=Sum("public_grants__amount"))
    assert sorted((actor.n, float(actor.total)) for actor in found) == stated


def test_real_sheets_are_public_records_with_a_source_and_nobody_behind_them(demonstration, db):
    assert REAL.count() == 184 + 3 + 13 + 16
    for actor in REAL:
        assert actor.provenance == Provenance.PUBLIC_RECORD
        assert actor.is_published
        assert actor.source.endswith(".")
        assert not actor.presentation, "nothing is written in the name of an organisation"
        assert not actor.public_email
        assert not actor.public_phone
        assert actor.confirmed_at is None
    assert not Representation.objects.filter(actor__in=REAL).exists()
    assert not Membership.objects.filter(actor__in=REAL).exists()
    assert SearchEntry.objects.count() == REAL.count() + 2


def test_a_sheet_is_valid_as_if_a_person_had_written_it(demonstration, db):
    for actor in Actor.objects.all():
        actor.full_clean()


def test_each_organisation_stands_somewhere_when_the_source_says_where(demonstration, db):
    associations = REAL.filter(public_grants__isnull=False).distinct()
    nowhere = associations.filter(municipality=None, place="", department=None)
    assert [actor.name for actor in nowhere] == ["Gynécologie sans Frontières"], (
        "the source has neither commune nor département of its seat"
    )
    assert not associations.exclude(place="").exclude(municipality=None).exists()
    assert not associations.filter(place__regex=r"Cedex|CEDEX|^[A-Z ]+$").exists()
    for actor in associations.exclude(municipality=None).exclude(postcode="").select_related("municipality"):
        assert actor.postcode in actor.municipality.postcodes
    unsure = associations.exclude(department=None)
    assert all("le département est celui du financeur" in actor.source for actor in unsure)


def test_names_are_spelt_in_french_and_none_shouts(demonstration, db):
    assert not [actor.name for actor in Actor.objects.all() if actor.name == actor.name.upper() and len(actor.name) > 6]
    assert not [actor.name for actor in Actor.objects.all() if "'" in actor.name or "  " in actor.name or actor.name != actor.name.strip()]


def test_local_authorities_have_the_twinnings_that_are_cited(demonstration, db):
    nantes = Actor.objects.get(kind=Kind.MUNICIPALITY, municipality="44109")
    assert nantes.name == "Commune de Nantes"
    assert {str(country) for country in nantes.countries.all()} == {"Allemagne", "Géorgie", "Roumanie", "Royaume-Uni"}
    assert set(nantes.twinnings.values_list("town", flat=True)) == {"Cluj-Napoca", "Tbilissi", "Sarrebruck", "Cardiff"}
    assert Twinning.objects.count() == 21
    assert Twinning.objects.filter(country=None).count() == 3, "the source does not name the country of these"
    assert Actor.objects.filter(name="Commune du Mans").exists()
    assert set(Actor.objects.filter(kind=Kind.DEPARTMENT).values_list("name", flat=True)) == {
        "Département de Loire-Atlantique",
        "Département de Maine-et-Loire",
        "Département de la Sarthe",
    }


def test_institutions_have_their_code(demonstration, db):
    university = Actor.objects.get(uai="0442953W")
    assert (university.name, university.siren, university.acronym) == ("Nantes Université", "130029747", "NU")
    assert Actor.objects.exclude(uai="").count() == 16


def test_a_second_loading_writes_no_row(demonstration, db):
    before = versions(*ALL)
    assert load() == []
    load(force=True)
    assert versions(*ALL) == before


def test_a_sheet_that_a_person_took_over_is_left_alone(demonstration, db, represent):
    staff, account = (User.objects.get(email=f"{name}@demo.example") for name in ("equipe", "visiteur"))
    changed, claimed, noted, archived, free = REAL.filter(public_grants__isnull=False).distinct().order_by("pk")[:5]
    changed.presentation = "Écrit par l’association."
    Actor.objects.filter(pk=changed.pk).update(created_at=timezone.now() - timezone.timedelta(days=2))
    services.update(actor=changed, by=staff)
    represent(account, claimed)
    record(by=staff, verb="modifier", target=noted)
    for actor in (changed, claimed, noted, archived, free):
        Actor.objects.filter(pk=actor.pk).update(source="Autre source.")
    lines = load(force=True)
    left = [actor.source for actor in Actor.objects.filter(pk__in=[changed.pk, claimed.pk, noted.pk]).order_by("pk")]
    assert left == ["Autre source."] * 3
    assert Actor.objects.get(pk=free.pk).source == free.source
    assert any("3 fiches" in line for line in lines)


def test_a_sheet_that_changed_its_address_is_not_made_again(demonstration, db):
    total = REAL.count()
    for actor in Actor.objects.all():
        Actor.objects.filter(pk=actor.pk).update(slug=f"autre-{actor.pk}", name=f"Autre {actor.pk}")
    ReferenceVersion.objects.filter(name="demonstration").delete()
    load()
    assert REAL.count() == total


def test_the_cast_can_log_in_and_has_its_roles(demonstration, client, db, settings):
    settings.REQUIRE_SECOND_FACTOR = False
    users = {user.email.split("@")[0]: user for user in User.objects.filter(is_demo=True)}
    assert sorted(users) == CAST
    assert all(user.check_password("demonstration") for user in users.values())
    assert EmailAddress.objects.filter(user__in=users.values(), verified=True, primary=True).count() == 7
    assert [name for name, user in users.items() if user.is_superuser] == ["equipe"]
    assert sorted(name for name, user in users.items() if user.is_staff) == ["equipe", "tresorerie"]
    assert [group.name for group in users["ca"].groups.all()] == [BOARD_GROUP]
    managed = {rep.user.email: rep.actor.is_demo for rep in Representation.objects.all()}
    assert managed == {"membre@demo.example": True, "voisine@demo.example": True}
    year = timezone.localdate().year
    assert set(Membership.objects.values_list("year", "is_demo")) == {(year, True), (year - 1, True)}


def test_the_directory_shows_them_all(demonstration, client, db):
    answer = client.get("/annuaire/?format=csv")
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert len(body.decode("utf-8-sig").strip().splitlines()) >= 1 + 218
    assert directory.name == "actors"


def demo_rows():
    """Rows of any model that are marked as demonstration or name the cast."""
    found = []
    for model in apps.get_models():
        names = [field.name for field in model._meta.fields]
        if "is_demo" in names:
            found += list(model._base_manager.filter(is_demo=True))
        for field in model._meta.fields:
            if field.get_internal_type() in {"CharField", "EmailField", "TextField"}:
                found += list(model._base_manager.filter(**{f"{field.name}__icontains": "@demo.example"}))
                found += list(model._base_manager.filter(**{f"{field.name}__icontains": "de démonstration"}))
    return found


def test_nothing_invented_is_left_after_removal(demonstration, db):
    member = User.objects.get(email="membre@demo.example")
    record(by=member, verb="modifier", target=Actor.objects.filter(is_demo=True).first())
    Email.objects.create(kind="essai", to="voisine@demo.example", subject="Essai", message_id="1")
    Email.objects.create(kind="essai", to="autre@exemple.fr", subject="Essai", message_id="2")
    before = versions(PublicGrant, Twinning)
    said = StringIO()
    call_command("remove_demo", stdout=said)
    assert demo_rows() == []
    assert Email.objects.get().to == "autre@exemple.fr"
    assert REAL.count() == 216
    assert Actor.objects.count() == SearchEntry.objects.count() == 216
    assert versions(PublicGrant, Twinning) == before
    assert "Comptes\u00a0: 7 en moins" in said.getvalue()
    assert remove() == []


def test_a_pdf_of_an_invented_organisation_leaves_with_it(demonstration, db, settings, tmp_path, django_capture_on_commit_callbacks):
    settings.MEDIA_ROOT = tmp_path
    invented, real = Actor.objects.filter(is_demo=True).first(), REAL.first()
    rows = {"annuaire": ([real.pk, invented.pk], {}), "fiche-acteur": ([], {"actor": invented.pk}), "autre": ([invented.pk], {})}
    for kind, (subjects, params) in rows.items():
        (tmp_path / kind).write_bytes(b"%PDF")
        Document.objects.create(kind=kind, fingerprint=kind, file=kind, subjects=subjects, params=params, title=kind)
    with django_capture_on_commit_callbacks(execute=True):
        remove()
    assert [path.name for path in tmp_path.iterdir()] == ["autre"], "the pks of another kind are of other things"
    assert Document.objects.get().kind == "autre"


def test_real_sheets_leave_only_when_asked_and_never_one_that_was_taken_over(demonstration, db):
    staff = User.objects.get(email="equipe@demo.example")
    kept = REAL.filter(public_grants__isnull=False).first()
    record(by=staff, verb="modifier", target=kept)
    call_command("remove_demo", with_public_records=True, verbosity=0)
    assert list(Actor.objects.all()) == [kept]
    assert set(PublicGrant.objects.values_list("actor", flat=True)) == {kept.pk}
    assert set(Project.objects.values_list("lead", flat=True)) == {kept.pk}
    assert set(Entry.objects.values_list("label", flat=True)) == {kept.name, *Project.objects.values_list("title", flat=True)}
    load()
    assert REAL.count() == 216


def test_the_teams_memory_is_not_empty_and_says_what_is_invented(demonstration, db):
    assert Interaction.objects.count() == 5
    assert not Interaction.objects.exclude(is_demo=True).exists()
    assert not Task.objects.exclude(is_demo=True).exists()
    assert not Contact.objects.filter(is_elected=True).exclude(is_demo=True, actor__is_demo=True).exists(), "nobody is elected for show"
    assert not Interaction.objects.filter(actors__is_demo=False).exists(), "nothing is told of a real organisation"
    election, today = last_election(), timezone.localdate()
    assert {str(contact.actor) for contact in known(election, today)} == {"Commune de démonstration du Pont"}
    unknown = without_official(election).get(is_demo=True)
    assert (unknown.name, unknown.before) == ("Communauté de communes de démonstration de la Vallée", "Vice-président de démonstration")
    assert not Actor.objects.visible_to(AnonymousUser()).filter(pk=unknown.pk).exists()
    assert {task.days_late(today) > 0 for task in Task.objects.open()} == {True, False}
    for thing in (*Interaction.objects.all(), *Task.objects.all(), *Contact.objects.all()):
        thing.full_clean()


def test_what_was_removed_comes_back_whole(demonstration, db):
    before = Actor.objects.values_list("name", "slug", "kind").order_by("slug")
    names = list(before)
    call_command("remove_demo", with_public_records=True, verbosity=0)
    assert not Actor.objects.exists()
    call_command("load_demo", verbosity=0)
    assert list(before.all()) == names


def test_it_is_refused_where_there_is_no_demonstration_but_leaves_there(demonstration, db, settings):
    settings.DEMONSTRATION = False
    with pytest.raises(CommandError, match="jamais en production"):
        call_command("load_demo")
    call_command("remove_demo", verbosity=0)
    assert not User.objects.filter(is_demo=True).exists()


def test_something_real_that_stands_on_the_cast_stops_the_removal(demonstration, db, monkeypatch):
    def protected():
        yield Municipality.objects.filter(pk="44109")

    monkeypatch.setattr(removal, "demonstration", protected)
    with pytest.raises(StillUsed, match="Rien n’a été retiré"):
        remove()
    assert User.objects.filter(is_demo=True).count() == 7

"""A round of calls for structures that somebody chose by hand."""

import re

from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.urls import reverse

from actors.models import Membership
from memberships.models import BillingProfile, FeeCall
from memberships.services import calling
from network.audit.models import Entry
from network.documents.models import Document
from network.moderation.enums import State
from network.taxonomy.enums import College
from tests.memberships.conftest import YEAR

ACTORS, MEMBERSHIPS = reverse("admin:actors_actor_changelist"), reverse("admin:actors_membership_changelist")
ROUND = reverse("admin:actors_membership_round")


def hidden(text, name):
    return re.search(rf'name="{name}" value="([^"]*)"', text)[1]


def test_those_who_were_chosen_are_called_and_no_other(association, town, make_actor, formerly, staff):
    formerly(town)
    new, merged = (make_actor(name, slug=name.lower(), college=College.BUSINESS) for name in ("Nouvelle", "Autre"))
    type(merged).objects.filter(pk=merged.pk).update(state=State.ARCHIVED, merged_into=association)
    chosen = [new.pk, association.pk, merged.pk]
    found = calling.preview(year=YEAR, actors=chosen)
    assert ([str(actor) for actor, _ in found.ready], found.figures) == (["Eau et jardins", "Nouvelle"], "2\u00a0appels, 180,00\u00a0€")
    calls = calling.call_all(year=YEAR, actors=chosen, figures=found.figures, by=staff)
    assert {call.membership.actor for call in calls} == {association, new}
    assert not Membership.objects.filter(actor=town, year=YEAR).exists()


def test_the_list_of_actors_leads_to_a_round(association, town, staff, client_of):
    desk = client_of(staff)
    page = desk.post(ACTORS, {"action": "call_fees", ACTION_CHECKBOX_NAME: [association.pk, town.pk]})
    assert "Sont appelées les structures choisies" in page.text
    assert not FeeCall.objects.exists(), "the preview writes nothing"
    sent = {"year": YEAR, "actors": hidden(page.text, "actors"), "figures": hidden(page.text, "figures")}
    desk.post(ROUND, sent)
    assert FeeCall.objects.count() == 2
    assert "plus personne à appeler" in desk.post(ROUND, sent).text


def test_former_members_are_called_from_their_memberships(association, staff, client_of):
    former = Membership.objects.create(actor=association, year=YEAR - 3)
    page = client_of(staff).post(MEMBERSHIPS, {"action": "call_selected", ACTION_CHECKBOX_NAME: [former.pk]})
    assert "Envoyer 1\u00a0appel, 30,00\u00a0€" in page.text


def test_another_year_keeps_who_was_chosen(association, staff, client_of):
    page = client_of(staff).post(ROUND, {"year": YEAR + 1, "actors": str(association.pk)})
    assert "aucun barème" in page.text
    assert hidden(page.text, "actors") == str(association.pk)
    assert client_of(staff).post(ROUND, {"year": YEAR, "actors": "1;2", "figures": "x"}).status_code == 200


def test_who_may_not_call_is_offered_nothing(association, account, client_of):
    type(account).objects.filter(pk=account.pk).update(is_staff=True)
    assert client_of(account).post(ROUND, {"year": YEAR, "actors": str(association.pk)}).status_code in (302, 403)
    assert not FeeCall.objects.exists()


def test_what_the_desk_changes_of_a_call_makes_its_document_again(call, staff, client_of):
    page = reverse("admin:memberships_feecall_change", args=[call.pk])
    seen = hidden(client_of(staff).get(page).text, "seen")
    client_of(staff).post(page, {"due_on": f"{YEAR + 1}-02-01", "commitment_number": "EJ-7", "seen": seen})
    call.refresh_from_db()
    assert (str(call.due_on), call.commitment_number) == (f"{YEAR + 1}-02-01", "EJ-7")
    assert documents_of(call) == 2
    assert verbs(call) == ["modifier"]


def test_the_desk_writes_billing_and_scale_through_services(call, association, scale, staff, client_of):
    desk = client_of(staff)
    profile = association.billing
    page = reverse("admin:memberships_billingprofile_change", args=[profile.pk])
    seen = hidden(desk.get(page).text, "seen")
    desk.post(page, {"actor": association.pk, "budget": "70000", "budget_year": YEAR, "email": "", "address": "", "seen": seen})
    assert BillingProfile.objects.get().budget == 70_000
    desk.post(reverse("admin:memberships_billingprofile_delete", args=[profile.pk]), {"post": "yes"})
    assert verbs(profile) == ["modifier", "supprimer"]
    unused, used = scale[-1], call.scale
    desk.post(reverse("admin:memberships_feescale_delete", args=[unused.pk]), {"post": "yes"})
    desk.post(reverse("admin:memberships_feescale_delete", args=[used.pk]), {"post": "yes"})
    assert verbs(unused) == ["supprimer"]
    assert type(used).objects.filter(pk=used.pk).exists()


def documents_of(call):
    return Document.objects.filter(kind="appel-cotisation", params={"call": call.pk}).count()


def verbs(thing):
    return list(Entry.objects.about(thing).order_by("pk").values_list("verb", flat=True))

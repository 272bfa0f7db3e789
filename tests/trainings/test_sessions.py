"""Modules, sessions, and what PostgreSQL refuses of them."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from events.models import Event
from tests import cast
from trainings.models import Session
from trainings.services import sessions as services

pytestmark = pytest.mark.django_db


def test_a_session_stands_on_a_training_whoever_writes(session):
    with pytest.raises(IntegrityError, match="training"), transaction.atomic():
        Event.objects.filter(pk=session.event_id).update(kind="atelier")
    with pytest.raises(IntegrityError, match="training"), transaction.atomic():
        Session.objects.create(module=session.module, event=cast.event_maker()(slug="autre", kind="atelier"))
    with pytest.raises(IntegrityError, match="fee"), transaction.atomic():
        Session.objects.filter(pk=session.pk).update(fee=-1)


def test_a_session_is_given_again_with_its_hours_and_nobody_in_it(session, staff):
    day = timezone.localdate() + timedelta(200)
    copy = services.duplicate(session=session, day=day, by=staff)
    slot, old = copy.event.slots.get(), session.event.slots.get()
    assert timezone.localdate(slot.starts_at) == day
    assert timezone.localtime(slot.starts_at).time() == timezone.localtime(old.starts_at).time()
    assert (copy.module, copy.fee, copy.exempt, copy.event.state) == (session.module, 0, "membres", "draft")
    assert copy.event.seatings.get().places == 12
    with pytest.raises(services.TrainingError):
        services.duplicate(session=session, day=timezone.localdate(), by=staff)


def test_the_page_of_a_module_leads_to_the_places(client, session):
    page = client.get("/formations/budget/").text
    assert session.get_absolute_url() in page
    assert "places libres" in page
    event = client.get(session.get_absolute_url()).text
    assert "gratuit pour" in event
    Event.objects.update(audience="invites")
    assert session.get_absolute_url() not in client.get("/formations/budget/").text


def test_the_team_plans_and_copies_on_its_desk(client_of, staff, session):
    desk = client_of(staff)
    change = reverse("admin:trainings_module_change", args=[session.module_id])
    assert "Planifier une session" in desk.get(change).text
    desk.post(reverse("admin:trainings_module_plan", args=[session.module_id]))
    assert Session.objects.count() == 2
    page = desk.get(reverse("admin:trainings_session_change", args=[session.pk])).text
    again = reverse("admin:trainings_session_duplicate", args=[session.pk])
    assert again in page
    answer = desk.post(again, {"day": (timezone.localdate() + timedelta(90)).strftime("%d/%m/%Y")})
    assert answer.status_code == 302
    assert Session.objects.count() == 3

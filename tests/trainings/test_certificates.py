"""Certificates: for who was there alone, once each, and checked by whoever holds the paper."""

from datetime import timedelta

import pytest
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from events.enums import EventKind
from events.models import Event
from events.services.attendance import mark
from events.services.enrolment import enrol
from network.documents import services
from network.documents.kinds import get_kind
from network.notifications.models import Email
from tests.actors.test_admin import shown
from tests.documents.conftest import faces, opened, place, worked, workroom  # noqa: F401 – fixtures
from tests.documents.reading import faults, texts
from tests.events.parallel import at_once
from trainings.models import Certificate, Module, Session
from trainings.services.certificates import CertificateError, issue, issue_all, revoke


def given(make_event, people=2, slots=2):
    """A session that is over: `people` registered, everybody at the first slot, nobody at the others."""
    start = timezone.now() + timedelta(hours=1)
    dates = [(start + timedelta(days=n), start + timedelta(days=n, minutes=90)) for n in range(slots)]
    event = make_event("Session", kind=EventKind.TRAINING, slots=dates, places=50)
    module = Module.objects.create(title="Construire un budget", slug="budget", state="published", published_at=timezone.now())
    Session.objects.create(event=event, module=module)
    rows = [enrol(event=event, presence="presentiel", name=f"Personne {n}", email=f"p{n}@demo.example") for n in range(people)]
    for slot in event.slots.all():
        slot.starts_at -= timedelta(days=9)
        slot.ends_at -= timedelta(days=9)
        slot.save()
    for row in rows:
        mark(registration=row, slot=event.slots.first(), present=True, by=None)
        mark(registration=row, slot=event.slots.last(), present=slots == 1, by=None)
    return event, rows


def test_only_who_was_there_gets_one_and_it_is_checked(make_event, client, staff):
    """The hours are those attended; the page behind the code says it is genuine; once revoked, it says that."""
    event, (one, other) = given(make_event)
    other.attendances.update(mark="absent")
    with pytest.raises(CertificateError, match="à aucune séance"):
        issue(registration=other, by=staff)
    assert issue_all(event=event, by=staff) == 1
    assert issue_all(event=event, by=staff) == 0
    certificate = Certificate.objects.get()
    assert (certificate.registration, certificate.minutes, certificate.number) == (one, 90, 1)
    assert Email.objects.get(kind="certificate_ready").to == one.email
    page = shown(client.get(certificate.get_absolute_url()))
    assert "attestation authentique" in page
    assert "Personne 0" in page
    assert client.get(reverse("certificates:form"), {"code": certificate.code.lower()}).url == certificate.get_absolute_url()
    assert client.get(reverse("certificates:check", args=["INCONNU"])).status_code == 404
    revoke(certificate=certificate, by=staff)
    page = shown(client.get(certificate.get_absolute_url()))
    assert "attestation retirée" in page
    assert "Télécharger" not in page
    assert not get_kind("attestation").allowed(staff, {"certificate": certificate.pk})


def test_nobody_gets_one_before_the_end_nor_for_a_meeting(make_event, staff):
    """Each refusal says why."""
    meeting = make_event("Réunion")
    person = enrol(event=meeting, presence="presentiel", name="Awa", email="awa@demo.example")
    with pytest.raises(CertificateError, match="pas une session"):
        issue(registration=person, by=staff)
    event, rows = given(make_event, people=1)
    event.slots.filter(pk=event.slots.last().pk).update(ends_at=timezone.now() + timedelta(hours=1))
    with pytest.raises(CertificateError, match="pas finie"):
        issue(registration=rows[0], by=staff)


def test_what_it_attests_stays_when_the_module_changes(make_event, staff, worked, opened):  # noqa: F811
    """The paper says for ever what it said; its PDF is one well tagged page with the address that checks it."""
    _, rows = given(make_event, people=1, slots=2)
    certificate = issue(registration=rows[0], by=staff)
    Module.objects.update(title="Autre intitulé")
    Event.objects.update(title="Autre intitulé")
    document = worked(services.request_document(kind="attestation", data=QueryDict(f"code={certificate.code}"), by=None))
    assert document.is_ready, document.error
    pdf = opened(document)
    assert faults(pdf) == []
    assert len(pdf.pages) == 1
    text = " ".join(" ".join(texts(pdf)).replace("\xa0", " ").split())
    for words in ("Personne 0", "Construire un budget", certificate.label, certificate.code, "1 h 30", "sur 3 h"):
        assert words in text, words


@pytest.mark.django_db(transaction=True)
def test_numbers_follow_each_other_when_many_are_issued_at_once(make_event):
    """Twelve at once, each asked twice: twelve certificates, numbered 1 to 12."""
    _, rows = given(make_event, people=12, slots=1)
    answers = at_once(lambda n: str(issue(registration=rows[n % 12], by=None).number), range(24), count=8)
    assert not [answer for answer in answers.values() if "Traceback" in answer]
    assert sorted(Certificate.objects.values_list("number", flat=True)) == list(range(1, 13))

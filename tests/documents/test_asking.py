"""Asking: the same data gives the same document, whatever happens at once; a document is somebody's work at any time, or nobody's."""

import threading
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection
from django.http import QueryDict
from django.utils import timezone

from network.audit.models import Entry
from network.documents import services
from network.documents.enums import State
from network.documents.kinds import Refusal
from network.documents.models import Document, Request
from network.notifications.models import Email


def fresh(document):
    return Document.objects.get(pk=document.pk)


def finish(document, **fields):
    """Sets a held document ready without making it."""
    values = {"file": "documents/aa/a.pdf", "size": 10, "checksum": "0" * 64, "pages": 1, "subjects": []}
    return services.complete(document=document, **{**values, **fields})


def test_the_same_data_gives_the_same_document(ask, account, member):
    first = ask("a", account)
    assert ask("a", account) == first
    assert ask("a", member) == first
    assert ask("a") == first
    assert ask("b") != first
    assert set(first.requests.values_list("user", flat=True)) == {account.pk, member.pk}


def test_newer_data_or_another_release_gives_another(ask, trial, monkeypatch):
    first = ask()
    trial.data_version = "2"
    second = ask()
    assert second != first
    monkeypatch.setattr(services, "release", lambda: "autre")
    assert ask() not in {first, second}


def test_twenty_clicks_at_once_make_one_document(transactional_db, trial, account):
    start, found = threading.Barrier(20), []

    def click(number):
        try:
            start.wait()
            found.append(services.request_document(kind="essai", data=QueryDict("text=vite"), by=account if number % 2 else None).pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=click, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 20
    assert len(set(found)) == 1
    assert Document.objects.count() == 1
    assert Request.objects.count() == 1


def test_postgresql_itself_refuses_a_second_one(ask):
    twin = ask()
    twin.pk, twin._state.adding = None, True
    twin.id = "00000000-0000-4000-8000-000000000001"
    with pytest.raises(IntegrityError):
        twin.save(force_insert=True)


def test_a_failed_one_is_made_anew(ask):
    first = ask()
    services.fail(document=services.claim(document_id=first.pk), error="x", message="y")
    assert ask() != first


def test_one_whose_file_is_gone_is_made_anew(ask):
    first = ask()
    finish(services.claim(document_id=first.pk))
    again = ask()
    assert again != first
    assert fresh(first).message == "Le fichier de ce document n’est plus là."


def test_a_person_who_may_not_read_it_cannot_ask(trial, account, member):
    trial.readers = {member.pk}
    for person in (account, None):
        with pytest.raises(Refusal):
            services.request_document(kind="essai", data=QueryDict("text=a"), by=person)
    assert services.request_document(kind="essai", data=QueryDict("text=a"), by=member)


def test_one_worker_holds_it(ask):
    document = ask()
    held = services.claim(document_id=document.pk)
    assert held.state == State.RUNNING
    assert services.claim(document_id=document.pk) is None
    assert finish(held)
    assert services.claim(document_id=document.pk) is None


def test_two_workers_at_once_do_not_both_take_it(transactional_db, ask):
    document, start, found = ask(), threading.Barrier(8), []

    def take():
        try:
            start.wait()
            found.append(services.claim(document_id=document.pk))
        finally:
            connection.close()

    threads = [threading.Thread(target=take) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(held is not None for held in found) == 1


def silent(document, seconds=60):
    """The row as a dead worker leaves it."""
    Document.objects.filter(pk=document.pk).update(heartbeat_at=timezone.now() - timedelta(seconds=seconds))


def test_a_silent_worker_loses_it_and_its_late_result_is_dropped(ask):
    document = ask()
    first = services.claim(document_id=document.pk)
    silent(document)
    assert list(Document.objects.overlooked()) == [document]
    second = services.claim(document_id=document.pk)
    assert second.attempts == 2
    assert not finish(first, file="documents/aa/late.pdf")
    services.fail(document=first, error="late", message="late")
    assert fresh(document).state == State.RUNNING
    assert finish(second)
    assert fresh(document).file == "documents/aa/a.pdf"


def test_it_is_given_up_after_three_times_in_words(ask, settings):
    document = ask()
    for _ in range(settings.DOCUMENTS["attempts"]):
        assert services.claim(document_id=document.pk)
        silent(document)
    assert services.claim(document_id=document.pk) is None
    last = fresh(document)
    assert last.state == State.FAILED
    assert last.message == "La préparation de ce document a été interrompue plusieurs fois."
    assert "interrupted 3 times" in last.error


def test_what_nobody_heard_of_is_called_again(ask):
    document = ask()
    assert not Document.objects.overlooked().exists(), "just called"
    Document.objects.filter(pk=document.pk).update(called_at=timezone.now() - timedelta(minutes=1))
    assert list(Document.objects.overlooked()) == [document]
    services.call_overlooked()
    assert not Document.objects.overlooked().exists()


def test_a_person_is_told_when_it_took_long(ask, account, member, neighbour):
    document = ask("a", account)
    ask("a", member), ask("a", neighbour)
    Request.objects.filter(user=account).update(asked_at=timezone.now() - timedelta(seconds=30))
    Request.objects.filter(user=neighbour).update(asked_at=timezone.now() - timedelta(seconds=30), wants_mail=False)
    finish(services.claim(document_id=document.pk), pages=12)
    (email,) = Email.objects.filter(kind="document_ready")
    assert email.to == account.email
    assert email.subject == "Votre document est prêt\u00a0: Essai a"
    assert "12\u00a0pages" in email.text
    assert document.get_absolute_url() in email.text


def test_the_team_makes_one_again(printed, staff):
    old = printed()
    path = old.path
    with pytest.raises(Refusal):
        services.remake(document=services.remake(document=old, by=staff), by=staff)
    assert fresh(old).state == State.FAILED
    assert not path.exists()
    assert Document.objects.exclude(pk=old.pk).get().state == State.QUEUED
    assert Entry.objects.filter(verb="refaire").count() == 1


def test_old_documents_go_with_their_files(printed, settings):
    old, young = printed(text="vieux"), printed(text="jeune")
    Document.objects.filter(pk=old.pk).update(asked_at=timezone.now() - timedelta(days=settings.DOCUMENTS["keep_days"] + 1))
    services.clear_away()
    assert list(Document.objects.all()) == [young]
    assert not old.path.exists()
    assert young.path.exists()


def test_what_crashes_left_on_the_disk_is_swept_a_day_later(printed, settings):
    import os
    import time

    kept = printed()
    stray, recent = (kept.path.with_name(f"{letter * 32}.pdf") for letter in "ab")
    for path in (stray, recent):
        path.write_bytes(b"%PDF")
    for path in (stray, kept.path):
        os.utime(path, (time.time() - 90_000,) * 2)
    services.clear_away()
    assert kept.path.exists()
    assert recent.exists()
    assert not stray.exists()


def test_expected_time_is_what_the_last_ones_took(ask):
    assert Document.objects.expected("essai", 100) is None
    for number in range(3):
        held = services.claim(document_id=ask(str(number)).pk)
        finish(held)
        Document.objects.filter(pk=held.pk).update(
            started_at=timezone.now() - timedelta(seconds=20), finished_at=timezone.now(), done=100, total=100
        )
    assert Document.objects.expected("essai", 200) == 40

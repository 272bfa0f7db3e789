"""The pages of a document, from the question to the file."""

import pytest
from django.urls import reverse

from network.documents import services
from network.documents.models import Document

ASK = "/documents/demander/essai/?text=bonjour"


@pytest.fixture
def visitor(client_of):
    return client_of(None)


def test_one_learns_what_it_will_contain_before_asking(visitor, trial, db):
    page = visitor.get(ASK).content.decode()
    assert "Essai bonjour" in page
    assert "Préparer le document" in page
    assert not Document.objects.exists(), "a GET writes nothing"


def test_asking_leads_to_the_page_that_follows_it(visitor, trial, db):
    response = visitor.post(ASK)
    document = Document.objects.get()
    assert response["Location"] == document.get_absolute_url()
    page = visitor.get(document.get_absolute_url()).content.decode()
    assert 'hx-trigger="every 1s"' in page
    assert '<noscript><meta http-equiv="refresh"' in page
    assert "Suivre sa préparation" in visitor.get(ASK).content.decode()


def test_progress_is_said_with_its_unit(visitor, ask):
    document = services.claim(document_id=ask().pk)
    Document.objects.filter(pk=document.pk).update(done=43, total=218, unit="fiche")
    fragment = visitor.get(reverse("documents:progress", args=[document.pk])).content.decode()
    assert "43\u00a0fiches sur 218" in fragment
    assert 'max="218" value="43"' in fragment
    assert "<html" not in fragment


def test_once_ready_nothing_is_asked_any_more(visitor, printed):
    document = printed()
    for address in ("documents:detail", "documents:progress"):
        page = visitor.get(reverse(address, args=[document.pk])).content.decode()
        assert "hx-trigger" not in page
        assert 'http-equiv="refresh"' not in page
        assert reverse("documents:file", args=[document.pk]) in page
        assert "1\u00a0page" in page


def test_the_file_comes_whole_and_as_a_download(visitor, printed):
    document = printed()
    response = visitor.get(reverse("documents:file", args=[document.pk]))
    body = b"".join(response.streaming_content)
    assert body == document.path.read_bytes()
    assert body.startswith(b"%PDF-1.7")
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith('attachment; filename="essai-bonjour-')
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Robots-Tag"] == "noindex"
    assert "no-cache" in response["Cache-Control"]
    again = visitor.get(reverse("documents:file", args=[document.pk]), headers={"if-none-match": response["ETag"]})
    assert again.status_code == 304
    assert document.checksum in response["ETag"]


def test_the_file_lies_under_a_name_that_nobody_guesses(printed):
    document = printed()
    assert len(document.path.stem) == 32
    assert str(document.pk) not in document.file


@pytest.mark.parametrize("address", ["documents:detail", "documents:progress", "documents:file"])
def test_who_may_not_read_it_finds_nothing(printed, trial, client_of, member, neighbour, address):
    trial.readers = {member.pk}
    document = printed(by=member)
    path = reverse(address, args=[document.pk])
    assert client_of(member).get(path).status_code == 200
    assert client_of(neighbour).get(path).status_code == 404
    assert client_of(None).get(path).status_code == 404
    assert client_of(neighbour).get(ASK).status_code == 404
    trial.readers = {neighbour.pk}
    assert client_of(member).get(path).status_code == 404, "asked again at each download"


def test_what_is_no_longer_true_is_no_longer_served(visitor, printed, trial):
    document = printed()
    trial.true = False
    assert visitor.get(reverse("documents:file", args=[document.pk])).status_code == 404
    assert "plus disponible" in visitor.get(document.get_absolute_url()).content.decode()


def test_an_unfinished_document_has_no_file(visitor, ask):
    document = ask()
    assert visitor.get(reverse("documents:file", args=[document.pk])).status_code == 404


def test_a_file_that_is_gone_is_said(visitor, printed):
    document = printed()
    document.path.unlink()
    assert visitor.get(reverse("documents:file", args=[document.pk])).status_code == 404
    assert "Demander à nouveau" in visitor.get(document.get_absolute_url()).content.decode()


def test_a_failure_is_said_in_words_and_its_cause_to_the_team_alone(visitor, client_of, staff, ask):
    document = ask()
    services.fail(document=services.claim(document_id=document.pk), error="Traceback: boum", message="Ce document est trop long.")
    page = visitor.get(document.get_absolute_url()).content.decode()
    assert "Ce document est trop long." in page
    assert "Demander à nouveau" in page
    assert "boum" not in page
    assert "boum" in client_of(staff).get(document.get_absolute_url()).content.decode()


def test_my_documents_are_mine(client_of, ask, account, member):
    ask("mien", account), ask("sien", member)
    page = client_of(account).get("/documents/").content.decode()
    assert "Essai mien" in page
    assert "Essai sien" not in page
    assert client_of(None).get("/documents/").status_code == 302


@pytest.mark.parametrize("count", [1, 3])
def test_my_documents_take_a_constant_number_of_queries(client_of, ask, account, count, django_assert_max_num_queries):
    for number in range(count):
        ask(str(number), account)
    client = client_of(account)
    client.get("/documents/")
    with django_assert_max_num_queries(6):
        client.get("/documents/")


def test_an_unknown_kind_or_document_is_not_found(visitor, db):
    assert visitor.get("/documents/demander/inconnu/").status_code == 404
    assert visitor.get("/documents/00000000-0000-4000-8000-000000000000/").status_code == 404


def test_asking_is_counted(visitor, trial, db, settings):
    settings.THROTTLE = {"document": "2/60"}
    answers = [visitor.post(ASK, REMOTE_ADDR="192.0.2.77").status_code for _ in range(4)]
    assert answers[-1] == 429


def test_the_team_reads_documents_and_makes_them_again(client_of, staff, printed):
    document = printed()
    client = client_of(staff)
    assert "Essai bonjour" in client.get("/admin/documents/document/").content.decode()
    assert document.checksum in client.get(f"/admin/documents/document/{document.pk}/change/").content.decode()
    client.post("/admin/documents/document/", {"action": "make_again", "_selected_action": [str(document.pk)]})
    assert Document.objects.count() == 2

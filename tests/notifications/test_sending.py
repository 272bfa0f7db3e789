"""An e-mail is a row first; it leaves by a task, once, and nothing that happens to the mail server loses it."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone

from network.audit.models import Entry
from network.notifications import delivery, tasks
from network.notifications.enums import Status
from network.notifications.models import Email
from network.notifications.services import EmailError, send, send_again


def later(email, **fields):
    """What the row says once time has passed."""
    Email.objects.filter(pk=email.pk).update(**fields)


def fresh(email):
    return Email.objects.get(pk=email.pk)


def test_an_email_is_a_row_first(write):
    email = write(kind="login_code")
    assert email.status == Status.QUEUED
    assert email.subject == "ABC-123 : votre code de connexion"
    assert "ABC-123" in email.text
    assert "ABC-123" in email.html
    assert mail.outbox == []


def test_it_leaves_once_under_the_message_id_it_was_made_with(write):
    email = write()
    assert delivery.deliver(pk=email.pk) == Status.SENT
    assert delivery.deliver(pk=email.pk) is None
    assert [message.to for message in mail.outbox] == [["visiteur@demo.example"]]
    assert mail.outbox[0].message()["Message-ID"] == email.message_id
    assert fresh(email).sent_at is not None


def test_nothing_is_written_when_the_act_is_undone(account):
    with transaction.atomic():
        send(kind="account_opened", to=account)
        transaction.set_rollback(True)
    assert not Email.objects.exists()


def test_a_key_lets_one_email_through(account):
    first = send(kind="account_opened", to=account, dedupe="opened-1")
    assert send(kind="account_opened", to=account, dedupe="opened-1") == first
    assert Email.objects.count() == 1


def test_it_waits_while_the_mail_server_is_away_and_leaves_when_it_is_back(write, mail_server, settings):
    mail_server.close()
    emails = [write(), write()]
    tasks.resend_due()
    assert {fresh(email).status for email in emails} == {Status.FAILED, Status.QUEUED}, "one attempt a round is enough"
    assert fresh(emails[0]).next_try_at > timezone.now()
    assert fresh(emails[0]).error == "ConnectionRefusedError"

    back = type(mail_server)()
    settings.EMAIL_PORT = back.port
    later(emails[0], next_try_at=timezone.now())
    tasks.resend_due()
    assert len(back.received) == 2
    assert {fresh(email).status for email in emails} == {Status.SENT}
    back.close()


def test_each_failure_waits_longer_up_to_an_hour(write, mail_server):
    mail_server.moods["greeting"] = mail_server.HANG_UP
    email, waits = write(), []
    for _ in range(9):
        later(email, next_try_at=timezone.now())
        tasks.send_email(email.pk)
        waits.append(round((fresh(email).next_try_at - timezone.now()).total_seconds() / 60))
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60, 60]


def test_it_is_given_up_after_three_days(write, mail_server):
    mail_server.moods["greeting"] = mail_server.HANG_UP
    email = write(kind="account_opened")
    later(email, created_at=timezone.now() - timedelta(days=3))
    tasks.send_email(email.pk)
    assert (fresh(email).status, fresh(email).next_try_at) == (Status.FAILED, None)


def test_a_refusal_for_now_is_tried_again_without_holding_up_the_others(write, mail_server):
    put_off, other = write(to="liste-grise@demo.example"), write()
    mail_server.moods["RCPT"] = "451 later"
    tasks.send_email(put_off.pk)
    assert (fresh(put_off).status, fresh(put_off).error) == (Status.FAILED, "SMTPRecipientsRefused 451")
    assert fresh(put_off).next_try_at is not None
    del mail_server.moods["RCPT"]
    later(put_off, next_try_at=timezone.now())
    tasks.resend_due()
    assert {fresh(put_off).status, fresh(other).status} == {Status.SENT}
    assert len(mail_server.received) == 2


def test_a_refusal_for_good_is_not_tried_again(write, mail_server):
    mail_server.moods["RCPT"] = "550 nobody here"
    email = write()
    tasks.send_email(email.pk)
    assert (fresh(email).status, fresh(email).next_try_at) == (Status.FAILED, None)


def test_a_server_that_falls_silent_after_the_message_is_a_doubt_and_not_a_second_sending(write, mail_server):
    mail_server.moods["end"] = mail_server.SILENT
    email = write()
    tasks.send_email(email.pk)
    assert fresh(email).status == Status.DOUBTFUL
    mail_server.moods.clear()
    later(email, claimed_until=timezone.now() - timedelta(hours=1))
    tasks.resend_due()
    assert len(mail_server.received) == 1


def test_the_team_sends_a_doubtful_one_again_under_the_same_message_id(write, mail_server, staff):
    mail_server.moods["end"] = mail_server.HANG_UP
    email = write()
    tasks.send_email(email.pk)
    mail_server.moods.clear()
    send_again(email=email, by=staff)
    tasks.resend_due()
    assert fresh(email).status == Status.SENT
    assert [email.message_id in message for message in mail_server.received] == [True, True]
    assert Entry.objects.filter(verb="renvoyer", by=staff).count() == 1


def test_what_left_is_not_sent_again(write, staff):
    email = write()
    delivery.deliver(pk=email.pk)
    with pytest.raises(EmailError, match="envoyé"):
        send_again(email=email, by=staff)


def test_a_code_that_expired_is_not_sent(write):
    email = write(kind="login_code")
    later(email, useful_until=timezone.now() - timedelta(seconds=1))
    tasks.send_email(email.pk)
    assert fresh(email).status == Status.EXPIRED
    assert mail.outbox == []


def test_a_link_that_opens_an_account_is_forgotten_once_it_left(write, settings):
    settings.DEMONSTRATION = False
    link, code = write(), write(kind="login_code")
    for email in (link, code):
        delivery.deliver(pk=email.pk)
        assert (fresh(email).text, fresh(email).html) == ("", "")
    assert "cle" in mail.outbox[0].body
    assert "ABC-123" not in fresh(code).subject


def test_an_address_or_a_name_starts_no_header(write, account, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    with pytest.raises(EmailError):
        write(to="a@demo.example\nBcc: b@demo.example")
    email = write(kind="login_code", code="1\r\nBcc: autre@demo.example\u2028X")
    assert not any(character in email.subject for character in "\r\n\u2028")
    delivery.deliver(pk=email.pk)
    sent = mail.outbox[0].message()
    assert (sent["Bcc"], sent.get_all("To")) == (None, ["visiteur@demo.example"])


def test_what_a_person_typed_is_text_in_the_html(write):
    email = write(kind="email_changed", from_email="<script>x</script>@demo.example", to_email="b@demo.example", ip="::1", timestamp=None)
    assert "<script" not in email.html
    assert "<script>x</script>" in email.text


def test_old_emails_are_forgotten_but_none_that_waits(write):
    sent, waiting, recent = write(), write(), write()
    for email in (sent, recent):
        delivery.deliver(pk=email.pk)
    for email in (sent, waiting):
        later(email, created_at=timezone.now() - timedelta(days=366))
    tasks.forget_old()
    assert set(Email.objects.values_list("pk", flat=True)) == {waiting.pk, recent.pk}


def test_answers_go_where_the_email_says_else_to_the_network(write, account, settings):
    for email in (send(kind="account_opened", to=account, reply_to="awa@demo.example"), write()):
        delivery.deliver(pk=email.pk)
    assert [message.reply_to for message in mail.outbox] == [["awa@demo.example"], [settings.NETWORK["email"]]]


@pytest.mark.parametrize("address", ["awa", "awa@demo.example\nBcc: tous@demo.example", "a@demo.example, b@demo.example"])
def test_an_address_for_answers_is_one_address(account, address):
    with pytest.raises(EmailError):
        send(kind="account_opened", to=account, reply_to=address)


def test_the_last_letter_to_somebody_erased_leaves_no_address_behind(account, mail_server):
    email = send(kind="account_erased", to=account.email)
    delivery.deliver(pk=email.pk)
    assert account.email in mail_server.received[0]
    kept = fresh(email)
    assert (kept.status, kept.to, kept.text, kept.html) == (Status.SENT, delivery.NOBODY, "", "")


def test_a_last_letter_that_is_refused_for_good_leaves_none_either(account, mail_server):
    mail_server.moods["RCPT"] = "550 nobody here"
    email = send(kind="account_erased", to=account.email)
    delivery.deliver(pk=email.pk)
    assert (fresh(email).status, fresh(email).to) == (Status.FAILED, delivery.NOBODY)

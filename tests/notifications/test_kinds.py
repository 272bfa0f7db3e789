"""Every kind of e-mail: its two templates, one subject, the reason last; and every e-mail of django-allauth is one of ours."""

import re
from datetime import datetime
from pathlib import Path

import allauth
import pytest
from django.utils import timezone

from network.notifications.registry import EmailKind, all_kinds, get_kind, register
from network.notifications.rendering import render

CONTEXT = {
    "code": "ABC-123",
    "activate_url": "http://x.example/a/",
    "password_reset_url": "http://x.example/b/",
    "signup_url": "http://x.example/c/",
    "from_email": "a@x.example",
    "to_email": "b@x.example",
    "deleted_email": "c@x.example",
    "ip": "192.0.2.1",
    "timestamp": timezone.make_aware(datetime(2026, 11, 22, 12, 30)),
}
OF_ACCOUNTS = [kind for kind in all_kinds() if kind.template.startswith("account/")]


@pytest.mark.parametrize("kind", OF_ACCOUNTS, ids=lambda kind: kind.name)
def test_each_kind_has_text_and_html_the_reason_last(kind):
    subject, text, html = render(kind, CONTEXT)
    assert subject
    assert len(subject) < 78
    assert kind.reason in text.rsplit("--", 1)[1]
    assert html.index("</h1>") < html.rindex('class="m"')
    assert "{" not in text
    assert "\n\n\n" not in text
    links = set(re.findall(r'href="(http[^"]+)"', html))
    assert links <= set(re.findall(r"http\S+", text)), "a link of the HTML is missing in the text"
    assert not re.search(r"<script|<img|style=", html)


@pytest.mark.parametrize("kind", OF_ACCOUNTS, ids=lambda kind: kind.name)
def test_their_typography_is_french(kind):
    _, text, _ = render(kind, CONTEXT)
    assert not re.search(r"\w [;!?]|« | »|\w'\w|\w :(\s|$)", text)


def test_django_allauth_writes_nothing_that_is_not_registered():
    source = "".join(path.read_text() for path in Path(allauth.__file__).parent.rglob("*.py"))
    written = set(re.findall(r'"(?:account|mfa)/email/(\w+)"', source))
    not_used = {"password_reset_code", "webauthn_added", "webauthn_removed"}
    assert written - not_used <= {kind.name for kind in all_kinds()}


def test_a_name_is_taken_once():
    taken = get_kind("login_code")
    with pytest.raises(ValueError, match="twice"):
        register(EmailKind(name="login_code", subject="", template="", reason=""))
    assert get_kind("login_code") is taken

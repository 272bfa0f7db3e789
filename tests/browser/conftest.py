"""A whole portal for the browser: its own database with the demonstration data, gunicorn, a Celery worker, Chromium."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest
from django.conf import settings
from playwright.sync_api import sync_playwright

from tests import ready
from tests.scratch import scratch_database

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SIZES = {"laptop": {"width": 1280, "height": 900}, "phone": {"width": 360, "height": 740}}


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _answers(address, process, seconds=180):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"the server stopped with code {process.returncode}")
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"{address} does not answer")


@pytest.fixture(scope="session")
def portal(tmp_path_factory):
    """The address of a running portal with reference and demonstration data."""
    var = tmp_path_factory.mktemp("portal")
    port = _free_port()
    (var / "static").symlink_to(ready.static())
    (var / "documents").mkdir()
    (var / "documents/typefaces").symlink_to(ready.typefaces())
    with scratch_database(f"portal_browser_{os.getpid()}", ready.demonstration()) as database:
        environment = {
            **{name: value for name, value in os.environ.items() if name != "PYTEST_XDIST_WORKER"},
            "DATABASE_URL": database,
            "VAR_DIR": str(var),
            "MEDIA_ROOT": str(var / "media"),
            "SITE_URL": f"http://127.0.0.1:{port}",
            "DJANGO_SETTINGS_MODULE": "tests.browser.settings",
        }
        log = (var / "log.txt").open("w")
        commands = (
            ["gunicorn", "network.wsgi", "-b", f"127.0.0.1:{port}", "-w", "1", "--threads", "4", "--log-level", "warning"],
            ["celery", "-A", "network", "worker", "-c", "1", "-l", "warning", "--without-gossip", "--without-mingle"],
        )
        running = [
            subprocess.Popen(
                [sys.executable, "-m", *command], env=environment, cwd=settings.BASE_DIR, stdout=log, stderr=log, start_new_session=True
            )
            for command in commands
        ]
        try:
            _answers(f"http://127.0.0.1:{port}/sante/", running[0])
            yield f"http://127.0.0.1:{port}"
        finally:
            for process in running:
                process.send_signal(signal.SIGTERM)
            for process in running:
                try:
                    process.wait(10)
                except subprocess.TimeoutExpired:
                    os.killpg(process.pid, signal.SIGKILL)
                    process.wait(10)
            log.close()


@pytest.fixture(scope="module")
def chromium():
    """Debian's Chromium, driven by Playwright, whose event loop ends with the file: Django refuses its database beside one."""
    path = shutil.which("chromium")
    if path is None:
        pytest.fail("Chromium is missing: `make test` installs it.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium, portal):
    """Opens a page of the portal: `visit("/annuaire/", size="phone")`; a page with an error in its console fails the test."""
    contexts, complaints = [], []

    def open_page(path="/", size="laptop", javascript=True, page=None):
        if page is None:
            context = chromium.new_context(
                accept_downloads=True,
                viewport=SIZES[size] if isinstance(size, str) else size,
                java_script_enabled=javascript,
                locale="fr-FR",
                base_url=portal,
            )
            context.set_default_timeout(30_000)  # a busy machine is slow, not wrong
            contexts.append(context)
            page = context.new_page()
            page.on("console", lambda message: message.type == "error" and complaints.append(message.text))
            page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(path)
        return page

    open_page.complaints = complaints
    yield open_page
    for context in contexts:
        context.close()
    expected = [c for c in complaints if "status of 404" in c or "status of 429" in c]
    assert [c for c in complaints if c not in expected] == []


@pytest.fixture
def logged_in(visit):
    """A page of someone of the demonstration cast, logged in through the form: `logged_in("membre")`."""

    def log_in(name, **options):
        page = visit("/compte/login/", **options)
        page.fill("input[name=login]", f"{name}@demo.example")
        page.fill("input[name=password]", "demonstration")
        page.click("form:has(input[name=password]) button[type=submit]")
        page.wait_for_url(lambda url: "/compte/login" not in url)
        return page

    return log_in

"""A document that cannot be made holds nobody: it is stopped, and says so."""

import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from network.documents.enums import State
from network.documents.press import press
from tests.documents.test_shelf import listener  # noqa: F401 – a fixture

CELLS = "<tr>" + "<td>x</td>" * 200 + "</tr>"


@pytest.fixture
def limited(settings):
    """Sets the limits of printing."""

    def limit(**values):
        settings.DOCUMENTS = {**settings.DOCUMENTS, **values}

    return limit


def test_a_document_that_takes_too_long_is_stopped(printed, limited):
    limited(seconds=2)
    start = time.monotonic()
    document = printed(f"<table>{CELLS * 400}</table>")
    assert document.state == State.FAILED
    assert document.error == "time"
    assert document.message == "Ce document est trop long à mettre en page."
    assert time.monotonic() - start < 30


def test_a_document_that_takes_too_much_memory_is_stopped(printed, limited):
    limited(memory=60)
    document = printed(f"<table>{CELLS * 400}</table>")
    assert document.state == State.FAILED
    assert document.error == "memory"
    assert document.message == "Ce document demande trop de mémoire pour être mis en page."


@pytest.mark.parametrize("tag", ["div", "table", "span", "blockquote"])
def test_deep_nesting_ends_in_words_or_in_a_document(printed, limited, tag):
    limited(seconds=10)
    opening = "<table><tr><td>" if tag == "table" else f"<{tag}>"
    document = printed(opening * 4000 + "fond")
    assert document.is_over
    assert document.is_ready or document.message in {
        "Ce document est trop imbriqué pour être mis en page.",
        "Ce document demande trop de mémoire pour être mis en page.",
        "Ce document est trop long à mettre en page.",
    }


@pytest.mark.parametrize("bomb", ['<td colspan="100000">x</td>' * 50, '<td rowspan="60000" colspan="1000">x</td>'])
def test_a_table_bomb_ends(printed, limited, bomb):
    limited(seconds=10)
    assert printed(f"<table><tr>{bomb}</tr></table>").is_over


def test_the_next_document_is_made_as_if_nothing_had_been(printed, limited):
    limited(seconds=2)
    assert printed(f"<table>{CELLS * 400}</table>", text="trop").is_failed
    limited(seconds=60)
    assert printed("<p>court</p>", text="court").is_ready


def test_the_printing_process_has_no_network_even_without_the_shelf(listener, workroom):  # noqa: F811
    """Were the shelf forgotten, the process itself would still refuse: its guard is asked directly."""
    host, port = listener.address.split(":")
    code = (
        "import socket, subprocess, sys\nfrom network.documents.printer import confine\n"
        "confine({'seconds': 20, 'memory': 10**9})\n"
        f"connect = lambda: socket.create_connection(('{host}', {port}), 2)\n"
        "for act in (connect, lambda: subprocess.run(['true']), lambda: __import__('os').system('true')):\n"
        "    try:\n        act()\n    except PermissionError:\n        continue\n    sys.exit(1)\n"
    )
    assert subprocess.run([sys.executable, "-c", code], timeout=60).returncode == 0
    assert listener.calls == 0


def test_a_printing_process_that_dies_sends_the_document_back(ask, worked, trial):
    trial.html = f"<table>{CELLS * 300}</table>"
    document = ask()
    press.stop()  # a fresh one, without a child of the last test
    press.open()
    killed = press.process

    def kill_at_work():
        children = Path(f"/proc/{killed.pid}/task/{killed.pid}/children")
        while not children.read_text():
            time.sleep(0.02)
        killed.kill()

    threading.Thread(target=kill_at_work, daemon=True).start()
    assert worked(document).state == State.QUEUED
    trial.html = "<p>court</p>"
    assert worked(document).is_ready
    assert press.process.pid != killed.pid

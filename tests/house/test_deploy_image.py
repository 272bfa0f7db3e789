"""The image and the compose file: what they run is run here, outside Docker, as they say it."""

import http.client
import json
import os
import re
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
import yaml
from django.conf import settings

from house.checks import PRODUCTION
from house.probe import healthy
from tests.scratch import scratch_database

ROOT = settings.BASE_DIR
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
DOCKERFILE = (ROOT / "Dockerfile").read_text().replace("\\\n", " ")
HOST = PRODUCTION["ALLOWED_HOSTS"]


def words(line):
    """A command of the two files with this machine's programs."""
    program, *arguments = line
    return [str(Path(sys.executable).parent / program), *arguments]


@pytest.fixture(scope="module")
def container(tmp_path_factory):
    """The environment of a production container: files gathered by the line of the Dockerfile, database made by `prepare`."""
    folder = tmp_path_factory.mktemp("image")
    line = next(line for line in DOCKERFILE.splitlines() if "collectstatic" in line).removeprefix("RUN ")
    bare = f"PATH={Path(sys.executable).parent}:{os.defpath} DJANGO_SETTINGS_MODULE=network.settings.prod VAR_DIR={folder / 'var'}"
    done = subprocess.run(f"env -i {bare} {line}", shell=True, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    with scratch_database(f"test_image_{os.getpid()}") as database:
        kept = {name: os.environ[name] for name in ("PATH", "REDIS_URL")}
        secret = {"SECRET_KEY": "x1y2z3" * 12, "DATABASE_URL": database}
        env = {**kept, **PRODUCTION, **secret, "VAR_DIR": str(folder / "var"), "MEDIA_ROOT": str(folder / "media")}
        done = prepare(env)
        assert done.returncode == 0, done.stderr
        yield env


def prepare(env):
    """What the service `prepare` runs."""
    line = SERVICES["prepare"]["command"][2].replace("python", sys.executable)
    return subprocess.run(line, shell=True, env=env, cwd=ROOT, capture_output=True, text=True)


@contextmanager
def serving(command, env):
    """A program of the image, for the time of a test."""
    process = subprocess.Popen(words(command), env=env, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        yield process
    finally:
        process.terminate()
        assert process.wait(40) == 0, process.stdout.read()


def until(true, patience=40):
    deadline = time.monotonic() + patience
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.2)


def ask(port, path, **headers):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", path, headers={"Host": HOST, **headers})
    answer = connection.getresponse()
    return answer, answer.read().decode(errors="replace")


def test_the_web_server_of_the_image_serves_as_in_production(container, monkeypatch):
    command = json.loads(re.search(r"^CMD (\[.*\])$", DOCKERFILE, re.M)[1])
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [word.replace("0.0.0.0:8000", f"127.0.0.1:{port}") for word in command]
    monkeypatch.setenv("ALLOWED_HOSTS", HOST)
    assert not healthy(port)
    with serving(command, {**container, "WEB_CONCURRENCY": "1"}):
        until(lambda: healthy(port))
        plain, _ = ask(port, "/annuaire/")
        assert (plain.status, plain.headers["Location"]) == (301, f"https://{HOST}/annuaire/")
        page, body = ask(port, "/annuaire/", **{"X-Forwarded-Proto": "https"})
        assert page.status == 200
        assert "max-age=31536000; includeSubDomains; preload" in page.headers["Strict-Transport-Security"]
        sheet = re.search(r'href="(/static/css/portal\.[0-9a-f]{12}\.css)"', body)[1]
        style, _ = ask(port, sheet, **{"X-Forwarded-Proto": "https", "Accept-Encoding": "gzip"})
        assert (style.status, style.headers["Content-Encoding"]) == (200, "gzip")
        assert "immutable" in style.headers["Cache-Control"]
        log_in, _ = ask(port, "/compte/login/", **{"X-Forwarded-Proto": "https"})
        assert all("Secure" in cookie for cookie in log_in.headers.get_all("Set-Cookie", []))
        assert ask(port, "/courriels/", **{"X-Forwarded-Proto": "https"})[0].status == 404
        assert ask(port, "/annuaire/", **{"X-Forwarded-Proto": "https", "Host": "ailleurs.example"})[0].status == 400


def test_the_worker_of_the_compose_file_answers_its_health_check(container):
    env = {**container, "HOSTNAME": socket.gethostname()}
    with serving(SERVICES["worker"]["command"], env):
        check = SERVICES["worker"]["healthcheck"]["test"][1].replace("$$", "$").replace("celery", words(["celery"])[0], 1)
        until(lambda: subprocess.run(check, shell=True, env=env, cwd=ROOT, capture_output=True).returncode == 0)


def test_beat_of_the_compose_file_keeps_its_schedule(container, tmp_path):
    command = [word.replace("/tmp/", f"{tmp_path}/") for word in SERVICES["beat"]["command"]]
    with serving(command, container):
        until(lambda: list(tmp_path.glob("beat-schedule*")))


def test_prepare_refuses_settings_unfit_for_production(container):
    refused = prepare({**container, "NETWORK_PUBLISHER": ""})
    assert refused.returncode != 0
    assert "responsable de la publication" in refused.stderr


def test_every_part_is_there_watched_and_without_a_default_secret():
    assert set(SERVICES) == {"db", "redis", "prepare", "web", "worker", "beat"}
    for name, service in SERVICES.items():
        assert ("healthcheck" in service) == (name != "prepare")
        assert service.get("user") != "root"
    for name in ("web", "worker", "beat"):
        assert SERVICES[name]["depends_on"]["prepare"]["condition"] == "service_completed_successfully"
        assert "media:/media" in SERVICES[name]["volumes"]
    text = (ROOT / "docker-compose.yml").read_text()
    assert re.findall(r"\$\{\w*(?:PASSWORD|SECRET|KEY)\w*(?!\w*:\?)[^}]*\}", text) == []
    assert SERVICES["web"]["ports"][0].startswith("127.0.0.1:")
    assert "\nUSER portal\n" in DOCKERFILE


def test_the_example_of_env_names_what_the_settings_read_and_gives_no_secret():
    lines = [line for line in (ROOT / ".env.example").read_text().splitlines() if line and not line.startswith("#")]
    given = dict(line.split("=", 1) for line in lines)
    assert {name for name, value in given.items() if value} == {"EMAIL_PORT"}
    read = set(re.findall(r'env(?:_bool|_list)?\("(\w+)"', "".join(p.read_text() for p in (ROOT / "network/settings").glob("*.py"))))
    assert given.keys() - {"POSTGRES_PASSWORD"} <= read


def test_the_image_leaves_out_what_production_does_not_need():
    left_out = set((ROOT / ".dockerignore").read_text().split())
    assert {".git", ".env", "var", "tests", "node_modules", ".venv"} <= left_out

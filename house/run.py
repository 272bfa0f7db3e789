"""`make run`: from a bare machine to a portal that answers, then watch over it until asked to stop."""

import errno
import os
import socket
import time

from house import apt, lock, needs, packages
from house.family import Child, Family
from house.places import PYTHON, VAR
from house.prepare import prepare
from house.say import Failure, elapsed, say, seconds, tail
from house.servers import start_servers
from house.signals import Stopped, asked, listen, tidying
from house.sources import fingerprint

HOST = "127.0.0.1"
LOCK = VAR / "lock"
LOGS = VAR / "log"
CAST = [
    ("visiteur@demo.example", "un compte sans organisation"),
    ("membre@demo.example", "gestionnaire d’une association membre"),
    ("equipe@demo.example", "équipe du réseau, administration : /admin/"),
    ("ca@demo.example", "conseil d’administration"),
]


def run():
    """The whole story; returns the exit code."""
    packages.check_python()
    port = _port()
    terminal = os.isatty(1)
    try:
        held = lock.take(LOCK)
    except lock.Taken as other:
        return _already(other.about)
    listen()
    with held:
        _check_free(port)
        own = {"database": "DATABASE_URL" not in os.environ, "redis": "REDIS_URL" not in os.environ}
        apt.ensure(needs.to_run(**own), "run")
        packages.install("run")
        installed = elapsed()
        family = Family(lock.hold(LOCK.with_name("lock.warden")))
        try:
            env = start_servers(family, VAR, LOGS, **own)
            env.setdefault("SITE_URL", f"http://{HOST}:{port}")
            prepare(env, LOGS / "prepare.log", remember=own["database"])
            _start_programs(family, env, port)
            servers = {key: env[key] for key in ("DATABASE_URL", "REDIS_URL")}
            lock.write(held, pid=os.getpid(), address=f"http://{HOST}:{port}/", env=servers)
            _announce(port, elapsed() - installed, installed)
            _watch(family, terminal)
        except Stopped:
            return 0
        finally:
            tidying()
            lock.write(held, ending=True)
            say("Arrêt…")
            family.end()
            say("Le portail est arrêté.")
    return 0


def _port():
    text = os.environ.get("PORT") or "8000"
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise Failure(f"PORT={text} n’est pas un numéro de port.")
    return int(text)


def _already(about):
    if "address" not in about:
        say("Le portail est déjà en train de démarrer dans ce dossier.")
    else:
        say(f"Le portail fonctionne déjà : {about['address']} (pour l’arrêter : Ctrl-C dans son terminal, ou kill {about['pid']}).")
    return 0


def _check_free(port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            why = "réservé au système" if error.errno == errno.EACCES else "déjà pris par un autre programme"
            raise Failure(f"Le port {port} est {why} : choisissez-en un autre, par exemple make run PORT=8080") from None


def _start_programs(family, env, port):
    """The site first: it has the machine to itself until it answers, and the rest is not waited for."""
    family.add(Child("web", [PYTHON, "manage.py", "runserver", "--noreload", f"{HOST}:{port}"], env, LOGS / "web.log"))
    _wait_for(family, port)
    celery = [PYTHON, "-m", "celery", "-A", "network"]
    worker = [*celery, "worker", "--loglevel=info", "--concurrency=2", "--hostname=worker@portal"]
    beat = [*celery, "beat", "--loglevel=info", "--pidfile=", f"--schedule={VAR / 'beat-schedule'}"]
    family.add(Child("worker", worker, env, LOGS / "worker.log"))
    family.add(Child("beat", beat, env, LOGS / "beat.log"))


def _wait_for(family, port):
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        family.look()
        try:
            socket.create_connection((HOST, port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise Failure(f"Le site ne répond pas. Fin de {LOGS / 'web.log'} :\n{tail(LOGS / 'web.log')}")


def _announce(port, ours, installing):
    site = f"http://{HOST}:{port}/"
    say(f"\nLe portail est ouvert :   {site}")
    say(f"Courriels envoyés :       {site}courriels/")
    say("Comptes de démonstration (mot de passe : demonstration) :")
    for address, who in CAST:
        say(f"    {address:24}{who}")
    say(f"Journaux : {LOGS}. Pour arrêter : Ctrl-C. Prêt en {seconds(ours)} (vérification des paquets : {seconds(installing)}).\n")


def _watch(family, terminal):
    """Until a signal, or the end of the `terminal` there was at the start: keep the children alive, renew them when a source changes."""
    launcher = os.getppid() if "MAKELEVEL" in os.environ else None
    known = fingerprint(apart={"data"})
    # A killed make must not leave us behind, nor a terminal that was closed without a word.
    while not asked() and launcher in (None, os.getppid()) and terminal == os.isatty(1):
        for _ in range(10):
            family.look()
            time.sleep(0.2)
        if (now := fingerprint(apart={"data"})) != known:
            known = now
            say("Le code a changé : redémarrage du site, du worker et de beat.")
            family.renew()

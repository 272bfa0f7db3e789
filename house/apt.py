"""Installing Debian packages, and only what is missing. Run as root by `install`, through sudo if needed.

Debian's postgresql package makes and starts a cluster of its own: a drop-in file, there only for the
time of the installation, tells it not to.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from house.needs import missing
from house.places import ROOT, VAR
from house.say import Failure, say, tail
from house.signals import uninterrupted

DROP_IN = Path("/etc/postgresql-common/createcluster.d/portal-no-cluster.conf")
APT = ["apt-get", "-q", "-y", "-o", "DPkg::Lock::Timeout=300", "-o", "Dpkg::Use-Pty=0"]


def ensure(needs, command):
    """Install what this machine lacks, or say exactly what a person must install before `command`."""
    if DROP_IN.exists() and os.access(DROP_IN.parent, os.W_OK):
        DROP_IN.unlink()  # an installation was killed
    lacking = missing(needs)
    if not lacking:
        return
    if not shutil.which("apt-get"):
        raise Failure(_by_hand(lacking, command))
    packages = " ".join(need.apt for need in lacking).split()
    root = [] if os.geteuid() == 0 else _sudo(packages, command)
    say(f"Paquets du système (une minute ou deux) : {' '.join(packages)}…")
    log = VAR / "install.log"
    with uninterrupted(), log.open("wb") as output:  # half an installation would have to be mended by hand
        installer = [*root, sys.executable, "-m", "house.apt", *packages]
        code = subprocess.run(installer, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT, check=False).returncode
    still = missing(lacking)
    if code or still:
        reason = f"apt-get a échoué (code {code})" if code else "il manque encore " + " ; ".join(need.what for need in still)
        advice = f"Essayez vous-même : apt-get install {' '.join(packages)}"
        raise Failure(f"Les paquets du système ne sont pas installés : {reason}. {advice}\nFin de {log} :\n{tail(log)}")


def _sudo(packages, command):
    if not shutil.which("sudo"):
        raise Failure(
            f"Il manque des paquets du système et il faut être root pour les installer.\n"
            f"Faites-le faire, puis relancez « make {command} » :\n    apt-get install --no-install-recommends {' '.join(packages)}"
        )
    return ["sudo"] if sys.stdin.isatty() else ["sudo", "-n"]


def _by_hand(lacking, command):
    lines = ["Ce système n’a pas apt : installez d’abord ce qui manque, puis relancez « make " + command + " »."]
    lines += [f"  – {need.what}" for need in lacking]
    brew, dnf = (" ".join(getattr(need, tool) for need in lacking) for tool in ("brew", "dnf"))
    if sys.platform == "darwin":
        lines += ["Avec Homebrew :", f"    brew install {brew}"]
    else:
        lines += ["Sous Fedora ou une distribution proche :", f"    sudo dnf install {dnf}"]
    lines += ["Ou bien, sans rien installer d’autre que Docker :", "    cp .env.example .env && docker compose up   (voir README.md)"]
    return "\n".join(lines)


def install(packages):
    """As root: install the packages, without a cluster of PostgreSQL that nobody asked for. Returns apt-get's code."""
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    made = [folder for folder in (DROP_IN.parent, DROP_IN.parent.parent) if not folder.exists()]
    DROP_IN.parent.mkdir(parents=True, exist_ok=True)
    DROP_IN.write_text("create_main_cluster = false\n")
    try:
        for step in (["update"], ["install", "--no-install-recommends", *packages]):
            code = subprocess.run([*APT, *step], env=env, stdin=subprocess.DEVNULL, check=False).returncode
        return code
    finally:
        DROP_IN.unlink()
        for folder in made:
            try:
                folder.rmdir()  # stays if a package now owns files in it
            except OSError:
                break


if __name__ == "__main__":
    sys.exit(install(sys.argv[1:]))

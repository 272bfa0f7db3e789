"""PostgreSQL and Redis for a command, unless the environment names its own."""

from contextlib import contextmanager

from house import lock
from house.family import Family
from house.places import VAR, environment
from house.postgres import Cluster
from house.redis import Redis
from house.say import say
from house.signals import listen, tidying

LOG_LIMIT = 5_000_000


def start_servers(family, folder, logs, *, database=True, redis=True, throwaway=False):
    """Start what the environment does not already name; the environment for the programs that use it."""
    logs.mkdir(parents=True, exist_ok=True)
    for log in logs.glob("*.log"):
        if log.stat().st_size > LOG_LIMIT:
            log.replace(log.with_suffix(".log.1"))
    servers, extra = [], {}
    if database:
        servers.append(Cluster(folder, logs / "postgresql.log", throwaway=throwaway))
        extra["DATABASE_URL"] = servers[-1].url
    if redis:
        servers.append(Redis(folder, logs / "redis.log"))
        extra["REDIS_URL"] = servers[-1].url
    for server in servers:
        if server.home.parent != folder:
            say(f"Données de « {type(server).__name__} » dans {server.home} : un serveur sans privilège ne peut pas lire {folder}.")
        server.start(family)
    for server in servers:
        server.wait()
    env = environment(own_database=database, **extra)
    env.setdefault("DJANGO_SETTINGS_MODULE", "network.settings.dev")
    env.setdefault("VAR_DIR", str(VAR))
    return env


@contextmanager
def scratch(name):
    """The environment of servers of one's own in `var/<name>`, for the time of a command; only one at a time."""
    folder = VAR / name
    with lock.take(folder / "lock"):
        listen()
        family = Family(lock.hold(folder / "lock.warden"))
        try:
            yield start_servers(family, folder, folder / "log", throwaway=True)
        finally:
            tidying()
            family.end()

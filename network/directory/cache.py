"""A page cache that may be absent: when Redis is down, or no longer answers, pages are computed."""

import logging
import time

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.exceptions import ConnectionError as RedisAway
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)
REST = 5  # seconds during which nobody asks a Redis that did not answer


class LastingClient(RedisCacheClient):
    """Keeps one client a pool: making a new one at each call, as Django does, costs as much as the answer."""

    def __init__(self, servers, **options):
        super().__init__(servers, **options)
        self._clients = {}

    def get_client(self, key=None, *, write=False):
        """The client of the server that holds `key`; threads may share it."""
        pool = self._get_connection_pool(write)
        if pool not in self._clients:
            self._clients[pool] = super().get_client(key, write=write)
        return self._clients[pool]


class ForgivingRedisCache(RedisCache):
    """Django's Redis cache, whose reads miss and whose writes are dropped while Redis is down.

    Counting (`add`, `incr`) raises, at once: whoever counts has another place to count in.
    """

    _away_until = {}  # by server, for every thread of the process

    def __init__(self, server, params):
        super().__init__(server, params)
        self._class = LastingClient

    def get(self, key, default=None, version=None):
        """The value, or `default` when it is absent or Redis is."""
        return self._or(default, super().get, key, default, version)

    def get_many(self, keys, version=None):
        """The values found; none when Redis is down."""
        return self._or({}, super().get_many, keys, version)

    def set(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        """Keep the value, if Redis is there."""
        return self._or(None, super().set, key, value, timeout, version)

    def set_many(self, data, timeout=DEFAULT_TIMEOUT, version=None):
        """Keep the values, if Redis is there; returns the keys that were not kept."""
        return self._or(list(data), super().set_many, data, timeout, version)

    def add(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        """Keep the value if the key is free."""
        return self._ask(super().add, key, value, timeout, version)

    def incr(self, key, delta=1, version=None):
        """Count."""
        return self._ask(super().incr, key, delta, version)

    def _or(self, answer, call, *args):
        try:
            return self._ask(call, *args)
        except RedisError:
            return answer

    def _ask(self, call, *args):
        """Ask Redis; one that did not answer is left alone for a while, so that one page waits and not each."""
        server = tuple(self._servers)
        if time.monotonic() < self._away_until.get(server, 0):
            raise RedisAway("resting")
        try:
            return call(*args)
        except RedisError as error:
            self._away_until[server] = time.monotonic() + REST
            logger.warning("page cache unavailable: %s", type(error).__name__)
            raise

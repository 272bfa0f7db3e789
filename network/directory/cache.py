"""A page cache that may be absent: when Redis is down, pages are computed."""

import logging

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)


class ForgivingRedisCache(RedisCache):
    """Django's Redis cache, whose reads miss and whose writes are dropped while Redis is down."""

    def get(self, key, default=None, version=None):
        """The value, or `default` when it is absent or Redis is."""
        try:
            return super().get(key, default, version)
        except RedisError as error:
            return self._without(error, default)

    def get_many(self, keys, version=None):
        """The values found; none when Redis is down."""
        try:
            return super().get_many(keys, version)
        except RedisError as error:
            return self._without(error, {})

    def set(self, key, value, timeout=300, version=None):
        """Keep the value, if Redis is there."""
        try:
            return super().set(key, value, timeout, version)
        except RedisError as error:
            return self._without(error, None)

    def set_many(self, data, timeout=300, version=None):
        """Keep the values, if Redis is there; returns the keys that were not kept."""
        try:
            return super().set_many(data, timeout, version)
        except RedisError as error:
            return self._without(error, list(data))

    def _without(self, error, answer):
        logger.warning("page cache unavailable: %s", type(error).__name__)
        return answer

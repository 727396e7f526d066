"""How often strangers may try something. All are counted together: who tries is not kept."""

from __future__ import annotations

from datetime import timedelta

from django.core.cache import caches


def too_often(what: str, *, most: int, within: timedelta) -> bool:
    """Count one more, in the cache that every process shares; True from the one after the `most`-th on."""
    cache, key = caches["shared"], "claims:" + what.replace(" ", "-")
    if cache.add(key, 1, timeout=int(within.total_seconds())):
        return False
    try:
        return cache.incr(key) > most
    except ValueError:  # it ran out between the two
        return False

"""Once a day, what has run out is deleted: sessions, short codes, stories that nobody sent, large files, and what stood
in the cache that processes share.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, cast

from django.conf import settings
from django.db import connection

from counterpoint.claims.models import ShortCode
from counterpoint.goals.actions import drop_large_files
from counterpoint.partnership.models import Session
from counterpoint.stories.models import Telling

KEPT_UNSENT = timedelta(days=7)
KEPT_LARGE = timedelta(days=1)


def clear_what_ran_out(at: datetime) -> int:
    """Delete what has expired. Returns how many rows there were."""
    sessions, _ = Session.objects.filter(expire_date__lt=at).delete()
    codes, _ = ShortCode.objects.filter(until__lt=at.date()).delete()
    tellings, _ = Telling.objects.filter(begun_on__lt=at.date() - KEPT_UNSENT).delete()
    files = drop_large_files(at - KEPT_LARGE)
    return sessions + codes + tellings + files + _clear_shared_cache(at)


def _clear_shared_cache(at: datetime) -> int:
    """Django itself deletes a row of the cache only when somebody asks for it again, or when the table is full."""
    shared = cast(dict[str, Any], settings.CACHES["shared"])
    table = connection.ops.quote_name(shared["LOCATION"])
    before = connection.ops.adapt_datetimefield_value(at.replace(microsecond=0))
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [before])  # noqa: S608  # a name of our own
        return int(cursor.rowcount)

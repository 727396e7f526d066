"""What has run out goes once a day; what still counts stays."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.cache import caches
from django.db import connection
from django.utils import timezone

from counterpoint.partnership.models import Session
from tests.work.conftest import Post
from tests.world import World

DAY = timedelta(days=1)


def session(key: str, until: datetime) -> None:
    Session.objects.create(session_key=key, session_data="", expire_date=until)


def rows() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM shared_cache")
        return int(cursor.fetchone()[0])


def test_a_session_that_has_ended_goes_and_one_that_has_not_stays(
    world: World, now: datetime, post: Post
) -> None:
    session("ended", now - DAY)
    session("goes-on", now + DAY)
    post.at(now)
    assert [one.session_key for one in Session.objects.all()] == ["goes-on"]


def test_what_stood_in_the_shared_cache_goes_when_its_time_is_over(world: World, post: Post) -> None:
    before = timezone.now()
    caches["shared"].set("counted", 1, timeout=60)
    caches["shared"].set("counts-for-long", 1, timeout=10 * 24 * 3600)
    post.at(before)
    assert rows() == 2
    post.at(before + DAY)
    assert rows() == 1
    assert caches["shared"].get("counts-for-long") == 1


def test_it_is_done_once_a_day(world: World, now: datetime, post: Post) -> None:
    post.at(now)
    session("ended", now - DAY)
    post.at(now + timedelta(hours=1))
    assert Session.objects.exists()
    post.at(now + DAY)
    assert not Session.objects.exists()

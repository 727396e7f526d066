"""A running Counterpoint for journeys: one prepared database, put back before each of them, and a clock in hand."""

from __future__ import annotations

import copy
import re
import shutil
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.test import Client

from counterpoint.demo.load import load
from counterpoint.ledger.models import Chain
from counterpoint.partnership.actions import account_for
from counterpoint.partnership.models import Member
from counterpoint.work import loop
from tests.engine import Prepared, make_tables
from tests.journeys.filled import Filled, fill
from tests.journeys.serving import Server
from tests.world import World, build

LINK = re.compile(r"https?://[^\s\"'<>)]+")


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail or a text message, as it lies in the outbox."""

    to: str
    subject: str
    words: str

    @property
    def links(self) -> list[str]:
        return list(dict.fromkeys(LINK.findall(self.words)))


@dataclass
class Site:
    """`world` is the small place of the tests, Aldermouth, with nothing in it yet; Stowmere is `filled`.

    The demonstration, Harrowmere, lies beside them.
    """

    server: Server
    world: World
    filled: Filled
    prepared: Prepared
    now: datetime
    begins: datetime
    read: set[str] = field(default_factory=set)
    built: World = field(init=False)

    def __post_init__(self) -> None:
        self.built = copy.deepcopy(self.world)

    @property
    def url(self) -> str:
        return self.server.url

    def put_back(self) -> None:
        self.prepared.put_back()
        cache.clear()
        shutil.rmtree(settings.OUTBOX, ignore_errors=True)
        self.read.clear()
        self.world = copy.deepcopy(self.built)  # an act may have changed what stands in memory, too
        self.now = self.begins

    def later(self, **by: float) -> None:
        self.now += timedelta(**by)

    def work(self) -> list[Letter]:
        """One round of `work` for Aldermouth, and the letters that it wrote."""
        work = loop.Work()
        work.sign_ins(self.now)
        work.work_for(self.world.place, self.now)
        fresh = [path for path in sorted(settings.OUTBOX.glob("*")) if path.name not in self.read]
        self.read.update(path.name for path in fresh)
        return [letter_in(path) for path in fresh]

    def outbox(self) -> list[Letter]:
        """Every letter that has been written."""
        return [letter_in(path) for path in sorted(settings.OUTBOX.glob("*"))]

    def member(self, name: str, slug: str = "aldermouth") -> Member:
        """By the first name that tests know them by."""
        return Member.objects.select_related("place").get(place__slug=slug, name__startswith=f"{name} ")

    def cookie(self, member: Member) -> str:
        """What the browser of somebody holds who has signed in."""
        client = Client()
        client.force_login(account_for(member=member))
        return str(client.cookies[settings.SESSION_COOKIE_NAME].value)

    def state(self) -> list[tuple[Any, ...]]:
        """Every ledger's head and count of ballots: what an act of anybody would change."""
        return list(Chain.objects.order_by("pk").values_list("place_id", "length", "head", "ballots"))


def letter_in(path: Path) -> Letter:
    if path.suffix == ".txt":
        to, _, words = path.read_text().partition("\n\n")
        return Letter(to.removeprefix("To: "), "", words)
    mail = message_from_bytes(path.read_bytes(), policy=policy.default)
    parts = [mail.get_body((kind,)) for kind in ("plain", "html")]  # type: ignore[union-attr]
    words = "\n".join(part.get_content() for part in parts if part)
    return Letter(str(mail["to"]), str(mail["subject"]), words.replace("&amp;", "&"))


def prepare(begins: datetime) -> tuple[World, Filled]:
    """Makes the tables and all places."""
    make_tables()
    world = build(begins)
    filled = fill(begins)
    load(lambda words: None)
    return world, filled

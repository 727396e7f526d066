"""Every action that a place does towards a programme, once on the small world: for tests that break each of them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from counterpoint.barriers import actions as barriers
from counterpoint.claims import actions as claims
from counterpoint.claims.models import Elsewhere
from counterpoint.partnership import actions as partnership
from counterpoint.partnership.models import Place
from tests.world import World


def programme(world: World, now: datetime) -> Place:
    """A programme with a team of its own, which nobody has joined yet."""
    slug = f"reach-{Place.objects.count()}"
    begun = now - timedelta(days=50)
    place = partnership.found(name=slug.title(), slug=slug, at=begun, programme=True)
    partnership.add_organisation(place=place, name="Regional office", kind="national", by=None, at=begun)
    return place


def joined(world: World, now: datetime) -> Place:
    place = programme(world, now)
    partnership.join_programme(place=world.place, programme=place, shows="counts", by=world.ada, at=now)
    return place


def sharing(world: World, now: datetime) -> Any:
    return world.place.sharings.get(programme=joined(world, now).uuid)


def barrier(world: World, now: datetime) -> tuple[Place, Any]:
    raised = barriers.raise_(
        place=world.place,
        sentence=f"Volunteers are not insured, case {Place.objects.count()}",
        could_remove=None,
        how_often="weekly",
        by=world.ruth,
        at=now,
    )
    return joined(world, now), raised


def request(world: World, now: datetime) -> tuple[Place, Any]:
    asked = claims.ask_for(
        asked=world.council, sentence=f"One form, case {Place.objects.count()}", by=world.tunde, at=now
    )
    return joined(world, now), asked


def taken_there(world: World, now: datetime) -> Elsewhere:
    place, raised = barrier(world, now)
    barriers.escalate(barrier=raised, programme=place, sentence="Insure volunteers", by=world.ada, at=now)
    return Elsewhere.objects.get(claim=raised.claim, way="to")


def _later(now: datetime) -> datetime:
    return now + timedelta(days=1)


ACTS: dict[str, tuple[Any, Any]] = {
    "sharing.joined": (
        programme,
        lambda d: partnership.join_programme(
            place=d.world.place, programme=d.thing, shows="counts", by=d.world.ada, at=_later(d.now)
        ),
    ),
    "sharing.chosen": (
        sharing,
        lambda d: partnership.share(sharing=d.thing, shows="nothing", by=d.world.ada, at=_later(d.now)),
    ),
    "sharing.answered_by": (
        joined,
        lambda d: partnership.name_who_answers(
            programme=d.thing, person=d.world.kofi, by=d.world.ada, at=_later(d.now)
        ),
    ),
    "barrier.escalated": (
        barrier,
        lambda d: barriers.escalate(
            barrier=d.thing[1],
            programme=d.thing[0],
            sentence="Insure volunteers",
            by=d.world.ada,
            at=_later(d.now),
        ),
    ),
    "request.escalated": (
        request,
        lambda d: claims.escalate_request(
            claim=d.thing[1], programme=d.thing[0], sentence="One form", by=d.world.tunde, at=_later(d.now)
        ),
    ),
    "claim.came_back": (
        taken_there,
        lambda d: claims.come_back(elsewhere=d.thing, seq=3, words="They took it on.", at=_later(d.now)),
    ),
}

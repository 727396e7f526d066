"""The organisations of a place and the people in them, in one query: enough for every rule of who may speak."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from counterpoint.claims.policies import Family
from counterpoint.claims.policies.voices import family_from
from counterpoint.partnership.models import Member, Membership, Organisation, Standpoint

MEMBERSHIP = "memberships__"
MEMBER = "memberships__member__"
COLUMNS = (
    "id", "successor_id", "host_id", f"{MEMBERSHIP}id", f"{MEMBER}id", f"{MEMBERSHIP}works", f"{MEMBERSHIP}asked",
    f"{MEMBERSHIP}since", f"{MEMBERSHIP}until", f"{MEMBER}post", f"{MEMBER}standpoints__perspective",
    f"{MEMBER}standpoints__first", f"{MEMBER}left_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class House:
    """Who is where in a place."""

    family: Family
    people: dict[int, list[Membership]]  # an organisation's current memberships, first come first
    members: dict[int, Member]  # known by their organisations, post and standpoints alone


def house_of(reader: Member) -> House:
    """The place of `reader`, who is in it as they were read."""
    rows = list(
        Organisation.objects.filter(place_id=reader.place_id)
        .order_by(f"{MEMBERSHIP}pk")
        .values_list(*COLUMNS)
    )
    held: dict[int, dict[int, Membership]] = defaultdict(dict)
    stands: dict[int, dict[str, Standpoint]] = defaultdict(dict)
    posts: dict[int, str] = {}
    for (
        organisation,
        _,
        _,
        key,
        person,
        works,
        asked,
        since,
        until,
        post,
        perspective,
        first,
        left_at,
    ) in rows:
        if key is None or left_at is not None:
            continue
        posts[person] = post
        held[person][key] = Membership(
            pk=key, place_id=reader.place_id, member_id=person, organisation_id=organisation, works=works,
            asked=asked, since=since, until=until,
        )  # fmt: skip
        if perspective:
            stands[person][perspective] = Standpoint(
                pk=len(stands[person]), member_id=person, perspective=perspective, first=first
            )
    members = {
        key: known(Member(pk=key, place=reader.place, post=posts[key]), theirs.values(), stands[key].values())
        for key, theirs in held.items()
    }
    return House(family_from({row[:3] for row in rows}), _people(members), members | {reader.pk: reader})


def _people(members: dict[int, Member]) -> dict[int, list[Membership]]:
    people: dict[int, list[Membership]] = defaultdict(list)
    current = (one for member in members.values() for one in member.memberships.all() if one.until is None)
    for one in sorted(current, key=lambda one: one.pk):
        people[one.organisation_id].append(one)
    return dict(people)


def known(somebody: Member, memberships: Iterable[Membership], standpoints: Iterable[Standpoint]) -> Member:
    """Give a member what has been read of them, so that no rule goes and reads it again."""
    held = {"memberships": list(memberships), "standpoints": list(standpoints)}
    somebody._prefetched_objects_cache = held  # type: ignore[attr-defined]
    return somebody

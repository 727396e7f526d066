"""What becomes of a promise whose promiser is gone: inherited, refused with a reason, or let die. Never silently."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from counterpoint.analysis.standing import Standing, Verdict
from counterpoint.barriers import actions as barriers
from counterpoint.claims import actions as claims
from counterpoint.claims.actions import Named
from counterpoint.claims.choices import TurnVerb
from counterpoint.claims.models import Claim, Turn
from counterpoint.claims.policies import family_of
from counterpoint.claims.queries.left_open import bound, undecided_since, waits_for
from counterpoint.ledger.models import Event
from counterpoint.partnership import actions as partnership
from counterpoint.partnership.actions import account_for
from counterpoint.partnership.models import Member
from counterpoint.promises import actions as promises
from counterpoint.promises.actions import Terms
from counterpoint.web.http import Refused
from tests.acts import later, plain, promise, raised, taken
from tests.world import World

type Browser = Callable[[Member], Client]


@pytest.fixture
def as_member() -> Browser:
    def signed_in(member: Member) -> Client:
        client = Client()
        client.force_login(account_for(member=Member.objects.get(pk=member.pk)))
        return client

    return signed_in


def promised(world: World, now: datetime, to: Any = None, words: str = "Rounds before ten") -> Claim:
    return promises.put(
        place=world.place, sentence=words, promiser=world.hospital, named=[Named(to or world.charity)],
        terms=Terms(), by=world.ben, at=now,
    ).claim  # fmt: skip


def own(world: World, now: datetime, to: Any = None) -> Claim:
    """Kofi promised it in his own name."""
    made = promises.hear(
        place=world.place, sentence="I will ring you", promiser=world.kofi, promiser_organisation=None,
        named=[Named(to or world.tunde)], terms=Terms(), where="", heard_on=None, by=world.moira, at=now,
    )  # fmt: skip
    promises.own(promise=made, by=world.kofi, at=now)
    return made.claim


def becomes(world: World, at: datetime, old: str = "hospital", heir: str = "council") -> None:
    partnership.succeed(old=getattr(world, old), heir=getattr(world, heir), on=at.date(), by=None, at=at)


def decide(
    world: World, claim: Claim, heir: Any, decision: TurnVerb, by: Any, at: datetime, words: str = ""
) -> Turn:
    return claims.decide_inheritance(
        claim=world.claim(claim.number), heir=heir, decision=decision, by=by, at=at, words=words
    )


def waits(world: World, heir: Any) -> list[int]:
    family = family_of(world.place.pk)
    return [claim.number for _, claim in bound(world.place, [heir], family) if waits_for(claim, heir)]


# Who decides what


def test_an_heirs_own_people_decide_and_nobody_else(world: World, now: datetime) -> None:
    claim = promised(world, now)
    becomes(world, later(now))
    for who in (world.tunde, world.moira, world.ben):  # Tunde is a steward
        with pytest.raises(Refused, match="Only somebody who works for Aldermouth Council"):
            decide(world, claim, world.council, TurnVerb.INHERITED, who, later(now, 2))
    turn = decide(world, claim, world.council, TurnVerb.INHERITED, world.kofi, later(now, 2))
    assert (turn.organisation, turn.by) == (world.council, world.kofi)
    assert waits(world, world.council) == []


def test_whoever_does_somebodys_work_decides_what_that_one_promised_in_their_own_name(
    world: World, now: datetime
) -> None:
    claim, theirs = own(world, now), promised(world, now)
    partnership.follow(member=world.kofi, heir=world.ada, on=now.date(), by=None, at=later(now))
    assert waits(world, world.ada) == [claim.number]
    with pytest.raises(Refused, match="Only Ada Quill can decide this"):
        decide(world, claim, world.ada, TurnVerb.INHERITED, world.kofi, later(now, 2))
    with pytest.raises(Refused, match="not promised by anyone whom Ada Quill follows"):
        decide(world, theirs, world.ada, TurnVerb.INHERITED, world.ada, later(now, 2))
    turn = decide(world, claim, world.ada, TurnVerb.INHERITED, world.ada, later(now, 2))
    assert (turn.organisation, turn.details["heir"]) == (None, world.ada.ref)


def test_who_follows_nobody_inherits_nothing(world: World, now: datetime) -> None:
    with pytest.raises(Refused, match="did not follow any other"):
        decide(world, promised(world, now), world.council, TurnVerb.INHERITED, world.kofi, now)
    with pytest.raises(Refused, match="did not follow any other"):
        decide(world, own(world, now), world.ada, TurnVerb.INHERITED, world.ada, now)


def test_another_organisations_promise_is_not_inherited_by_the_way(world: World, now: datetime) -> None:
    not_theirs = promises.put(
        place=world.place, sentence="A room", promiser=world.charity, named=[Named(world.voices)],
        terms=Terms(), by=world.tunde, at=now,
    ).claim  # fmt: skip
    becomes(world, later(now))
    with pytest.raises(Refused, match="not promised by anyone whom Aldermouth Council follows"):
        decide(world, not_theirs, world.council, TurnVerb.INHERITED, world.kofi, later(now, 2))


def test_nobody_presses_in_the_systems_name(world: World, now: datetime) -> None:
    claim = promised(world, now)
    becomes(world, later(now))
    with pytest.raises(Refused, match="Only whoever follows"):
        decide(world, claim, world.council, TurnVerb.INHERITED, None, later(now, 2))
    with pytest.raises(Refused, match="inherits it, refuses it, or lets it die"):
        decide(world, claim, world.council, TurnVerb.KEPT, world.kofi, later(now, 2))


# What can't be inherited


def test_those_it_was_made_to_cannot_inherit_it(world: World, now: datetime) -> None:
    claim = promised(world, now, to=world.council)
    becomes(world, later(now))
    with pytest.raises(Refused, match="Whoever a promise was made to can’t inherit it"):
        decide(world, claim, world.council, TurnVerb.INHERITED, world.kofi, later(now, 2))
    decide(
        world, claim, world.council, TurnVerb.NOT_INHERITED, world.kofi, later(now, 2), "It was to ourselves"
    )


def test_those_it_was_made_to_by_an_older_name_cannot_inherit_it_either(world: World, now: datetime) -> None:
    claim = promised(world, now, to=world.charity)
    becomes(world, later(now), "charity", "council")
    becomes(world, later(now, 2))
    with pytest.raises(Refused, match="Whoever a promise was made to can’t inherit it"):
        decide(world, claim, world.council, TurnVerb.INHERITED, world.kofi, later(now, 3))


def test_where_others_are_to_be_heard_as_well_it_can_be_inherited_and_only_they_say(
    world: World, now: datetime
) -> None:
    claim = promises.put(
        place=world.place, sentence="Beds on Sunday", promiser=world.hospital,
        named=[Named(world.council), Named(world.charity)], terms=Terms(), by=world.ben, at=now,
    ).claim  # fmt: skip
    becomes(world, later(now))
    decide(world, claim, world.council, TurnVerb.INHERITED, world.kofi, later(now, 2))
    claims.answer(claim=world.claim(claim.number), verdict=Verdict.YES, by=world.kofi, at=later(now, 3))
    assert world.claim(claim.number).standing == Standing.UNANSWERED  # its own staff, shown apart
    claims.answer(claim=world.claim(claim.number), verdict=Verdict.NO, by=world.tunde, at=later(now, 3))
    assert world.claim(claim.number).standing == Standing.CONTESTED


def test_what_only_the_heirs_own_people_could_confirm_is_not_inherited(world: World, now: datetime) -> None:
    claim = promised(world, now, to=world.ada)
    becomes(world, later(now))
    with pytest.raises(Refused, match="all who could are your own people"):
        decide(world, claim, world.council, TurnVerb.INHERITED, world.kofi, later(now, 2))


@pytest.mark.parametrize("to", ["ada", "council"])
def test_a_person_does_not_inherit_what_was_promised_to_them_or_to_whom_they_work_for(
    world: World, now: datetime, to: str
) -> None:
    made = promises.hear(
        place=world.place, sentence="I will ring you", promiser=world.ben, promiser_organisation=None,
        named=[Named(getattr(world, to))], terms=Terms(), where="", heard_on=None, by=world.moira, at=now,
    )  # fmt: skip
    promises.own(promise=made, by=world.ben, at=now)
    partnership.follow(member=world.ben, heir=world.ada, on=now.date(), by=None, at=later(now))
    with pytest.raises(Refused, match="This was promised to you"):
        decide(world, made.claim, world.ada, TurnVerb.INHERITED, world.ada, later(now, 2))


# How often, and how


def test_a_refusal_gives_its_reason(world: World, now: datetime) -> None:
    claim = promised(world, now)
    becomes(world, later(now))
    with pytest.raises(Refused, match="Say why"):
        decide(world, claim, world.council, TurnVerb.NOT_INHERITED, world.kofi, later(now, 2), "  ")


@pytest.mark.parametrize("first", [TurnVerb.INHERITED, TurnVerb.NOT_INHERITED, TurnVerb.LET_DIE])
def test_it_is_decided_once(world: World, now: datetime, first: TurnVerb) -> None:
    claim = promised(world, now)
    becomes(world, later(now))
    decide(world, claim, world.council, first, world.kofi, later(now, 2), "No money")
    for second in (TurnVerb.INHERITED, TurnVerb.NOT_INHERITED, TurnVerb.LET_DIE):
        with pytest.raises(Refused, match="decided already"):
            decide(world, claim, world.council, second, world.ada, later(now, 3), "Yes money")


def test_what_died_in_silence_may_still_be_taken_up(world: World, now: datetime) -> None:
    claim = promised(world, now)
    becomes(world, later(now))
    decide(world, claim, world.council, TurnVerb.LET_DIE, None, later(now, 40))
    with pytest.raises(Refused, match="decided already"):
        decide(world, claim, world.council, TurnVerb.LET_DIE, world.kofi, later(now, 41))
    decide(world, claim, world.council, TurnVerb.INHERITED, world.kofi, later(now, 41))


def test_what_an_heir_inherited_its_own_heir_decides_again_and_what_it_refused_is_over(
    world: World, now: datetime
) -> None:
    kept, refused = promised(world, now), promised(world, now, words="A lift that works")
    becomes(world, later(now))
    decide(world, kept, world.council, TurnVerb.INHERITED, world.kofi, later(now, 2))
    decide(world, refused, world.council, TurnVerb.NOT_INHERITED, world.kofi, later(now, 2), "No money")
    merged = partnership.add_organisation(place=world.place, name="One", kind="council", by=None, at=now)
    partnership.succeed(old=world.council, heir=merged, on=later(now, 3).date(), by=None, at=later(now, 3))
    assert waits(world, merged) == [kept.number]


def test_only_what_is_open_waits_for_an_heir(world: World, now: datetime) -> None:
    open_, kept = promised(world, now), promised(world, now, words="A door that opens")
    contested, gone = promised(world, now, words="Paid in time"), promised(world, now, words="A ramp")
    sacrifice = plain(world, now)
    old = plain(world, now, "longterm")
    again = claims.put_again(claim=old, sentence="Still", named=[Named(world.charity)], by=world.ben, at=now)
    barrier = barriers.take(barrier=raised(world, now), organisation=world.hospital, by=world.ben, at=now)
    taken(world, later(now))  # by the council
    claims.answer(claim=kept, verdict=Verdict.YES, by=world.tunde, at=now)
    claims.answer(claim=contested, verdict=Verdict.NO, by=world.tunde, at=now)
    claims.withdraw(claim=gone, words="A mistake", by=world.ben, at=now)
    becomes(world, later(now, 2))
    found = waits(world, world.council)
    assert set(found) == {open_.number, contested.number, again.number, barrier.claim.number}
    assert sacrifice.number not in found


def test_nobody_says_kept_what_was_refused_or_let_die(world: World, now: datetime) -> None:
    made = promise(world, now)
    becomes(world, later(now), "hospital", "charity")
    decide(world, made.claim, world.charity, TurnVerb.LET_DIE, world.tunde, later(now, 2))
    made.refresh_from_db()
    with pytest.raises(Refused, match="did not inherit this promise"):
        promises.say_kept(promise=made, words="Done", by=world.tunde, at=later(now, 3))
    with pytest.raises(Refused, match="did not inherit this promise"):
        promises.move(
            promise=made, due_on=later(now, 30).date(), words="Snow", by=world.tunde, at=later(now, 3)
        )


def test_each_decision_is_one_event_and_no_words_are_in_it(world: World, now: datetime) -> None:
    claim = promised(world, now)
    becomes(world, later(now))
    decide(world, claim, world.council, TurnVerb.NOT_INHERITED, world.kofi, later(now, 2), "No money")
    last = Event.objects.filter(place_id=world.place.pk).latest("seq")
    assert (last.verb, last.actor, last.subject) == ("claim.not_inherited", world.kofi.ref, claim.ref)
    assert last.facts["heir"] == last.facts["organisation"] == world.council.ref
    assert "money" not in str(last.facts)


# Twenty-eight days


def test_what_nobody_decides_in_28_days_is_what_dies(world: World, now: datetime) -> None:
    silent, said = promised(world, now), promised(world, now, words="A ramp")
    mine = own(world, now)
    becomes(world, now)
    partnership.follow(member=world.kofi, heir=world.ada, on=now.date(), by=None, at=now)
    decide(world, said, world.council, TurnVerb.INHERITED, world.kofi, later(now))
    assert undecided_since(world.place, now + timedelta(days=27)) == []
    found = undecided_since(world.place, now + timedelta(days=28))
    assert {(one.claim.number, one.heir.ref) for one in found} == {
        (silent.number, world.council.ref),
        (mine.number, world.ada.ref),
    }


def test_an_heir_that_was_followed_itself_has_its_time_anew(world: World, now: datetime) -> None:
    claim = promised(world, now)
    becomes(world, now)
    becomes(world, later(now, 20), "council", "charity")
    assert undecided_since(world.place, later(now, 30)) == []
    (found,) = undecided_since(world.place, later(now, 48))
    assert (found.claim.number, found.heir) == (claim.number, world.charity)


# The page


def page(client: Client, path: str) -> str:
    shown = client.get(f"/aldermouth{path}")
    assert shown.status_code == 200
    return str(shown.content.decode())


def test_the_page_lists_each_and_a_press_decides_one(world: World, now: datetime, as_member: Browser) -> None:
    claim, other = promised(world, now), promised(world, now, words="A ramp")
    becomes(world, later(now))
    path = f"/organisations/{world.council.number}/inherit/"
    kofi = as_member(world.kofi)
    assert "Two things that Aldermouth Hospital left open" in page(kofi, "/yours/")
    shown = page(kofi, path)
    assert "Rounds before ten" in shown
    assert "A ramp" in shown
    press = {"claim": claim.number, "decision": "not_inherited", "words": ""}
    refused = kofi.post(f"/aldermouth{path}", press)
    assert refused.status_code == 422
    assert "Say why you do not inherit it" in refused.content.decode()
    assert kofi.post(f"/aldermouth{path}", {**press, "words": "No money"}).status_code == 302
    assert waits(world, world.council) == [other.number]
    assert "No money" in page(kofi, path)
    record = page(kofi, f"/promises/{claim.number}/")
    assert "Aldermouth Council did not inherit it:" in record


@pytest.mark.parametrize(("who", "status"), [("kofi", 200), ("tunde", 200), ("ruth", 404), ("moira", 404)])
def test_what_an_heir_has_to_decide_is_read_by_its_people_and_stewards(
    world: World, now: datetime, as_member: Browser, who: str, status: int
) -> None:
    promised(world, now)
    becomes(world, later(now))
    client = as_member(getattr(world, who))
    path = f"/aldermouth/organisations/{world.council.number}/inherit/"
    assert client.get(path).status_code == status
    if who == "tunde":
        assert "We inherit it" not in client.get(path).content.decode()


def test_a_press_on_what_is_not_on_the_page_is_not_there(
    world: World, now: datetime, as_member: Browser
) -> None:
    promised(world, now)
    becomes(world, later(now))
    path = f"/aldermouth/organisations/{world.council.number}/inherit/"
    for sent in ({"claim": 999, "decision": "inherited"}, {"claim": "x"}, {}):
        assert as_member(world.kofi).post(path, sent).status_code == 404


def test_the_page_asks_the_database_little(
    world: World, now: datetime, as_member: Browser, django_assert_max_num_queries: Any
) -> None:
    for number in range(8):
        promised(world, now, words=f"Promise {number}")
    becomes(world, later(now))
    client = as_member(world.kofi)
    with django_assert_max_num_queries(12 + 2):  # two sign the reader in
        client.get(f"/aldermouth/organisations/{world.council.number}/inherit/")

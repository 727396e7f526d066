"""A copy of the whole place: who takes it together, and what is in it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from counterpoint.analysis.standing import Verdict
from counterpoint.bundle import copies as exports
from counterpoint.bundle.actions import import_place
from counterpoint.claims import actions as claims
from counterpoint.claims.actions import Named
from counterpoint.claims.choices import TurnVerb
from counterpoint.claims.models import PlaceExport, Ticket
from counterpoint.claims.policies import Stage, stage_of
from counterpoint.ledger.models import Event
from counterpoint.ledger.queries import first_break, head
from counterpoint.partnership import actions as partnership
from counterpoint.partnership.models import Member, Membership
from counterpoint.web.http import Refused
from tests.acts import agreed, answered, box, heard, plain, promise
from tests.bundle.copies import (
    DAY,
    REPLY,
    event_of,
    events,
    everything,
    frontline,
    met,
    mine,
    opened,
    rows,
    stewards,
    whole,
)
from tests.bundle.test_check import run
from tests.claims.visiting import Visitor
from tests.docs.test_check_chain import script
from tests.world import World, build


@pytest.fixture
def visitor(monkeypatch: pytest.MonkeyPatch, now: datetime) -> Visitor:
    return Visitor(monkeypatch, now + DAY)


# Who


def test_two_stewards_of_different_organisations_take_it_together_once(
    world: World, now: datetime, visitor: Visitor
) -> None:
    for who, act in ((world.ada, "ask"), (world.tunde, "1/agree"), (world.ada, "1/take")):
        visitor.sign_in(who)
        visitor.get("/aldermouth/exports/")
        token = {"csrfmiddlewaretoken": visitor.client.cookies["csrftoken"].value}
        answer = visitor.client.post(f"/aldermouth/exports/place/{act}/", token)
        assert answer.status_code == (200 if act == "1/take" else 302)
    assert answer["Content-Disposition"] == 'attachment; filename="aldermouth-whole-place-2026-11-03.zip"'
    assert answer["Cache-Control"] == "private, no-store"
    assert rows(opened(answer.content), "organisations")
    told = list(Event.objects.filter(place_id=world.place.pk, verb__startswith="export.").order_by("seq"))
    assert [(one.verb, one.actor) for one in told] == [
        ("export.asked", "member:1"), ("export.agreed", "member:5"), ("export.taken", "member:1"),
    ]  # fmt: skip
    assert told[2].facts["acts"] == told[1].seq
    assert told[2].facts["head"] == told[1].hash
    assert first_break(world.place.pk) is None
    visitor.sign_in(world.tunde)
    visitor.get("/aldermouth/exports/")
    said = visitor.post("/aldermouth/exports/place/1/take/")
    assert (visitor.status, "It can be taken once only" in said) == (422, True)


def test_a_steward_of_the_same_organisation_is_not_the_second_one(world: World, now: datetime) -> None:
    stewards(world, "kofi")
    export = claims.ask_for_place(by=met(world.ada), at=now)
    with pytest.raises(Refused, match="You are both of one organisation"):
        claims.agree_to_place(number=export.number, by=met(world.kofi), at=now)
    with pytest.raises(Refused, match="You asked for this"):
        claims.agree_to_place(number=export.number, by=met(world.ada), at=now)


def test_nor_is_one_of_the_organisation_that_hosts_or_follows_it(world: World, now: datetime) -> None:
    stewards(world, "moira")
    partnership.name_host(organisation=world.voices, host=world.council, by=world.ada, at=now)
    export = claims.ask_for_place(by=met(world.ada), at=now)
    with pytest.raises(Refused, match="belong together"):
        claims.agree_to_place(number=export.number, by=met(world.moira), at=now)
    partnership.succeed(old=world.charity, heir=world.council, on=now.date(), by=world.ada, at=now)
    with pytest.raises(Refused, match="belong together"):
        claims.agree_to_place(number=export.number, by=met(world.tunde), at=now)


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        (
            lambda w: Member.objects.filter(pk=w.tunde.pk).update(steward=False),
            "no other organisation has one",
        ),
        (lambda w: Membership.objects.filter(member=w.ada).delete(), "You belong to no organisation here"),
        (lambda w: Member.objects.filter(pk=w.ada.pk).update(steward=False), "Only a steward"),
        (lambda w: claims.ask_for_place(by=met(w.tunde), at=w.place.founded_at + 60 * DAY), "One at a time"),
    ],
)
def test_why_a_copy_of_the_whole_place_cannot_be_asked_for(
    world: World, now: datetime, change: Callable[[World], object], refusal: str
) -> None:
    change(world)
    with pytest.raises(Refused, match=refusal):
        claims.ask_for_place(by=met(world.ada), at=now)


def test_it_lapses_after_seven_days_and_is_taken_within_one(world: World, now: datetime) -> None:
    export = claims.ask_for_place(by=met(world.ada), at=now)
    assert stage_of(export, now + 7 * DAY) == Stage.WAITING
    with pytest.raises(Refused, match="it has lapsed"):
        claims.agree_to_place(number=1, by=met(world.tunde), at=now + 7 * DAY + timedelta(seconds=1))
    claims.ask_for_place(by=met(world.ada), at=now + 8 * DAY)
    claims.agree_to_place(number=2, by=met(world.tunde), at=now + 9 * DAY)
    taken = {"acts": 1, "head": "ab", "released": {}}
    with pytest.raises(Refused, match="that day is over"):
        claims.take_place(number=2, by=met(world.ada), at=now + 10 * DAY + timedelta(seconds=1), **taken)  # type: ignore[arg-type]
    claims.take_place(number=2, by=met(world.tunde), at=now + 10 * DAY, **taken)  # type: ignore[arg-type]


def test_nobody_takes_it_before_it_is_agreed_nor_a_third_steward_after(world: World, now: datetime) -> None:
    stewards(world, "moira")
    taken = {"at": now, "acts": 1, "head": "ab", "released": {}}
    claims.ask_for_place(by=met(world.ada), at=now)
    with pytest.raises(Refused, match="has to agree first"):
        claims.take_place(number=1, by=met(world.ada), **taken)  # type: ignore[arg-type]
    claims.agree_to_place(number=1, by=met(world.tunde), at=now)
    with pytest.raises(Refused, match="Only the two stewards"):
        claims.take_place(number=1, by=met(world.moira), **taken)  # type: ignore[arg-type]


def test_it_lapses_with_the_office_of_either_steward(world: World, now: datetime) -> None:
    agreed(world, now)
    Member.objects.filter(pk=world.tunde.pk).update(steward=False)
    with pytest.raises(Refused, match="Tunde Oke is no longer a steward here"):
        claims.take_place(number=1, by=met(world.ada), at=now, acts=1, head="ab", released={})


def test_in_the_quiet_fortnight_there_is_no_copy_of_everything(now: datetime, db: None) -> None:
    quiet = build(now, "newmere", ago=DAY)
    with pytest.raises(Refused, match="seen only by those it is about, so there is no copy of all of it"):
        claims.ask_for_place(by=met(quiet.ada), at=now)


@pytest.mark.parametrize("column", ["agreed_by", "taken_by"])
def test_the_database_refuses_one_pair_of_hands(world: World, now: datetime, column: str) -> None:
    agreed(world, now)
    who = {"agreed_by": world.ada, "taken_by": world.kofi}[column]
    with pytest.raises(IntegrityError), transaction.atomic():
        PlaceExport.objects.update(**{column: who, column.replace("_by", "_at"): now})


# What


def test_it_holds_what_everyone_here_may_read_and_the_ledger_that_checks(world: World, now: datetime) -> None:
    answered(world, now)
    promise(world, now)
    heard(world, now)
    at = now + REPLY
    told = whole(world.tunde, at)
    assert [one["name"] for one in rows(told, "organisations")] == [
        "Aldermouth Council", "Aldermouth Hospital", "Aldermouth Charity", "Aldermouth Voices",
    ]  # fmt: skip
    assert [one["name"] for one in rows(told, "people")] == [
        "Ada Quill", "Kofi Baah", "Ben Iver", "Ruth Vane", "Tunde Oke",
    ]  # fmt: skip
    assert [one["sentence"] for one in rows(told, "claims")] == [
        "We lent two therapists", "Ward rounds before ten", "We will pay in thirty days",
    ]  # fmt: skip
    assert rows(told, "claims")[2]["where"] == "In a corridor"
    (said,) = rows(told, "answers")
    assert (said["who"], said["answer"], said["words"]) == (
        "Kofi Baah, hospital social worker, Aldermouth Council", "No", "Not here",
    )  # fmt: skip
    assert rows(told, "counterparts")[0]["who"] == "Aldermouth Council"
    lines = told["ledger.jsonl"].splitlines()
    stands = head(world.place.pk)
    assert script().check(lines, {stands.length: stands.hash})[1]
    assert len(lines) == stands.length


def test_nobodys_address_ticket_or_ballot_is_in_it(world: World, now: datetime) -> None:
    Member.objects.filter(pk=world.kofi.pk).update(phone="07700 900123")
    claim = answered(world, now)
    ticket, secret = claims.issue_ticket(
        claim=claim, perspective="carer", must_hear=True, by=world.tunde, at=now
    )
    inside = box(world, now)
    claims.drop_in_box(claim=inside, verdict=Verdict.NOT_YET, by=world.moira, at=now)
    told = everything(whole(world.ada, now + REPLY))
    for hidden in (
        "@aldermouth.example",
        "900123",
        secret,
        ticket.hash,
        str(Ticket.objects.get().pk),
        'Not yet"\r\n',
    ):
        assert hidden not in told
    assert "I invite challenge" in told


def test_who_was_asked_to_answer_into_a_box_and_how_often_is_not_in_it(world: World, now: datetime) -> None:
    """Asked a second time tells that they had not put one in."""
    claim = box(world, now)
    one = claim.counterparts.get(member=world.moira)
    for count in (0, 1):
        claims.ask(member=world.moira, counterparts=[one], at=now + count * DAY)
    told = whole(world.ada, now + 2 * DAY)
    assert {row["who"] for row in rows(told, "counterparts")} == {"a peer"}
    assert {row["times asked"] for row in rows(told, "counterparts")} == {""}
    assert event_of(told, "member.asked") == []
    assert event_of(told, "claim.put") == []  # it names the five
    assert script().check(told["ledger.jsonl"].splitlines(), {})[1]


def test_a_contest_waits_for_the_end_of_its_reply_time_whoever_takes_it(world: World, now: datetime) -> None:
    stewards(world, "ben")
    answered(world, now)
    claims.reply(claim=world.claim(1), words="It was one", by=world.ben, at=now, verb=TurnVerb.REPLIED)
    for taker in (world.tunde, world.ben, world.ada):
        during = whole(taker, now + DAY)
        assert rows(during, "claims")[0]["now"] == "answered, in reply time"
        assert rows(during, "answers") == []
        assert not {"contested", "Not here", "It was one"} & {
            word for word in ("contested", "Not here", "It was one") if word in everything(during)
        }
        assert event_of(during, "claim.answered") == event_of(during, "claim.replied") == []
        assert script().check(during["ledger.jsonl"].splitlines(), {})[1]
    frontline(world, now, 3)  # so that where Kofi stands may be told
    after = whole(world.tunde, now + REPLY)
    assert [one["facts"]["verdict"] for one in event_of(after, "claim.answered")] == ["no"]
    assert "It was one" in everything(after)


def test_an_act_that_is_left_out_shows_its_place_in_the_chain_and_nothing_else(
    world: World, now: datetime
) -> None:
    answered(world, now)
    left_out = [one for one in events(whole(world.tunde, now + DAY)) if "left_out" in one]
    assert left_out
    for one in left_out:
        assert set(one) == {"place", "seq", "previous", "hash", "on", "left_out"}


def test_who_does_not_sign_is_named_nowhere_in_it_not_even_by_a_number(world: World, now: datetime) -> None:
    claim = plain(world, now, to=world.moira)
    claims.answer(claim=claim, verdict=Verdict.YES, words="It helped", by=world.moira, at=now)
    told = whole(world.ada, now + DAY)
    assert "Moira" not in everything(told)
    assert f'"{world.moira.ref}"' not in everything(told)
    assert "Two people here do not sign with a name." in told["README.txt"]
    (said,) = rows(told, "answers")
    assert (said["who"], said["words"]) == ("someone", "It helped")
    assert script().check(told["ledger.jsonl"].splitlines(), {})[1]


def test_asked_as_one_of_a_group_nobody_is_named(world: World, now: datetime) -> None:
    claim = claims.put(
        place=world.place, kind="sacrifice", sentence="We lent two therapists", claimants=[world.hospital],
        named=[Named("carer")], by=world.ben, at=now,
    )  # fmt: skip
    claims.ask(member=world.moira, counterparts=list(claim.counterparts.all()), at=now)
    claims.answer(claim=claim, verdict=Verdict.YES, by=world.moira, at=now)
    told = whole(world.ada, now + DAY)
    assert [one["who"] for one in rows(told, "answers")] == ["someone"]
    assert event_of(told, "claim.answered") == event_of(told, "member.asked") == []


def test_where_people_stand_goes_through_the_gate(world: World, now: datetime) -> None:
    """Two stand there, and four come: six at the front line; the other five are each alone."""
    frontline(world, now, 4)
    told = whole(world.ada, now + DAY)
    assert [tuple(one.values()) for one in rows(told, "perspectives")] == [
        ("frontline", "6"),
        ("others", "5"),
    ]
    claim = plain(world, now)
    claims.answer(claim=claim, verdict=Verdict.YES, by=world.kofi, at=now)  # frontline
    Member.objects.filter(pk=world.moira.pk).update(signs=True)
    charity = promise(world, now).claim
    claims.add_counterpart(claim=charity, who=world.moira, must_hear=False, by=world.kofi, at=now)
    claims.answer(claim=world.claim(2), verdict=Verdict.YES, by=world.moira, at=now)  # a carer, signed
    told = whole(world.tunde, now + DAY)
    assert [one["actor"] for one in event_of(told, "claim.answered")] == [world.kofi.ref]
    assert [one["who"] for one in rows(told, "answers")][1].startswith("Moira Tell")
    for hidden in ('"carer"', '"executive"', '"lived_experience"'):
        assert hidden not in everything(told)


def test_no_later_copy_tells_a_few_by_subtraction(world: World, now: datetime) -> None:
    frontline(world, now, 4)
    agreed(world, now)
    first = exports.place_bundle(met(world.ada), now)
    assert first.released == {"frontline": 6, "others": 5}
    claims.take_place(number=1, by=met(world.ada), at=now, acts=1, head="ab", released=first.released)
    frontline(world, now, 1)
    second = exports.place_bundle(met(world.ada), now + DAY)
    assert second.released == {}
    assert rows(opened(second.archive), "perspectives") == []
    frontline(world, now, 4)
    assert exports.place_bundle(met(world.ada), now + DAY).released == {"frontline": 11, "others": 5}


def test_which_step_somebody_chose_is_in_no_copy_but_their_own(world: World, now: datetime) -> None:
    claim = claims.put(
        place=world.place, kind="coproduced", sentence="We designed it together", claimants=[world.hospital],
        named=[Named(world.moira), Named(world.desmond)], by=world.ben, at=now,
        further=claims.Further(step=6),
    )  # fmt: skip
    claims.answer(claim=claim, verdict=Verdict.YES, step=2, words="Told late", by=world.moira, at=now)
    told = whole(world.ada, now + REPLY)
    assert [(one["answer"], one["words"]) for one in rows(told, "answers")] == [("", "Told late")]
    assert event_of(told, "claim.answered") == []
    assert rows(told, "claims")[0]["steps chosen"] == ""
    assert rows(mine(world.moira, now), "answers")[0]["step"] == "2 Educating"


def test_whoever_could_still_choose_a_step_does_not_see_what_others_chose(
    world: World, now: datetime
) -> None:
    several = [
        partnership.add_member(
            place=world.place, by=world.ada, at=now,
            person=partnership.Person(name=f"Carer {count}", perspectives=["carer"], organisation=None),
        )
        for count in range(5)
    ]  # fmt: skip
    claim = claims.put(
        place=world.place, kind="coproduced", sentence="We designed it together", claimants=[world.hospital],
        named=[Named(one) for one in (*several, world.tunde)], by=world.ben, at=now, further=claims.Further(step=6),
    )  # fmt: skip
    for one in several:
        claims.answer(claim=claim, verdict=Verdict.YES, step=6, by=met(one), at=now)
    assert rows(whole(world.tunde, now + DAY), "claims")[0]["steps chosen"] == ""
    assert rows(whole(world.ada, now + DAY), "claims")[0]["steps chosen"] == "6 Co-design: 5"


def test_reading_a_place_takes_as_many_queries_however_much_is_in_it(world: World, now: datetime) -> None:
    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            whole(world.tunde, now + REPLY)
        return len(seen)

    answered(world, now)
    few = asked()
    for _ in range(12):
        answered(world, now)
    assert asked() == few


def test_it_is_sealed_as_a_bundle_is_checks_itself_and_cannot_be_brought_in(
    world: World, now: datetime, tmp_path: Path
) -> None:
    answered(world, now)
    path = tmp_path / "copy.zip"
    path.write_bytes(exports.place_bundle(met(world.ada), now + DAY).archive)
    code, said = run(path)
    assert (code, "are left out of this copy" in said) == (0, True)
    assert f"The head is {head(world.place.pk).hash}" in said
    with pytest.raises(Refused, match="is a copy to read"):
        import_place(path, at=now)
    files = opened(path.read_bytes())
    for name in ("claims", "people", "ledger"):
        schema = json.loads(files[f"schemas/{name}.json"])
        lines = [json.loads(line) for line in files[f"rows/{name}.jsonl"].split("\n")[:-1]]
        assert len(lines) == len(rows(files, name)) > 0
        assert all(sorted(line) == schema["required"] for line in lines)
    path.write_bytes(path.read_bytes()[:-70] + b"x" * 70)
    assert run(path)[0] == 1

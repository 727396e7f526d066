"""What may be taken away: mine, our organisation's, the whole place. And what is in none of them."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from counterpoint.analysis.standing import Verdict
from counterpoint.barriers import actions as barriers
from counterpoint.claims import actions as claims
from counterpoint.claims.actions import Named
from counterpoint.claims.choices import TurnVerb
from counterpoint.claims.models import PlaceExport, Ticket
from counterpoint.claims.policies import Stage, stage_of
from counterpoint.claims.queries import exports
from counterpoint.claims.queries.exports.beside import BESIDE_A_CLAIM, NOTICES, ORGANISATIONS
from counterpoint.ledger.models import Event
from counterpoint.ledger.queries import first_break, head
from counterpoint.partnership import actions as partnership
from counterpoint.partnership.models import Member, Membership
from counterpoint.partnership.queries import members
from counterpoint.web.http import Refused
from tests.acts import agreed, answered, box, heard, later, plain, promise
from tests.claims.visiting import Visitor
from tests.docs.test_check_chain import script
from tests.work.conftest import Post, Tray
from tests.world import World, build

DAY = timedelta(days=1)
REPLY = timedelta(days=9)  # longer than five working days
HOSTILE = ('=HYPERLINK("http://x","y")', "+441632960001", "-2+3", "@SUM(A1)", "\tx", "  =1+1")

type Files = dict[str, str]


@pytest.fixture
def visitor(monkeypatch: pytest.MonkeyPatch, now: datetime) -> Visitor:
    return Visitor(monkeypatch, now + DAY)


def met(member: Member) -> Member:
    return members().get(pk=member.pk)


def opened(content: bytes) -> Files:
    with zipfile.ZipFile(io.BytesIO(content)) as folder:
        return {name: folder.read(name).decode("utf-8-sig") for name in folder.namelist()}


def mine(member: Member, at: datetime) -> Files:
    return opened(exports.archive(exports.mine_bundle(met(member), at)))


def ours(world: World, organisation: str, member: Member, at: datetime) -> Files:
    bundle = exports.organisation_bundle(getattr(world, organisation), met(member), at)
    return opened(exports.archive(bundle))


def whole(member: Member, at: datetime) -> Files:
    return opened(exports.archive(exports.place_bundle(met(member), at).bundle))


def rows(files: Files, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files[f"{name}.csv"])))


def everything(files: Files) -> str:
    return "\n".join(files.values())


def events(files: Files) -> list[dict[str, Any]]:
    return [json.loads(line) for line in files["ledger.jsonl"].splitlines()]


def event_of(files: Files, verb: str) -> list[dict[str, Any]]:
    return [one for one in events(files) if one.get("verb") == verb]


# Mine


def test_mine_holds_what_i_said_put_and_was_asked_and_what_is_held_about_me(
    world: World, now: datetime, post: Post
) -> None:
    answered(world, now)
    promise(world, now)
    claims.reply(claim=world.claim(1), words="We lent one", by=world.ben, at=now, verb=TurnVerb.REPLIED)
    post.at(now + DAY)
    kofis, bens = mine(world.kofi, now + DAY), mine(world.ben, now + DAY)
    assert [(one["claim"], one["words"]) for one in rows(kofis, "answers")] == [("1", "Not here")]
    assert [one["claim"] for one in rows(kofis, "asked")] == ["2"]
    assert dict(one.values() for one in rows(kofis, "you"))["e-mail address"] == "kofi@aldermouth.example"
    assert [one["sentence"] for one in rows(bens, "put")] == [
        "We lent two therapists",
        "Ward rounds before ten",
    ]
    assert rows(bens, "put")[1]["what it takes"] == "A rota"
    assert rows(bens, "said")[0]["words"] == "We lent one"
    assert "somebody says that it is not so" in {one["what"] for one in rows(bens, "sent") if one["sent on"]}
    assert {one["what"] for one in rows(bens, "acts")} >= {"claim.put", "promise.put", "claim.replied"}


def test_mine_holds_nothing_that_others_said_and_nobody_elses_address(world: World, now: datetime) -> None:
    answered(world, now)
    told = everything(mine(world.ben, now + DAY))
    assert "Not here" not in told
    assert "kofi@" not in told


def test_an_answer_in_a_box_and_words_without_a_name_are_in_nobodys_copy(world: World, now: datetime) -> None:
    claim = box(world, now)
    claims.drop_in_box(claim=claim, verdict=Verdict.NO, by=world.kofi, at=now)
    barriers.raise_quietly(place=world.place, sentence="Nobody may know", could_remove=None, how_often="")
    told = mine(world.kofi, now + DAY)
    assert [one["sentence"] for one in rows(told, "boxes")] == ["I invite challenge"]
    assert rows(told, "answers") == []
    for files in (told, ours(world, "council", world.kofi, now + DAY), whole(world.ada, now + DAY)):
        assert "Nobody may know" not in everything(files)


@pytest.mark.parametrize("words", HOSTILE)
def test_words_that_a_spreadsheet_would_run_are_only_words(world: World, now: datetime, words: str) -> None:
    claim = plain(world, now)
    claims.answer(claim=claim, verdict=Verdict.YES, words=words, by=world.kofi, at=now)
    for files in (mine(world.kofi, now), ours(world, "council", world.kofi, now), whole(world.tunde, now)):
        cells = [
            cell
            for name in files
            if name.endswith(".csv")
            for row in csv.reader(io.StringIO(files[name]))
            for cell in row
        ]
        assert "'" + words in cells
        assert not [cell for cell in cells if cell.lstrip(" ")[:1] in ("=", "+", "-", "@", "\t")]
        told = next(json.loads(files[name]) for name in files if name.endswith(".json"))
        assert words in [row.get("words") for row in told["tables"]["answers"]]


def test_erased_words_are_in_no_copy(world: World, now: datetime) -> None:
    claim = answered(world, now)
    text = claim.answers.get().words
    claims.erase_words(text=text, claim=claim, by=world.kofi, at=later(now))
    at = now + REPLY
    for files in (mine(world.kofi, at), ours(world, "council", world.kofi, at), whole(world.tunde, at)):
        assert "Not here" not in everything(files)
        assert "[these words were erased]" in everything(files)


# Our organisation's


def test_an_organisations_copy_holds_what_it_claims_and_what_its_people_signed(
    world: World, now: datetime
) -> None:
    answered(world, now)
    promise(world, now)
    claims.ask_for(asked=world.council, sentence="Pay on time", by=world.tunde, at=now)
    hospitals = ours(world, "hospital", world.ben, now + REPLY)
    councils = ours(world, "council", world.kofi, now + REPLY)
    assert [(one["claim"], one["why it is here"]) for one in rows(hospitals, "claims")] == [
        ("1", "claimed by us"), ("2", "claimed by us"),
    ]  # fmt: skip
    assert [one["why it is here"] for one in rows(councils, "claims")] == [
        "we are asked whether it is so", "we are asked whether it is so", "asked of us",
    ]  # fmt: skip
    assert [(one["who"], one["words"]) for one in rows(councils, "answers")] == [
        ("Kofi Baah, hospital social worker, Aldermouth Council", "Not here")
    ]


def test_of_others_it_holds_only_how_a_claim_stands_and_how_many_say_what(
    world: World, now: datetime
) -> None:
    answered(world, now)
    told = ours(world, "hospital", world.ben, now + REPLY)
    (claim,) = rows(told, "claims")
    assert (claim["now"], claim["voices heard"], claim["No"], claim["Yes"]) == ("not so", "1", "1", "0")
    assert rows(told, "answers") == []
    assert "Not here" not in everything(told)
    assert "Kofi" not in everything(told)


def test_who_does_not_sign_with_a_name_is_counted_and_not_named(world: World, now: datetime) -> None:
    Member.objects.filter(pk=world.kofi.pk).update(signs=False)
    answered(world, now)
    told = ours(world, "council", world.kofi, now + REPLY)
    assert rows(told, "answers") == []
    assert rows(told, "claims")[0]["No"] == "1"


def test_a_colleagues_word_waits_until_the_reader_has_given_theirs(world: World, now: datetime) -> None:
    Membership.objects.filter(member=world.ada).update(asked=True)
    claim = plain(world, now)
    claims.answer(claim=claim, verdict=Verdict.YES, words="They did", by=world.kofi, at=now)
    assert "They did" not in everything(ours(world, "council", world.ada, now + DAY))
    assert "They did" not in everything(whole(world.ada, now + DAY))
    assert "They did" in everything(whole(world.tunde, now + DAY))
    claims.answer(claim=world.claim(1), verdict=Verdict.NO, by=world.ada, at=now + DAY)
    assert "They did" in everything(ours(world, "council", world.ada, now + DAY))


def test_a_contest_in_its_reply_time_is_not_in_a_copy_that_it_is_not_about(
    world: World, now: datetime
) -> None:
    """The council could lift what somebody else said was gone: it is no party to what is said of it."""
    raised = barriers.raise_(
        place=world.place,
        sentence="Two forms",
        could_remove=world.council,
        how_often="",
        by=world.ruth,
        at=now,
    )
    taken = barriers.take(barrier=raised, organisation=world.charity, by=world.tunde, at=now)
    barriers.say_gone(barrier=taken, words="One form", by=world.tunde, at=now)
    claims.answer(claim=world.claim(1), verdict=Verdict.NO, words="Still two", by=world.ruth, at=now + DAY)
    during, after = (ours(world, "council", world.kofi, at) for at in (now + DAY, now + REPLY))
    assert (rows(during, "claims")[0]["now"], rows(during, "claims")[0]["No"]) == (
        "answered, in reply time",
        "",
    )
    assert (rows(after, "claims")[0]["now"], rows(after, "claims")[0]["No"]) == ("not so", "1")


def test_a_box_is_counts_once_it_is_opened_and_enough_have_spoken(world: World, now: datetime) -> None:
    claim = box(world, now)
    people = (world.ada, world.kofi, world.tunde, world.moira, world.desmond)
    for who in people[:-1]:
        claims.drop_in_box(claim=claim, verdict=Verdict.YES, by=who, at=now)
    assert rows(ours(world, "hospital", world.ben, now), "claims")[0]["in the box"] == ""
    claims.drop_in_box(claim=claim, verdict=Verdict.NO, by=people[-1], at=now)
    assert (
        rows(ours(world, "hospital", world.ben, now), "claims")[0]["in the box"]
        == "Yes, I have: 4; No, I have not: 1"
    )


def test_only_those_who_are_asked_for_an_organisation_take_its_copy(
    world: World, now: datetime, visitor: Visitor
) -> None:
    address = f"/aldermouth/exports/organisation/{world.hospital.number}/"
    refused = (
        f"Only those who are asked for {world.hospital.name} can take a copy of what it said and was asked."
    )
    for member, status in ((world.ruth, 422), (world.kofi, 422), (world.ben, 200)):
        visitor.sign_in(member)
        visitor.get("/aldermouth/exports/")
        before = Event.objects.count()
        if status == 200:
            assert (
                visitor.client.post(
                    address, {"csrfmiddlewaretoken": visitor.client.cookies["csrftoken"].value}
                ).status_code
                == 200
            )
        else:
            assert refused in visitor.post(address)
        assert Event.objects.count() - before == (status == 200)
    event = Event.objects.filter(place_id=world.place.pk).latest("seq")
    assert (event.verb, event.actor, event.subject) == (
        "export.organisation",
        world.ben.ref,
        world.hospital.ref,
    )


def test_in_the_quiet_fortnight_an_organisations_copy_holds_its_own_part(now: datetime) -> None:
    quiet = build(now, "newmere", ago=DAY)
    plain(quiet, now)
    promise(quiet, now)
    claims.put(
        place=quiet.place, kind="sacrifice", sentence="Between two others", claimants=[quiet.charity],
        named=[Named(quiet.council)], by=quiet.tunde, at=now,
    )  # fmt: skip
    assert "Between two others" not in everything(ours(quiet, "hospital", quiet.ben, now))
    assert "Between two others" in everything(ours(quiet, "council", quiet.kofi, now))


# The whole place: who


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


def stewards(world: World, *several: str) -> None:
    for name in several:
        Member.objects.filter(pk=getattr(world, name).pk).update(steward=True)


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


# The whole place: what


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


def frontline(world: World, now: datetime, several: int) -> None:
    for count in range(several):
        partnership.add_member(
            place=world.place, by=world.ada, at=now,
            person=partnership.Person(name=f"Nurse {count}", organisation=world.hospital, perspectives=["frontline"]),
        )  # fmt: skip


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
    assert rows(opened(exports.archive(second.bundle)), "perspectives") == []
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


def test_what_is_read_of_other_rooms_is_there(db: None) -> None:
    for label, names in {
        **{label: (*texts, *plain_) for label, (texts, plain_) in BESIDE_A_CLAIM.items()},
        NOTICES: ("member", "letter", "kind", "about"),
    }.items():
        for name in (*names, *ORGANISATIONS.get(label, ())):
            apps.get_model(label)._meta.get_field(name)


# The page, and who is told


@pytest.mark.parametrize("act", ["mine/", "organisation/1/", "place/ask/", "place/1/agree/", "place/1/take/"])
def test_opening_an_address_takes_nothing(world: World, now: datetime, visitor: Visitor, act: str) -> None:
    visitor.sign_in(world.ada)
    before = Event.objects.count()
    assert visitor.client.get(f"/aldermouth/exports/{act}").status_code == 405
    assert Event.objects.count() == before


def test_the_page_says_what_each_holds_and_offers_what_one_may_take(world: World, visitor: Visitor) -> None:
    visitor.sign_in(world.ruth)
    said = visitor.get("/aldermouth/exports/")
    assert "Take what is mine" in said
    assert "You are asked for none." in said
    assert "Ask for a copy of everything" not in said
    visitor.sign_in(world.tunde)
    said = visitor.get("/aldermouth/exports/")
    assert "Take what is Aldermouth Charity’s" in said
    assert "Ask for a copy of everything" in said


def test_what_is_not_ones_to_press_is_not_there(world: World, now: datetime, visitor: Visitor) -> None:
    elsewhere = build(now, "newmere")
    visitor.sign_in(world.kofi)
    visitor.get("/aldermouth/exports/")
    for address in (
        "/aldermouth/exports/place/ask/",
        "/newmere/exports/mine/",
        f"/newmere/exports/organisation/{elsewhere.council.number}/",
        "/aldermouth/exports/organisation/99/",
    ):
        visitor.post(address)
        assert visitor.status == 404, address


def test_mine_is_handed_over_at_once_and_recorded(world: World, visitor: Visitor) -> None:
    visitor.sign_in(world.ruth)
    visitor.get("/aldermouth/exports/")
    token = {"csrfmiddlewaretoken": visitor.client.cookies["csrftoken"].value}
    answer = visitor.client.post("/aldermouth/exports/mine/", token)
    assert answer["Content-Type"] == "application/zip"
    assert "mine.json" in opened(answer.content)
    event = Event.objects.filter(place_id=world.place.pk).latest("seq")
    assert (event.verb, event.actor, event.subject) == ("export.mine", world.ruth.ref, world.ruth.ref)


def test_the_page_says_where_a_copy_of_everything_is(world: World, now: datetime, visitor: Visitor) -> None:
    claims.ask_for_place(by=met(world.ada), at=now)
    visitor.sign_in(world.ada)
    said = visitor.get("/aldermouth/exports/")
    assert (
        "Ada Quill asked for a copy of everything on 2 November 2026. If nobody agrees by 9 November 2026, it lapses."
        in said
    )
    assert "You asked for this." in said
    visitor.sign_in(world.tunde)
    assert "I agree" in visitor.get("/aldermouth/exports/")
    claims.agree_to_place(number=1, by=met(world.tunde), at=now + timedelta(hours=5))
    said = visitor.get("/aldermouth/exports/")
    assert "One of the two can take it, once, until 3 November 2026 at 2.30pm." in said
    assert "Take the copy of everything" in said
    visitor.at = now + 3 * DAY
    said = visitor.get("/aldermouth/exports/")
    assert "Ada Quill asked, Tunde Oke agreed; nobody took it in time." in said
    assert "Ask for a copy of everything" in said


@pytest.fixture
def post() -> Post:
    return Post(Tray())


def test_no_copy_of_everything_goes_out_unseen(world: World, now: datetime, post: Post) -> None:
    """The steward who can agree hears that somebody asks; who asked, that it is agreed; the others, that it is gone."""
    stewards(world, "kofi", "moira")
    post.at(now)
    claims.ask_for_place(by=met(world.ada), at=now)
    asked = post.at(now + timedelta(hours=1))
    assert {(one.to, one.subject) for one in asked} == {
        (who.email, "Ada Quill asks for a copy of all of Aldermouth") for who in (world.tunde, world.moira)
    }
    assert "If nobody agrees by 9 November 2026, it lapses." in asked[0].text
    claims.agree_to_place(number=1, by=met(world.tunde), at=now + timedelta(hours=2))
    (agreed_to,) = post.at(now + timedelta(hours=3))
    assert (agreed_to.to, agreed_to.subject) == (
        world.ada.email,
        "Tunde Oke agreed to the copy of Aldermouth",
    )
    assert "once, until 3 November 2026 at 11.30am" in agreed_to.text
    claims.take_place(
        number=1, by=met(world.ada), at=now + timedelta(hours=4), acts=1, head="ab", released={}
    )
    gone = post.at(now + timedelta(hours=5))
    assert {one.to for one in gone} == {world.tunde.email, world.kofi.email, world.moira.email}
    assert {one.subject for one in gone} == {"Ada Quill took a copy of all of Aldermouth"}

"""Copies of what is mine and what is our organisation's, and the page of all three. And what is in none of them."""

from __future__ import annotations

import csv
import io
import json
from datetime import datetime, timedelta

import pytest

from counterpoint.analysis.standing import Verdict
from counterpoint.barriers import actions as barriers
from counterpoint.claims import actions as claims
from counterpoint.claims.actions import Named
from counterpoint.claims.choices import TurnVerb
from counterpoint.ledger.models import Event
from counterpoint.partnership.models import Member, Membership
from tests.acts import answered, box, later, plain, promise
from tests.bundle.copies import (
    DAY,
    HOSTILE,
    REPLY,
    Files,
    everything,
    met,
    mine,
    opened,
    ours,
    rows,
    stewards,
    whole,
)
from tests.claims.visiting import Visitor
from tests.work.conftest import Post, Tray
from tests.world import World, build


@pytest.fixture
def visitor(monkeypatch: pytest.MonkeyPatch, now: datetime) -> Visitor:
    return Visitor(monkeypatch, now + DAY)


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
        assert words in [row.get("words") for row in as_a_program_reads(files, "answers")]


def as_a_program_reads(files: Files, name: str) -> list[dict[str, object]]:
    if (lines := files.get(f"rows/{name}.jsonl")) is not None:
        return [json.loads(line) for line in lines.split("\n")[:-1]]
    told = next(json.loads(files[one]) for one in files if one.endswith(".json"))
    return list(told["tables"][name])


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
    assert (rows(after, "claims")[0]["now"], rows(after, "claims")[0]["No"]) == (
        "said gone, and it is not",
        "1",
    )


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


def test_in_the_quiet_fortnight_an_organisations_copy_holds_its_own_part(db: None, now: datetime) -> None:
    quiet = build(now, "newmere", ago=DAY)
    plain(quiet, now)
    promise(quiet, now)
    claims.put(
        place=quiet.place, kind="sacrifice", sentence="Between two others", claimants=[quiet.charity],
        named=[Named(quiet.council)], by=quiet.tunde, at=now,
    )  # fmt: skip
    assert "Between two others" not in everything(ours(quiet, "hospital", quiet.ben, now))
    assert "Between two others" in everything(ours(quiet, "council", quiet.kofi, now))
    barriers.raise_(
        place=quiet.place, sentence="Two forms", could_remove=quiet.council, how_often="", by=quiet.ruth, at=now
    )  # fmt: skip
    assert "Two forms" not in everything(ours(quiet, "council", quiet.kofi, now))
    assert "Two forms" in everything(ours(quiet, "council", quiet.kofi, now + 14 * DAY))


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
    assert "Take the copy of Aldermouth Charity" in said
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


@pytest.mark.parametrize("page", ["people/", "yours/", "settings/"])
def test_the_way_to_it_is_where_one_looks(world: World, visitor: Visitor, page: str) -> None:
    visitor.sign_in(world.ada)
    visitor.get(f"/aldermouth/{page}")
    assert 'href="/aldermouth/exports/"' in visitor.page

"""One claim: what each reader reads, what is held back from whom, and what they may do about it."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from counterpoint.analysis.standing import Verdict
from counterpoint.claims import actions as claims
from counterpoint.claims.actions import Further, Named
from counterpoint.claims.choices import TurnVerb
from counterpoint.claims.models import Answer, Claim, Counterpart, Ticket
from counterpoint.claims.queries.addresses import record_url
from counterpoint.claims.queries.claim_history import SENTENCES
from counterpoint.claims.queries.claim_page import claim_page
from counterpoint.partnership.actions import leave
from counterpoint.partnership.models import Member
from tests.acts import answered, box, plain, promise
from tests.claims.visiting import Visitor
from tests.world import World, build

DAY = timedelta(days=1)
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def visitor(monkeypatch: pytest.MonkeyPatch, now: datetime) -> Visitor:
    return Visitor(monkeypatch, now + DAY)


def url(world: World, claim: Claim) -> str:
    return record_url(world.place.slug, claim.kind, claim.number)


def reads(visitor: Visitor, member: Member, address: str) -> str:
    visitor.client.logout()
    visitor.sign_in(member)
    return visitor.get(address)


def ladder(world: World, now: datetime, steps: list[int]) -> Claim:
    claim = claims.put(
        place=world.place, kind="coproduced", sentence="The card", claimants=[world.hospital],
        named=[Named(world.voices)], by=world.ben, at=now, further=Further(step=6),
    )  # fmt: skip
    for step in steps:
        ticket, _ = claims.issue_ticket(
            claim=claim, perspective="lived_experience", must_hear=True, by=world.tunde, at=now
        )
        claims.answer_by_ticket(ticket=ticket, verdict=Verdict.YES, step=step, at=now)
    return claim


def test_both_voices_stand_beside_each_other(world: World, now: datetime, visitor: Visitor) -> None:
    claim = plain(world, now)
    claims.answer(claim=claim, verdict=Verdict.NO, words="One came, for a day", by=world.kofi, at=now)
    page = reads(visitor, world.ben, url(world, claim))
    for words in (
        "We lent two therapists", "not so", "Claimed by Aldermouth Hospital", "Ben Iver, chief executive",
        "Kofi Baah, hospital social worker, Aldermouth Council", "“One came, for a day”",
        "Everyone who is asked was chosen by whoever makes this claim.",
    ):  # fmt: skip
        assert words in page
    assert visitor.page.index("We lent two therapists") < visitor.page.index("What those who would know say")


def test_who_was_asked_and_has_not_spoken_is_named(world: World, now: datetime, visitor: Visitor) -> None:
    claim = claims.put(
        place=world.place, kind="sacrifice", sentence="We lent two", claimants=[world.hospital],
        named=[Named(world.council), Named(world.charity), Named("carer", must_hear=False)], by=world.ben, at=now,
    )  # fmt: skip
    charity = Counterpart.objects.select_related("claim").get(claim=claim, position=2)
    for days in (0, 3):
        claims.ask(member=world.tunde, counterparts=[charity], at=now + days * DAY)
    claims.answer(claim=claim, verdict=Verdict.YES, by=world.kofi, at=now + 3 * DAY)
    visitor.at = now + 4 * DAY
    page = reads(visitor, world.ben, url(world, claim))
    assert "1 of 3 heard: Aldermouth Charity and every carer here have not spoken." in page
    assert "Aldermouth Charity asked twice, last on 5 November 2026" in page
    assert "every carer here not asked yet · need not be heard" in page


def test_a_contest_in_its_reply_time_is_read_by_its_parties_alone(
    world: World, now: datetime, visitor: Visitor
) -> None:
    claim = plain(world, now)
    claims.answer(claim=claim, verdict=Verdict.NO, words="Nobody came at all", by=world.kofi, at=now)
    claims.reply(claim=claim, words="I am looking into it", by=world.ben, at=now)
    for party in (world.ben, world.ruth, world.kofi):
        assert "Nobody came at all" in reads(visitor, party, url(world, claim))
    page = reads(visitor, world.tunde, url(world, claim))
    assert "answered, in reply time" in page
    assert "Everyone reads both after 9 November 2026" in page
    for secret in ("Nobody came at all", "looking into it", "not so", "replied", "answered: no"):
        assert secret not in page
    visitor.at = now + 8 * DAY
    assert "Nobody came at all" in reads(visitor, world.tunde, url(world, claim))


def test_a_colleagues_answer_is_read_after_ones_own(world: World, now: datetime, visitor: Visitor) -> None:
    claim = plain(world, now)
    claims.answer(claim=claim, verdict=Verdict.YES, words="They did come", by=world.kofi, at=now)
    page = reads(visitor, world.ada, url(world, claim))
    assert "They did come" not in page
    assert "answered: yes" not in page
    assert "A colleague of yours has spoken." in page
    claims.answer(claim=claim, verdict=Verdict.NO, words="Not to us", by=world.ada, at=now + DAY)
    page = reads(visitor, world.ada, url(world, claim))
    assert "They did come" in page
    assert "The people of Aldermouth Council differ. Its one voice is heard as “partly”." in page


def test_own_staff_and_those_not_asked_stand_apart(world: World, now: datetime, visitor: Visitor) -> None:
    claim = promise(world, now).claim
    claims.answer(claim=claim, verdict=Verdict.YES, words="I was there", by=world.ruth, at=now)
    _, _ = claims.know_too_by_ticket(claim=claim, perspective="carer", how="My mother was there", at=now)
    claims.answer_by_ticket(ticket=Ticket.objects.get(), verdict=Verdict.NO, words="Nobody came", at=now)
    page = claim_page(world.kofi, claim.number, now + DAY)
    assert page is not None
    assert [one.apart for one in page.answers.own_staff] == ["own staff"]
    (unasked,) = page.answers.unasked
    assert (unasked.apart, unasked.how) == ("not asked, but spoke", "My mother was there")
    assert unasked.adopt == 2  # whoever was asked may add them
    assert page.answers.lines == ()
    stranger = claim_page(world.ruth, claim.number, now + DAY)
    assert stranger is not None
    assert stranger.answers.unasked[0].adopt == 0


def test_one_who_was_asked_adds_one_who_was_not(world: World, now: datetime, visitor: Visitor) -> None:
    claim = plain(world, now)
    claims.know_too(claim=claim, by=world.moira, at=now)
    claims.answer(claim=claim, verdict=Verdict.NO, words="I saw nobody", by=world.moira, at=now)
    reads(visitor, world.kofi, url(world, claim))
    visitor.post(f"/aldermouth/claims/{claim.number}/adopt/", {"position": "2"})
    assert visitor.status == 302
    assert Counterpart.objects.get(position=2).adopted_by == world.kofi
    visitor.post(f"/aldermouth/claims/{claim.number}/adopt/", {"position": "9"})
    assert visitor.status == 404


def test_a_box_is_counts_and_from_three_on(world: World, now: datetime) -> None:
    claim = box(world, now)
    for member, verdict in ((world.kofi, Verdict.YES), (world.tunde, Verdict.NO)):
        claims.drop_in_box(claim=claim, verdict=verdict, by=member, at=now)
    closed = claim_page(world.ada, claim.number, now)
    assert closed is not None
    assert closed.answers.box.startswith("Two answers lie in the box.")
    assert closed.answers.boxes == ()
    claims.count_box(claim=claim, at=now)
    few = claim_page(world.ada, claim.number, now)
    assert few is not None
    assert few.answers.boxes == ()
    assert "Too few can tell" in few.answers.box
    other = box(world, now)
    for member in (world.kofi, world.tunde, world.moira):
        claims.drop_in_box(claim=other, verdict=Verdict.YES, by=member, at=now)
    claims.count_box(claim=other, at=now)
    three = claim_page(world.ada, other.number, now)
    assert three is not None
    assert three.answers.boxes == (("Yes, I have", 3),)
    assert three.answers.lines == three.answers.silent == ()


def test_the_steps_are_shown_as_a_whole_from_five_on(world: World, now: datetime) -> None:
    four = claim_page(world.ada, ladder(world, now, [3, 4, 4, 6]).number, now)
    assert four is not None
    assert four.answers.bars == ()
    assert any("Few answers so far" in note for note in four.answers.notes)
    claim = ladder(world, now, [3, 4, 4, 6, 7])
    others, taking_part = (claim_page(one, claim.number, now) for one in (world.ada, world.moira))
    assert others is not None  # contested: she reads it when the reply time is over
    assert others.answers.bars == ()
    assert taking_part is not None
    assert taking_part.answers.bars == ()
    assert "You see which steps others chose when you have chosen yours." in taking_part.answers.notes
    five = claim_page(world.ben, claim.number, now)
    assert five is not None
    assert [bar.count for bar in five.answers.bars] == [0, 0, 1, 2, 0, 1, 1]
    assert [bar.step for bar in five.answers.bars if bar.claimed] == ["6 Co-design"]
    assert five.answers.lines == ()  # nobody's step stands beside who they are


def test_what_it_follows_and_what_follows_it_is_drawn(world: World, now: datetime, visitor: Visitor) -> None:
    old = plain(world, now, kind="longterm")
    claims.put_again(claim=old, sentence="Half of it went", by=world.ben, at=now + DAY)
    assert "Half of it went" in reads(visitor, world.tunde, url(world, old))
    assert "We lent two therapists" in reads(visitor, world.tunde, url(world, world.claim(2)))
    assert Counterpart.objects.get(claim__number=2).organisation == world.council  # the same are asked


@pytest.mark.parametrize(
    ("who", "shown", "hidden"),
    [
        ("kofi", ["Answer this"], ["I would know too", "Withdraw it"]),
        ("tunde", ["I would know too", "Give out a ticket"], ["Answer this", "Withdraw it"]),
        (
            "ben",
            ["Withdraw it", "Change the message", "You put this yourself."],
            ["Answer this", "Give out a ticket"],
        ),
        (
            "ruth",
            ["Withdraw it", "Your organisation made this claim."],
            ["Answer this", "Change the message"],
        ),
    ],
)
def test_each_reader_is_offered_what_they_may_do_and_no_more(
    world: World, now: datetime, visitor: Visitor, who: str, shown: list[str], hidden: list[str]
) -> None:
    page = reads(visitor, getattr(world, who), url(world, plain(world, now)))
    assert [words for words in shown if words not in page] == []
    assert [words for words in hidden if words in page] == []


def test_after_ten_working_days_nobody_can_be_added(world: World, now: datetime, visitor: Visitor) -> None:
    claim = plain(world, now)
    assert "Add someone who would know" in reads(visitor, world.tunde, url(world, claim))
    visitor.at = now + 15 * DAY
    assert "Add someone who would know" not in reads(visitor, world.tunde, url(world, claim))
    visitor.get(f"/aldermouth/claims/{claim.number}/add/")
    said = visitor.post(f"/aldermouth/claims/{claim.number}/add/", {"who": world.moira.ref})
    assert visitor.status == 422
    assert "Ten working days have passed" in said


def test_one_more_who_would_know_is_added(world: World, now: datetime, visitor: Visitor) -> None:
    claim = plain(world, now)
    reads(visitor, world.tunde, f"/aldermouth/claims/{claim.number}/add/")
    visitor.post(f"/aldermouth/claims/{claim.number}/add/", {"who": world.moira.ref, "must_hear": "on"})
    added = Counterpart.objects.get(claim=claim, position=2)
    assert (added.member, added.must_hear, added.added_by) == (world.moira, True, world.tunde)
    reads(visitor, world.tunde, f"/aldermouth/claims/{claim.number}/add/")
    said = visitor.post(f"/aldermouth/claims/{claim.number}/add/", {"who": world.ruth.ref})
    assert "works for whoever makes this claim" in said


def test_a_reply_needs_words_and_an_offer_to_talk_does_not(
    world: World, now: datetime, visitor: Visitor
) -> None:
    claim = answered(world, now)
    address = f"/aldermouth/claims/{claim.number}/reply/"
    reads(visitor, world.ben, address)
    said = visitor.post(address, {"verb": "replied", "words": ""})
    assert visitor.status == 422
    assert "Say why. One line is enough." in said
    visitor.post(address, {"verb": "talk", "words": ""})
    assert visitor.status == 302
    assert "offers to talk first" in visitor.get(url(world, claim))
    said = visitor.post(address, {"verb": "replied", "words": "Her number is 943 476 5919"})
    assert "Counterpoint holds no patient records" in said
    assert "943 476 5919" in visitor.page


def test_withdrawn_after_a_contest_stays_contested(world: World, now: datetime, visitor: Visitor) -> None:
    claim = answered(world, now)
    address = f"/aldermouth/claims/{claim.number}/withdraw/"
    reads(visitor, world.ben, address)
    visitor.post(address, {"words": ""})
    assert visitor.status == 422
    visitor.post(address, {"words": "It was one therapist"})
    page = visitor.get(url(world, claim))
    assert "not so" in page
    assert "withdrew it" in page
    assert "“It was one therapist”" in page


def test_words_are_erased_by_whoever_wrote_them_and_by_nobody_else(
    world: World, now: datetime, visitor: Visitor
) -> None:
    claim = answered(world, now)
    words = Answer.objects.get().words
    assert words is not None
    address = f"/aldermouth/claims/{claim.number}/erase/"
    reads(visitor, world.ruth, address)
    assert visitor.status == 404
    told = reads(visitor, world.kofi, f"{address}?text={words.pk}")
    assert "does not reach: mails that have gone, copies that were taken, pages that were printed" in told
    assert "backups until newer ones replace them" in told
    assert "everywhere" not in told
    visitor.post(address, {"text": "999999"})
    assert visitor.status == 422
    visitor.post(address, {"text": str(words.pk)})
    page = visitor.get(url(world, claim))
    assert "Not here" not in page
    assert "[these words were erased]" in page
    assert "Words were erased here." in page


def test_a_ticket_is_shown_once_and_prints(world: World, now: datetime, visitor: Visitor) -> None:
    claim = plain(world, now)
    address = f"/aldermouth/claims/{claim.number}/ticket/"
    reads(visitor, world.tunde, address)
    page = visitor.post(address, {"perspective": "carer", "must_hear": "on"})
    found = re.search(r"/t/[\w-]{22}/", page)
    assert found is not None
    visitor.client.logout()
    assert "Did they lose, so that others won?" in visitor.get(found[0])
    reads(visitor, world.ben, address)
    assert "Your side makes this claim." in visitor.post(address, {"perspective": "carer"})
    assert Ticket.objects.count() == 1


def test_the_message_changes_until_the_first_answer(world: World, now: datetime, visitor: Visitor) -> None:
    claim = plain(world, now)
    address = f"/aldermouth/claims/{claim.number}/message/"
    reads(visitor, world.ben, address)
    visitor.post(address, {"message": "7"})
    assert world.claim(claim.number).message == 7
    claims.answer(claim=claim, verdict=Verdict.YES, by=world.kofi, at=now)
    assert "Somebody has answered" in visitor.post(address, {"message": "8"})


def test_i_would_know_too_is_one_press_and_then_the_question(
    world: World, now: datetime, visitor: Visitor
) -> None:
    claim = plain(world, now)
    reads(visitor, world.moira, url(world, claim))
    visitor.post(f"/aldermouth/claims/{claim.number}/know-too/")
    assert visitor.status == 302
    assert "You said that you would know too." in visitor.get(visitor.response["Location"])


def test_without_the_forms_own_token_nothing_is_done(world: World, now: datetime, visitor: Visitor) -> None:
    claim = plain(world, now)
    visitor.sign_in(world.moira)
    visitor.page = ""
    visitor.post(f"/aldermouth/claims/{claim.number}/know-too/")
    assert visitor.status == 403
    assert Counterpart.objects.count() == 1


@pytest.mark.parametrize(
    "act",
    ["", "add/", "reply/", "withdraw/", "message/", "erase/", "ticket/", "again/", "know-too/", "adopt/"],
)
def test_what_one_may_not_see_is_not_there(world: World, now: datetime, visitor: Visitor, act: str) -> None:
    other = build(now, "brackwater")
    claim = plain(other, now)
    visitor.sign_in(world.kofi)
    post = act in ("know-too/", "adopt/")
    for address in (f"/brackwater/claims/{claim.number}/{act}", f"/aldermouth/claims/99/{act}"):
        if post:
            visitor.get("/aldermouth/claims/put/sacrifice/")  # a page with a form, and so with its token
            visitor.post(address)
        else:
            visitor.get(address)
        assert visitor.status == 404


def test_in_a_quiet_fortnight_a_claim_is_there_for_its_parties_only(
    db: None, now: datetime, visitor: Visitor
) -> None:
    young = build(now, "quietton", ago=timedelta(days=3))
    claim = plain(young, now)
    assert "We lent two" in reads(visitor, young.kofi, url(young, claim))
    reads(visitor, young.tunde, url(young, claim))
    assert visitor.status == 404


def test_a_promise_has_one_address(world: World, now: datetime, visitor: Visitor) -> None:
    claim = promise(world, now).claim
    reads(visitor, world.kofi, f"/aldermouth/claims/{claim.number}/")
    assert visitor.status == 302
    assert visitor.response["Location"] == f"/aldermouth/promises/{claim.number}/"


def test_script_in_words_is_shown_as_words(world: World, now: datetime, visitor: Visitor) -> None:
    claim = plain(world, now)
    nasty = "<img src=x onerror=alert(1)> {{ 7*7 }}"
    claims.answer(claim=claim, verdict=Verdict.YES, words=nasty, by=world.kofi, at=now)
    page = reads(visitor, world.tunde, url(world, claim))
    assert nasty in page
    assert "<img src=x" not in visitor.page


def test_every_verb_about_a_claim_has_its_sentence() -> None:
    listed = (ROOT / "docs/reference/ledger-verbs.md").read_text()
    rows = [line.split("|") for line in listed.splitlines() if line.startswith("| `")]
    about_claims = {
        re.findall(r"`([\w.]+)`", row[1])[0] for row in rows if row[3].strip().startswith("claim")
    }
    assert len(about_claims) > 20
    assert about_claims - set(SENTENCES) == set()


def test_the_history_says_who_did_what(world: World, now: datetime) -> None:
    claim = plain(world, now)
    claims.add_counterpart(claim=claim, who=world.charity, must_hear=False, by=world.tunde, at=now)
    claims.answer(claim=claim, verdict=Verdict.NO, by=world.kofi, at=now)
    claims.reply(claim=claim, words="Sorry", by=world.ben, at=now, verb=TurnVerb.REPLIED)
    page = claim_page(world.ada, claim.number, now)
    assert page is not None
    assert [what for _, what in page.history] == [
        "Ben Iver replied.",
        "Kofi Baah, hospital social worker, Aldermouth Council answered.",  # Ada has not spoken herself
        "Tunde Oke added Aldermouth Charity to those who are asked.",
        "Ben Iver put it on the record.",
    ]


def test_a_page_asks_the_database_twelve_times_at_most(world: World, now: datetime, visitor: Visitor) -> None:
    claim = plain(world, now, kind="longterm")
    for member in (world.kofi, world.ada):
        claims.answer(claim=claim, verdict=Verdict.YES, words="Yes", by=member, at=now)
    claims.know_too(claim=claim, by=world.moira, at=now)
    claims.put_again(claim=claim, sentence="Still", by=world.ben, at=now)
    for member in (world.tunde, world.kofi, world.moira):
        visitor.client.logout()
        visitor.sign_in(member)
        with CaptureQueriesContext(connection) as asked:
            visitor.get(url(world, claim))
        assert visitor.status == 200
        assert len(asked) <= 12, "\n".join(one["sql"][:150] for one in asked)


def test_an_unchanged_page_costs_at_most_one_question_beyond_who_asks(
    world: World, now: datetime, visitor: Visitor
) -> None:
    claim = plain(world, now)
    reads(visitor, world.tunde, url(world, claim))
    tag = visitor.response["ETag"]
    with CaptureQueriesContext(connection) as asked:
        visitor.get(url(world, claim), headers={"If-None-Match": tag})
    assert visitor.status == 304
    theirs = ("partnership_",)
    assert len([one for one in asked if not any(name in one["sql"] for name in theirs)]) <= 1
    claims.answer(claim=claim, verdict=Verdict.YES, by=world.kofi, at=now)
    visitor.get(url(world, claim), headers={"If-None-Match": tag})
    assert visitor.status == 200


def test_whoever_left_before_they_were_asked_is_said_to_have_left(
    world: World, now: datetime, visitor: Visitor
) -> None:
    claim = claims.put(
        place=world.place, kind="sacrifice", sentence="We lent you a van", claimants=[world.hospital],
        named=[Named(world.kofi)], by=world.ben, at=now,
    )  # fmt: skip
    leave(member=world.kofi, by=None, at=now)
    assert "has left, and was never asked" in reads(visitor, world.ben, url(world, claim))


def test_words_of_a_button_keep_their_i_inside_a_sentence(
    world: World, now: datetime, visitor: Visitor
) -> None:
    claim = claims.put(
        place=world.place, kind="decision", sentence="Ring, do not write", claimants=[],
        named=[Named(world.kofi)], by=world.ben, at=now,
    )  # fmt: skip
    claims.answer(claim=claim, verdict=Verdict.YES, by=world.kofi, at=now)
    assert "answered: yes, as I remember it" in reads(visitor, world.ben, url(world, claim))

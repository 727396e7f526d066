"""Answering from a phone: what a link opens, what a press keeps, and what is refused with which words."""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.contrib.staticfiles.finders import find
from django.core import signing
from django.test import Client

from counterpoint.analysis.standing import Verdict
from counterpoint.barriers import actions as barriers
from counterpoint.claims import actions as claims
from counterpoint.claims.actions import Further, Named
from counterpoint.claims.models import Answer, Ballot, BallotTurn, Claim, Counterpart, Ticket, Turn
from counterpoint.claims.queries.addresses import (
    OPENS_FOR,
    answer_token,
    answer_url,
    read_answer_token,
    ticket_url,
)
from counterpoint.ledger.queries import head
from counterpoint.partnership import actions as partnership
from counterpoint.partnership.models import Member
from counterpoint.promises import actions as promises
from tests.acts import box, heard, plain, promise, taken
from tests.claims.visiting import Visitor
from tests.world import World, build

DAY = timedelta(days=1)


@pytest.fixture
def visitor(monkeypatch: pytest.MonkeyPatch, now: datetime) -> Visitor:
    return Visitor(monkeypatch, now + DAY)


def link(world: World, member: Member, claim: Claim, choice: Verdict | None = None) -> str:
    return answer_url(answer_token(world.place, member, claim), choice)


def test_a_link_opens_for_one_person_and_one_claim(world: World, now: datetime) -> None:
    claim = plain(world, now)
    opened = read_answer_token(answer_token(world.place, world.kofi, claim))
    assert opened is not None
    assert (opened.place, opened.member, opened.claim) == (world.place.pk, world.kofi.number, claim.number)
    assert not opened.expired


def test_a_scanner_that_opens_every_link_answers_nothing(
    world: World, now: datetime, visitor: Visitor
) -> None:
    claim = promise(world, now).claim
    before = head(world.place.pk)
    for choice in (None, *Verdict):
        for method in ("get", "head", "options", "put", "delete"):
            getattr(visitor.client, method)(link(world, world.kofi, claim, choice))
    assert not Answer.objects.exists()
    assert head(world.place.pk) == before


def test_one_tap_and_one_press(world: World, now: datetime, visitor: Visitor) -> None:
    claim = promise(world, now).claim
    page = visitor.get(link(world, world.kofi, claim, Verdict.YES))
    assert "Say: Yes, it was kept" in page
    thanks = visitor.post(link(world, world.kofi, claim), {"say": "yes"})
    assert "You said: “Yes, it was kept”" in thanks
    answer = Answer.objects.get()
    assert (answer.member, answer.verdict, answer.words) == (world.kofi, "yes", None)
    assert not visitor.client.cookies


def test_the_page_makes_sense_to_someone_who_was_not_there(
    world: World, now: datetime, visitor: Visitor
) -> None:
    made = promise(world, now, due=now.date())
    promises.say_kept(promise=made, words="Since Monday", by=world.ben, at=now)
    page = visitor.get(link(world, world.kofi, made.claim))
    for words in (
        "Aldermouth Hospital promised this to Aldermouth Council on 2 November 2026, for 2 November 2026",
        "Ward rounds before ten",
        "On 2 November 2026 Ben Iver said that it was kept. “Since Monday”",
        "The promise was made to Aldermouth Council.",
        "Was this promise kept?",
        "Your name stands beside your answer, for the 7 people of Aldermouth",
        "by everyone else after five working days",
        "This link is Kofi Baah’s. Not you?",
    ):
        assert words in page


def test_the_readers_are_named_above_the_buttons(world: World, now: datetime, visitor: Visitor) -> None:
    visitor.get(link(world, world.kofi, plain(world, now)))
    assert visitor.page.index("Your name stands") < visitor.page.index("<button")


def test_the_page_is_light(world: World, now: datetime, visitor: Visitor) -> None:
    claim = claims.put(
        place=world.place, kind="coproduced", sentence="The card", claimants=[world.hospital],
        named=[Named(world.voices)], by=world.ben, at=now, further=Further(step=6),
    )  # fmt: skip
    visitor.get(link(world, world.moira, claim))
    styles = find("dist/answer.css")
    weight = len(visitor.page.encode()) + (len(Path(str(styles)).read_bytes()) if styles else 0)
    assert weight < 30_000
    assert "<script" not in visitor.page
    assert "<img" not in visitor.page


def test_whoever_does_not_sign_is_told_how_many_could_be_meant(
    world: World, now: datetime, visitor: Visitor
) -> None:
    claim = plain(world, now, to=world.voices)
    page = visitor.get(link(world, world.moira, claim))
    assert "Shown as “a carer, Aldermouth Voices”" in page
    assert "Only one person could be meant" in page
    for name in ("Pat", "Pia", "Per"):
        person = partnership.Person(name=name, organisation=world.voices, works=False, perspectives=["carer"])
        partnership.add_member(place=world.place, person=person, by=None, at=now)
    assert "Four people could be meant" in visitor.get(link(world, world.moira, claim))


def test_words_are_kept_with_the_answer_as_they_were_typed(
    world: World, now: datetime, visitor: Visitor
) -> None:
    claim = plain(world, now)
    visitor.post(link(world, world.kofi, claim), {"say": "no", "words": "<script>alert(1)</script> =SUM(A1)"})
    assert str(Answer.objects.get().words) == "<script>alert(1)</script> =SUM(A1)"
    assert "<script>alert" not in visitor.page
    assert "&lt;script&gt;" in visitor.page


def test_the_thanks_say_what_changed_and_who_reads_it_when(
    world: World, now: datetime, visitor: Visitor
) -> None:
    claim = plain(world, now)
    thanks = visitor.post(link(world, world.kofi, claim), {"say": "no", "words": "They came for a day"})
    assert "It said “asked, no answer”; it now says “not so”" in thanks
    assert "They can reply until 10 November 2026" in thanks
    assert "Within two days you hear what your answer changed" in thanks


def test_an_answer_that_changes_nothing_says_so(world: World, now: datetime, visitor: Visitor) -> None:
    claim = plain(world, now)
    assert "It changed nothing yet" in visitor.post(link(world, world.kofi, claim), {"say": "cant-tell"})


def test_an_organisations_no_is_kept_at_once_and_a_line_of_reason_asked_for(
    world: World, now: datetime, visitor: Visitor
) -> None:
    claim = plain(world, now)
    url = link(world, world.kofi, claim)
    assert "A line of reason goes with a no" in visitor.post(url, {"say": "no"})
    assert Answer.objects.count() == 1
    visitor.post(url, {"say": "no", "words": "One therapist, not two"})
    assert [str(one.words or "") for one in Answer.objects.order_by("position")] == [
        "",
        "One therapist, not two",
    ]


def test_a_person_owes_no_reason(world: World, now: datetime, visitor: Visitor) -> None:
    claim = plain(world, now, to=world.voices)
    assert "line of reason" not in visitor.post(link(world, world.moira, claim), {"say": "no"})


def test_a_double_press_is_one_answer_and_is_thanked_like_the_first(
    world: World, now: datetime, visitor: Visitor
) -> None:
    url = link(world, world.kofi, plain(world, now))
    for _ in range(3):
        assert "Thank you" in visitor.post(url, {"say": "yes"})
    assert Answer.objects.count() == 1


def test_a_press_on_another_day_changes_the_answer(world: World, now: datetime, visitor: Visitor) -> None:
    claim = plain(world, now)
    url = link(world, world.kofi, claim)
    visitor.post(url, {"say": "yes"})
    visitor.at += 3 * DAY
    assert "On 3 November 2026 you said: “Yes”" in visitor.get(url)
    visitor.post(url, {"say": "no"})
    assert [one.verdict for one in Answer.objects.order_by("position")] == ["yes", "no"]
    assert world.claim(claim.number).standing == "contested"


def test_the_same_word_on_another_day_is_still_so(world: World, now: datetime, visitor: Visitor) -> None:
    claim = plain(world, now)
    url = link(world, world.kofi, claim)
    visitor.post(url, {"say": "yes"})
    visitor.at += 60 * DAY
    visitor.post(url, {"say": "yes"})
    assert world.claim(claim.number).heard_at == visitor.at


def test_what_waits_next_is_offered_after_the_press_and_not_before(
    world: World, now: datetime, visitor: Visitor
) -> None:
    first, second = plain(world, now), plain(world, now)
    url = link(world, world.kofi, first)
    told = link(world, world.kofi, second).split(":")[0]  # what is signed, without when
    visitor.get(url)
    assert told not in visitor.page
    visitor.post(url, {"say": "yes"})
    assert told in visitor.page


@pytest.mark.parametrize("words", ["943 476 5919", "born on 3 March 1941"])
def test_what_points_at_a_patient_is_refused_and_the_words_are_kept(
    world: World, now: datetime, visitor: Visitor, words: str
) -> None:
    said = visitor.post(link(world, world.kofi, plain(world, now)), {"say": "no", "words": f"Mr A, {words}"})
    assert visitor.status == 422
    assert "Counterpoint holds no patient records" in said
    assert f"Mr A, {words}" in visitor.page
    assert not Answer.objects.exists()


def test_a_hundred_thousand_characters_are_counted_and_kept(
    world: World, now: datetime, visitor: Visitor
) -> None:
    url = link(world, world.kofi, plain(world, now))
    said = visitor.post(url, {"say": "no", "words": "x" * 100_000})
    assert visitor.status == 422
    assert "That is 96,000 characters too many" in said
    assert "x" * 100_000 in visitor.page
    assert not Answer.objects.exists()


def test_what_is_not_text_is_refused_and_nothing_is_kept(
    world: World, now: datetime, visitor: Visitor
) -> None:
    url = link(world, world.kofi, plain(world, now))
    sent = visitor.client.post(url, b"say=no&words=%ff%fe", content_type="application/x-www-form-urlencoded")
    assert sent.status_code == 400
    assert not Answer.objects.exists()


@pytest.mark.parametrize("say", ["", "maybe", "step-4", "YES", "yes\x00"])
def test_a_button_that_is_not_there_says_nothing(
    world: World, now: datetime, visitor: Visitor, say: str
) -> None:
    visitor.post(link(world, world.kofi, plain(world, now)), {"say": say})
    assert visitor.status in (400, 422)
    assert not Answer.objects.exists()


def test_a_link_that_names_no_answer_of_this_claim_is_not_there(
    world: World, now: datetime, visitor: Visitor
) -> None:
    visitor.get(link(world, world.kofi, plain(world, now)) + "step-4/")
    assert visitor.status == 404


def test_the_steps_of_the_ladder_are_chosen_in_plain_words_and_credited(
    world: World, now: datetime, visitor: Visitor
) -> None:
    claim = claims.put(
        place=world.place, kind="coproduced", sentence="The card", claimants=[world.hospital],
        named=[Named(world.voices)], by=world.ben, at=now, further=Further(step=6),
    )  # fmt: skip
    url = link(world, world.moira, claim)
    page = visitor.get(url)
    assert "We were asked what we think. Others decided." in page
    assert "Think Local Act Personal and the National Co-production Advisory Group" in page
    assert "step 6" not in page.lower().replace("6 co-design", "")  # each chooses on their own
    for _ in range(2):
        assert "You said: “4 Consultation”" in visitor.post(url, {"say": "step-4"})
    answer = Answer.objects.get()
    assert (answer.step, answer.verdict) == (4, "no")


def test_an_answer_to_a_box_is_counted_and_not_tied_to_anyone(
    world: World, now: datetime, visitor: Visitor
) -> None:
    claim = box(world, now)
    url = link(world, world.kofi, claim)
    page = visitor.get(url)
    assert "Nobody reads who said what" in page
    assert "five in all" in page
    assert "Not you?" not in page
    assert "Your answer is in the box" in visitor.post(url, {"say": "no"})
    assert "kofi" not in visitor.page.lower()
    assert "Your answer is in the box" in visitor.post(url, {"say": "yes"})  # pressed again: it stays
    assert (Ballot.objects.get().verdict, BallotTurn.objects.count()) == ("no", 1)
    claims.count_box(claim=claim, at=now + DAY)
    visitor.get(link(world, world.tunde, claim))
    assert visitor.status == 410


def test_own_staff_are_told_that_they_speak_apart(world: World, now: datetime, visitor: Visitor) -> None:
    claim = promise(world, now).claim
    page = visitor.get(link(world, world.ruth, claim))
    assert "It can say that it is not so; it can’t confirm" in page
    visitor.post(link(world, world.ruth, claim), {"say": "yes"})
    assert Answer.objects.get().own_staff
    assert world.claim(claim.number).standing == "unanswered"


def test_one_who_was_added_later_is_told_by_whom(world: World, now: datetime, visitor: Visitor) -> None:
    claim = plain(world, now)
    claims.add_counterpart(claim=claim, who=world.moira, must_hear=False, by=world.tunde, at=now)
    page = visitor.get(link(world, world.moira, claim))
    assert "Tunde Oke named you as someone who would know." in page
    too = claims.know_too(claim=claim, by=world.desmond, at=now)
    claims.adopt(counterpart=too, by=world.kofi, at=now)
    page = visitor.get(link(world, world.desmond, claim))
    assert "You spoke, and Kofi Baah added your voice" in page


def test_a_barriers_raiser_is_asked_in_their_own_words(world: World, now: datetime, visitor: Visitor) -> None:
    barrier = taken(world, now)
    barriers.say_gone(barrier=barrier, words="One form now", by=world.kofi, at=now)
    page = visitor.get(link(world, world.ruth, barrier.claim))
    for words in ("You said that this stops you.", "said that it is gone. “One form now”", "Is it gone?"):
        assert words in page
    visitor.post(link(world, world.ruth, barrier.claim), {"say": "no"})
    assert world.claim(barrier.claim.number).standing == "contested"


def test_an_asker_reads_the_answer_before_saying_whether_it_is_one(
    world: World, now: datetime, visitor: Visitor
) -> None:
    asked = claims.ask_for(asked=world.council, sentence="Pay on time", by=world.tunde, at=now)
    claims.refuse_request(claim=asked, words="There is no money until April", by=world.kofi, at=now)
    page = visitor.get(link(world, world.tunde, asked))
    for words in (
        "You asked Aldermouth Council for this",
        "said no, and why: “There is no money until April”",
    ):
        assert words in page


# Links that do not answer


@pytest.mark.parametrize("token", ["x", "WzEsMSwxXQ:1abc:forged", "a" * 500, "%00", "é", "..", "' or 1=1"])
def test_a_forged_link_opens_nothing(db: None, visitor: Visitor, token: str) -> None:
    visitor.get(f"/a/{token}/")
    assert visitor.status in (400, 404)


def test_a_link_signed_for_something_else_opens_nothing(
    world: World, now: datetime, visitor: Visitor
) -> None:
    claim = plain(world, now)
    other = signing.dumps([world.place.pk, world.kofi.number, claim.number], salt="something else")
    assert "This link does not work" in visitor.get(f"/a/{other}/")
    assert visitor.status == 404


def test_a_link_of_one_place_opens_nothing_in_another(world: World, now: datetime, visitor: Visitor) -> None:
    other = build(now, "brackwater")
    claim = plain(world, now)
    foreign = answer_url(signing.dumps([other.place.pk, other.kofi.number, claim.number + 40], salt="answer"))
    visitor.get(foreign)
    assert visitor.status == 404


def test_an_old_link_says_so_and_how_to_get_a_new_one(
    world: World, now: datetime, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim = plain(world, now)
    url = link(world, world.kofi, claim)
    late = time.time() + OPENS_FOR.total_seconds() + 60
    monkeypatch.setattr(signing.time, "time", lambda: late)
    page = visitor.post(url, {"say": "yes"})
    assert visitor.status == 410
    assert "This link is too old" in page
    assert "/sign-in/?next=" in visitor.page
    assert not Answer.objects.exists()


def test_the_link_of_one_who_has_left_is_closed(world: World, now: datetime, visitor: Visitor) -> None:
    claim = plain(world, now)
    partnership.leave(member=world.kofi, by=world.ada, at=now)
    visitor.post(link(world, world.kofi, claim), {"say": "yes"})
    assert visitor.status == 410
    assert not Answer.objects.exists()


def test_withdrawn_and_not_yet_are_said_kindly(world: World, now: datetime, visitor: Visitor) -> None:
    withdrawn = plain(world, now)
    claims.withdraw(claim=withdrawn, words="A mistake", by=world.ben, at=now)
    assert "This was withdrawn, so it can no longer be answered." in visitor.get(
        link(world, world.kofi, withdrawn)
    )
    assert visitor.status == 410
    waits = heard(world, now).claim
    assert "There is nothing to answer yet" in visitor.get(link(world, world.tunde, waits))
    assert visitor.status == 409


@pytest.mark.parametrize("who", ["ben", "ruth"])
def test_the_claimants_own_people_are_refused_with_the_policys_sentence(
    world: World, now: datetime, visitor: Visitor, who: str
) -> None:
    claim = plain(world, now)  # sacrifices know no "own staff"
    member = getattr(world, who)
    said = visitor.post(link(world, member, claim), {"say": "yes"})
    assert visitor.status == 403
    assert "Only those it was done for, or with, can say whether it is so." in said
    assert not Answer.objects.exists()


# In somebody else's hands


def test_signed_in_as_somebody_else_one_cannot_answer_as_the_owner(
    world: World, now: datetime, visitor: Visitor
) -> None:
    claim = plain(world, now)
    visitor.sign_in(world.tunde)
    said = visitor.post(link(world, world.kofi, claim), {"say": "yes"})
    assert visitor.status == 403
    assert "This link is Kofi Baah’s" in said
    assert "You are signed in as Tunde Oke" in said
    assert not Answer.objects.exists()


def test_the_claimant_cannot_answer_with_a_counterparts_link(
    world: World, now: datetime, visitor: Visitor
) -> None:
    claim = plain(world, now)
    visitor.sign_in(world.ben)
    said = visitor.post(link(world, world.kofi, claim), {"say": "yes"})
    assert visitor.status == 403
    assert "You put this yourself." in said
    assert not Answer.objects.exists()


def test_a_forwarded_link_says_whose_it_is_and_a_stranger_may_know_too(
    world: World, now: datetime, visitor: Visitor
) -> None:
    claim = plain(world, now)
    url = link(world, world.kofi, claim) + "not-you/"
    page = visitor.get(url)
    assert "This link is Kofi Baah’s" in page
    assert "You need no account, and give no name" in page
    visitor.post(url, {"perspective": "", "how": ""})
    assert visitor.status == 422
    said = visitor.post(url, {"perspective": "carer", "how": "My mother was on that ward"})
    assert "we show it only now" in said
    counterpart = Counterpart.objects.get(ticket__isnull=False)
    assert counterpart.counts_from is None
    assert str(Turn.objects.get(verb="knows").words) == "My mother was on that ward"


def test_what_a_stranger_says_counts_only_when_somebody_who_was_asked_adds_them(
    world: World, now: datetime, visitor: Visitor
) -> None:
    claim = plain(world, now)
    ticket, secret = claims.know_too_by_ticket(claim=claim, perspective="carer", how="I was there", at=now)
    assert "someone else" not in visitor.get(ticket_url(secret))
    visitor.post(ticket_url(secret), {"say": "no"})
    assert world.claim(claim.number).standing == "unanswered"
    claims.adopt(counterpart=Counterpart.objects.get(ticket=ticket), by=world.kofi, at=now + 2 * DAY)
    assert world.claim(claim.number).standing == "contested"


def test_strangers_get_ten_tickets_an_hour_for_one_claim(
    world: World, now: datetime, visitor: Visitor
) -> None:
    url = link(world, world.kofi, plain(world, now)) + "not-you/"
    for _ in range(10):
        visitor.post(url, {"perspective": "carer", "how": "I was there"})
        assert visitor.status == 200
    visitor.post(url, {"perspective": "carer", "how": "I was there"})
    assert visitor.status == 429
    assert Ticket.objects.count() == 10


def test_a_member_with_somebody_elses_link_knows_too_in_their_own_name(
    world: World, now: datetime, visitor: Visitor
) -> None:
    claim = plain(world, now)
    visitor.sign_in(world.moira)
    page = visitor.get(link(world, world.kofi, claim) + "not-you/")
    assert "You are signed in as Moira Tell" in page
    claims.know_too(claim=claim, by=world.moira, at=now)
    page = visitor.get(link(world, world.moira, claim))
    assert "You said that you would know too." in page
    visitor.post(link(world, world.moira, claim), {"say": "no"})
    assert Answer.objects.get().member == world.moira
    assert world.claim(claim.number).standing == "unanswered"  # not asked, but spoke


# Tickets


def test_a_ticket_answers_and_changes_its_mind(world: World, now: datetime, visitor: Visitor) -> None:
    claim = plain(world, now)
    _, secret = claims.issue_ticket(claim=claim, perspective="carer", must_hear=True, by=world.tunde, at=now)
    page = visitor.get(ticket_url(secret))
    assert "Shown as “a carer”" in page
    assert "Yours is the only ticket" in page
    visitor.post(ticket_url(secret), {"say": "no", "words": "It was a day"})
    visitor.at += DAY
    visitor.post(ticket_url(secret), {"say": "yes"})
    assert [one.verdict for one in Answer.objects.order_by("position")] == ["no", "yes"]
    assert world.claim(claim.number).standing == "confirmed"


def test_the_claimants_people_are_refused_a_ticket_in_their_browser(
    world: World, now: datetime, visitor: Visitor
) -> None:
    claim = plain(world, now)
    _, secret = claims.issue_ticket(claim=claim, perspective="carer", must_hear=True, by=world.tunde, at=now)
    visitor.sign_in(world.ruth)
    visitor.post(ticket_url(secret), {"say": "yes"})
    assert visitor.status == 403
    assert not Answer.objects.exists()


def test_a_wrong_ticket_says_nothing_and_guessing_ends(db: None, visitor: Visitor) -> None:
    first = visitor.get("/t/not-a-ticket/")
    assert visitor.status == 404
    assert visitor.get("/t/another-wrong-one/") == first
    for number in range(60):
        visitor.get(f"/t/wrong-{number}/")
    assert visitor.status == 429


def test_no_page_of_a_link_is_kept_by_a_cache_or_found_by_a_search(
    world: World, now: datetime, visitor: Visitor
) -> None:
    visitor.get(link(world, world.kofi, plain(world, now)))
    assert "private" in visitor.response["Cache-Control"]
    assert 'name="robots" content="noindex' in visitor.page
    assert visitor.response["Referrer-Policy"] == "strict-origin"


def test_two_presses_at_once_are_one_answer(world: World, now: datetime, visitor: Visitor) -> None:
    """The second waits for the place's lock, and finds the first one's answer."""
    url = link(world, world.kofi, plain(world, now))
    one, other = Client(), Client()
    assert one.post(url, {"say": "yes"}).status_code == 200
    assert other.post(url, {"say": "yes"}).status_code == 200
    assert Answer.objects.count() == 1

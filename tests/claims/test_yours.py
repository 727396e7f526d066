"""Yours: what waits, answered in place; promises both ways; what came of it; whom a convenor rings."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from counterpoint.analysis.standing import Verdict
from counterpoint.barriers import actions as barriers
from counterpoint.claims import actions as claims
from counterpoint.claims.actions import Named
from counterpoint.claims.choices import TurnVerb
from counterpoint.claims.models import Answer, Counterpart
from counterpoint.claims.queries.ringing import ring_page
from counterpoint.claims.queries.yours import YoursPage, yours_page
from counterpoint.partnership.models import Member
from counterpoint.partnership.queries.membership import members
from counterpoint.promises import actions as promises
from counterpoint.promises.actions import Terms
from tests import acts
from tests.claims.visiting import Visitor
from tests.world import World, build

DAY = timedelta(days=1)


@pytest.fixture
def visitor(monkeypatch: pytest.MonkeyPatch, now: datetime) -> Visitor:
    return Visitor(monkeypatch, now + DAY)


def yours(member: Member, at: datetime) -> YoursPage:
    return yours_page(members().get(pk=member.pk), at, thanks=False)


def home(world: World, visitor: Visitor, member: Member) -> str:
    visitor.sign_in(member)
    return visitor.get(f"/{world.place.slug}/yours/")


def test_an_empty_page_teaches_how_to_begin(world: World, visitor: Visitor) -> None:
    said = home(world, visitor, world.moira)
    assert "Nothing waits for you" in said
    assert "Write down a promise that you heard" in said


def test_the_most_overdue_is_asked_first(world: World, now: datetime) -> None:
    acts.promise(world, now, due=(now + DAY).date())
    acts.plain(world, now + 3 * DAY)
    assert [one.sentence for one in yours(world.kofi, now + 9 * DAY).asks] == [
        "Ward rounds before ten",
        "We lent two therapists",
    ]


def test_a_card_says_what_why_and_who_will_read_the_answer(
    world: World, now: datetime, visitor: Visitor
) -> None:
    acts.promise(world, now, due=(now + DAY).date())
    visitor.at = now + 13 * DAY
    said = home(world, visitor, world.kofi)
    assert (
        "Aldermouth Hospital promised this to Aldermouth Council on 2 November 2026, for 3 November 2026:"
        in said
    )
    assert "The promise was made to Aldermouth Council. It has waited for you since 3 November 2026." in said
    assert (
        "Your name stands beside your answer, for everyone in Aldermouth: “Kofi Baah, hospital social worker"
        in said
    )
    assert "Yes, it was kept" in said


def test_a_person_who_does_not_sign_reads_who_could_be_meant(world: World, now: datetime) -> None:
    acts.plain(world, now, to=world.moira)
    (card,) = yours(world.moira, now).asks
    assert card.readers.startswith("Shown as “a carer, Aldermouth Voices” to everyone in Aldermouth.")
    assert "Only one person could be meant." in card.readers


def test_answers_into_a_box_are_given_on_their_own_page(world: World, now: datetime) -> None:
    acts.box(world, now)
    (card,) = yours(world.kofi, now).asks
    assert (card.buttons, card.page_url[:3]) == ((), "/a/")


def test_a_press_without_script_answers_and_comes_back(world: World, now: datetime, visitor: Visitor) -> None:
    claim = acts.plain(world, now)
    home(world, visitor, world.kofi)
    visitor.post(f"/{world.place.slug}/yours/{claim.number}/", {"say": "yes", "words": "They did"})
    assert visitor.response["Location"] == f"/{world.place.slug}/yours/?thanks"
    said = visitor.get(visitor.response["Location"])
    assert "Thank you. Within two days you hear what your answer changed." in said
    assert "You said “Yes” on 3 November 2026. Since 3 November 2026 the record says “so”." in said
    assert str(Answer.objects.get().words) == "They did"


def test_a_press_with_script_turns_the_card_into_a_thank_you(
    world: World, now: datetime, visitor: Visitor
) -> None:
    claim = acts.plain(world, now)
    for _ in range(2):  # a second press, from a page that is still open, is thanked like the first
        home(world, visitor, world.kofi)
        said = visitor.post(
            f"/{world.place.slug}/yours/{claim.number}/", {"say": "no"}, HTTP_HX_REQUEST="true"
        )
        assert "Thank you. You said: “No”." in said
        assert "<html" not in visitor.page
        visitor.sign_in(world.kofi)
        visitor.get(f"/{world.place.slug}/barriers/raise/")
        visitor.post(f"/{world.place.slug}/yours/{claim.number}/", {"say": "no"}, HTTP_HX_REQUEST="true")
        assert "Thank you." in visitor.said
    assert Answer.objects.count() == 1


@pytest.mark.parametrize("script", [True, False])
def test_an_nhs_number_in_a_card_is_refused_and_kept_to_be_put_right(
    world: World, now: datetime, visitor: Visitor, script: bool
) -> None:
    claim = acts.plain(world, now)
    home(world, visitor, world.kofi)
    more = {"HTTP_HX_REQUEST": "true"} if script else {}
    said = visitor.post(
        f"/{world.place.slug}/yours/{claim.number}/", {"say": "no", "words": "Ask 943 476 5919"}, **more
    )
    assert (visitor.status, Answer.objects.count()) == (422, 0)
    assert "This looks like an NHS number." in said
    assert "Ask 943 476 5919" in said


def test_nobody_answers_here_what_they_may_not_answer(world: World, now: datetime, visitor: Visitor) -> None:
    claim = acts.plain(world, now)
    home(world, visitor, world.kofi)
    visitor.sign_in(world.ben)
    home(world, visitor, world.ben)
    for member in (world.ben, world.moira):
        visitor.sign_in(member)
        visitor.client.get(f"/{world.place.slug}/record/")
        visitor.get(f"/{world.place.slug}/barriers/raise/")
        visitor.post(f"/{world.place.slug}/yours/{claim.number}/", {"say": "yes"})
        assert visitor.status == 422
    visitor.get(f"/{world.place.slug}/barriers/raise/")
    visitor.post(f"/{world.place.slug}/yours/999/", {"say": "yes"})
    assert visitor.status == 404
    assert not Answer.objects.exists()


def test_how_much_is_asked_of_somebody_is_said(world: World, now: datetime) -> None:
    claim = acts.plain(world, now)
    assert yours(world.kofi, now).asked_this_month == "You have been asked nothing this month."
    for days in (0, 1):
        claims.ask(
            member=world.kofi,
            counterparts=[Counterpart.objects.select_related("claim").get(claim=claim)],
            at=now + days * DAY,
        )
    assert yours(world.kofi, now + 2 * DAY).asked_this_month == "You have been asked two things this month."
    assert yours(world.kofi, now + 40 * DAY).asked_this_month == "You have been asked nothing this month."


def test_a_colleagues_answer_is_not_seen_before_ones_own(world: World, now: datetime) -> None:
    claim = acts.promise(world, now).claim
    claims.answer(claim=claim, verdict=Verdict.NO, words="Never", by=world.ada, at=now)
    told = yours(world.kofi, now + DAY)  # Kofi is asked for the council, and has yet to speak
    (line,) = told.to_you.lines
    assert (line.words, line.mark) == ("waits for your word", "open")
    assert [one.words for one in yours(world.ben, now + DAY).by_you.lines] == ["not kept"]


def test_promises_stand_both_ways_seven_at_most(world: World, now: datetime) -> None:
    for number in range(9):
        acts_at = now + number * DAY
        promises.put(
            place=world.place,
            sentence=f"Bed {number}",
            promiser=world.hospital,
            named=[Named(world.council)],
            terms=Terms(due_on=date(2027, 3, 20 - number)),
            by=world.ben,
            at=acts_at,
        )
    to_you, by_you = yours(world.kofi, now + 10 * DAY).to_you, yours(world.ruth, now + 10 * DAY).by_you
    assert (len(to_you.lines), to_you.more) == (len(by_you.lines), by_you.more) == (7, 2)
    assert to_you.lines[0].sentence == "Bed 8"  # the nearest day first
    assert yours(world.kofi, now + 10 * DAY).by_you.lines == ()


def test_a_heard_promise_asks_its_promiser_to_own_it(world: World, now: datetime, visitor: Visitor) -> None:
    heard = acts.heard(world, now)
    said = home(world, visitor, world.kofi)
    assert "Did you say that?" in said
    assert "Did you say that?" not in home(world, visitor, world.ada)  # a colleague’s is not hers to own
    home(world, visitor, world.kofi)
    visitor.post(f"/{world.place.slug}/promises/{heard.claim.number}/own/", {"said": "yes"})
    heard.refresh_from_db()
    assert heard.state == "made"
    assert "Did you say that?" not in home(world, visitor, world.kofi)


def test_a_request_waits_for_the_people_it_was_put_to(world: World, now: datetime, visitor: Visitor) -> None:
    claims.ask_for(asked=world.council, sentence="Pay on time", by=world.tunde, at=now - 33 * DAY)
    assert "asked 34 days ago; nothing yet" in home(world, visitor, world.ada)
    assert "Pay on time" not in home(world, visitor, world.ben)


def test_what_came_of_it_is_said_even_if_it_is_nothing_yet(world: World, now: datetime) -> None:
    acts.raised(world, now)
    (came,) = yours(world.ruth, now + DAY).because
    assert came.then == "Heard; nothing changed yet."
    barriers.take(
        barrier=acts.Claim.objects.get(kind="barrier").barrier,
        organisation=world.council,
        by=world.kofi,
        at=now + DAY,
    )
    (came,) = yours(world.ruth, now + 2 * DAY).because
    assert came.then == "It is taken on."


def test_a_reply_to_ones_answer_is_what_came_of_it(world: World, now: datetime) -> None:
    claim = acts.answered(world, now)
    claims.reply(claim=claim, words="We will see", by=world.ben, at=now + DAY)
    (came,) = yours(world.kofi, now + 2 * DAY).because
    assert came.then == "Aldermouth Hospital replied on 3 November 2026."


def test_yours_asks_the_database_little(
    world: World, now: datetime, visitor: Visitor, django_assert_max_num_queries: object
) -> None:
    for prepare, do in list(acts.ACTS.values())[:30]:
        now += 2 * DAY
        do(acts.Done(world, now, prepare(world, now)))
    visitor.at = now + 40 * DAY
    for member in (world.kofi, world.ada, world.moira, world.ben):
        visitor.sign_in(member)
        with django_assert_max_num_queries(12):  # type: ignore[operator]
            visitor.get(f"/{world.place.slug}/yours/")
        assert visitor.status == 200


def test_an_unchanged_page_is_not_sent_again(
    world: World, now: datetime, visitor: Visitor, django_assert_num_queries: object
) -> None:
    home(world, visitor, world.kofi)
    tag = visitor.response["ETag"]
    with django_assert_num_queries(5):  # type: ignore[operator]
        visitor.get(f"/{world.place.slug}/yours/", HTTP_IF_NONE_MATCH=tag)
    assert visitor.status == 304


# Whom to ring


def to_ring(world: World, at: datetime) -> list[tuple[str, str]]:
    page = ring_page(members().get(pk=world.ada.pk), at)
    return [(one.who.split(",")[0], one.sentence) for one in page.people]


def test_a_contest_that_nobody_offered_to_talk_about_is_a_call(world: World, now: datetime) -> None:
    claim = acts.answered(world, now)
    assert to_ring(world, now + 6 * DAY) == []  # the reply time runs until 9 November
    assert to_ring(world, now + 8 * DAY) == [("Ben Iver", "We lent two therapists")]
    claims.reply(claim=claim, words="", by=world.ben, at=now + 8 * DAY, verb=TurnVerb.TALK)
    assert to_ring(world, now + 8 * DAY) == []


def test_a_silent_overdue_promiser_is_a_call_until_they_speak(world: World, now: datetime) -> None:
    promise = acts.promise(world, now, due=now.date())
    assert to_ring(world, now + 28 * DAY) == []
    assert to_ring(world, now + 29 * DAY) == [("Ben Iver", "Ward rounds before ten")]
    promises.move(promise=promise, due_on=date(2027, 1, 31), words="Snow", by=world.ben, at=now + 29 * DAY)
    assert to_ring(world, now + 29 * DAY) == []


def test_a_heard_and_owned_promise_is_a_call_to_whoever_owned_it(world: World, now: datetime) -> None:
    promises.own(promise=acts.heard(world, now), by=world.kofi, at=now, due_on=now.date())
    assert to_ring(world, now + 40 * DAY) == [("Kofi Baah", "We will pay in thirty days")]


def test_a_request_in_silence_is_a_call_to_whoever_is_asked_for_them(world: World, now: datetime) -> None:
    asked = claims.ask_for(asked=world.hospital, sentence="One number", by=world.tunde, at=now)
    assert to_ring(world, now + 28 * DAY) == []
    assert to_ring(world, now + 29 * DAY) == [("Ben Iver", "One number")]
    claims.refuse_request(claim=asked, words="No", by=world.ruth, at=now + 29 * DAY)
    assert to_ring(world, now + 29 * DAY) == []


def test_an_old_barrier_is_a_call_to_whoever_took_it_on(world: World, now: datetime) -> None:
    barrier = acts.taken(world, now)
    assert to_ring(world, now + 90 * DAY) == []
    assert to_ring(world, now + 91 * DAY) == [("Kofi Baah", "Two forms, one person")]
    barriers.say_gone(barrier=barrier, words="", by=world.kofi, at=now + 91 * DAY)
    assert to_ring(world, now + 91 * DAY) == []


def test_somebody_who_must_be_heard_and_was_asked_twice_is_a_call(world: World, now: datetime) -> None:
    claim = acts.plain(world, now, to=world.moira)
    counterpart = Counterpart.objects.select_related("claim").get(claim=claim)
    claims.ask(member=world.moira, counterparts=[counterpart], at=now)
    assert to_ring(world, now + DAY) == []
    claims.ask(member=world.moira, counterparts=[counterpart], at=now + 9 * DAY)
    assert to_ring(world, now + 9 * DAY) == [("Moira Tell", "We lent two therapists")]
    claims.answer(claim=claim, verdict=Verdict.YES, by=world.moira, at=now + 9 * DAY)
    assert to_ring(world, now + 9 * DAY) == []


def test_a_person_is_rung_once_for_the_most_pressing_reason(world: World, now: datetime) -> None:
    acts.promise(world, now, due=now.date())
    acts.answered(world, now)
    claims.ask_for(asked=world.hospital, sentence="One number", by=world.tunde, at=now)
    assert to_ring(world, now + 60 * DAY) == [("Ben Iver", "We lent two therapists")]


def test_what_nobody_owns_is_named(world: World, now: datetime) -> None:
    acts.raised(world, now)
    acts.heard(world, now)
    page = ring_page(members().get(pk=world.ada.pk), now + 20 * DAY)
    assert {one.why for one in page.unowned} == {
        "raised 20 days ago, taken by nobody",
        "heard 20 days ago, owned by nobody",
    }


def test_only_a_convenor_sees_whom_to_ring(
    world: World, now: datetime, visitor: Visitor, django_assert_max_num_queries: object
) -> None:
    acts.answered(world, now)
    visitor.at = now + 20 * DAY
    visitor.sign_in(world.ada)
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        said = visitor.get(f"/{world.place.slug}/yours/ring/")
    assert "Ben Iver, chief executive ben@aldermouth.example" in said
    assert (
        "<html"
        not in visitor.client.get(f"/{world.place.slug}/yours/ring/", HTTP_HX_REQUEST="true").content.decode()
    )
    visitor.sign_in(world.kofi)
    assert visitor.client.get(f"/{world.place.slug}/yours/ring/").status_code == 404


def test_yours_elsewhere_is_not_there(world: World, now: datetime, visitor: Visitor) -> None:
    other = build(now, "brackwater")
    visitor.sign_in(other.ada)
    for where in ("", "ring/", "1/"):
        status = visitor.client.get(f"/{world.place.slug}/yours/{where}").status_code
        assert status == (405 if where == "1/" else 404)

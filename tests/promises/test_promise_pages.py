"""Promises on pages: what was said, what was stored, what was recorded, what was refused."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from counterpoint.analysis.standing import Verdict
from counterpoint.claims import actions as claims
from counterpoint.claims.actions import Named
from counterpoint.claims.choices import Brings
from counterpoint.claims.models import Claim, Counterpart, Turn
from counterpoint.ledger.models import Event
from counterpoint.ledger.queries import first_break
from counterpoint.partnership.actions import write_note
from counterpoint.partnership.models import Member
from counterpoint.promises import actions as promises
from counterpoint.promises.actions import Terms
from counterpoint.promises.models import Promise
from counterpoint.promises.queries import own_url
from counterpoint.web.http import Refused
from tests.acts import heard, promise
from tests.claims.visiting import Visitor
from tests.world import World, build

DAY = timedelta(days=1)


@pytest.fixture
def visitor(monkeypatch: pytest.MonkeyPatch, now: datetime) -> Visitor:
    return Visitor(monkeypatch, now + DAY)


def put(world: World, visitor: Visitor, **more: str) -> str:
    visitor.sign_in(world.ben)
    visitor.get(f"/{world.place.slug}/promises/put/")
    said = {
        "sentence": "Ward rounds before ten",
        "promiser": world.hospital.ref,
        "to": world.council.ref,
        "due_on_month": "6",
        "due_on_year": "2027",
        "how_sure": "fairly",
        "what_it_takes": "A rota",
    }
    return visitor.post(f"/{world.place.slug}/promises/put/", said | more)


def show(world: World, visitor: Visitor, number: int) -> str:
    return visitor.get(f"/{world.place.slug}/promises/{number}/")


def test_a_promise_put_on_a_page_is_one_event_and_says_when_it_is_asked_about(
    world: World, visitor: Visitor
) -> None:
    put(world, visitor, others=world.moira.ref, to_2=world.charity.ref)
    assert visitor.status == 302
    claim = Claim.objects.get()
    assert (claim.due_on, claim.put_for) == (date(2027, 6, 30), world.hospital)
    named = [
        (one.organisation or one.member, one.must_hear) for one in claim.counterparts.order_by("position")
    ]
    assert named == [(world.council, True), (world.charity, True), (world.moira, False)]
    assert list(Event.objects.filter(subject=claim.ref).values_list("verb", flat=True)) == ["promise.put"]
    said = visitor.get(visitor.response["Location"])
    assert "Those it was made to are asked on 30 June 2027 whether it was kept." in said
    assert "fairly sure" in said
    assert "A rota" in said
    assert first_break(world.place.pk) is None


def test_the_same_promise_sent_twice_is_kept_once_and_leads_to_the_first(
    world: World, visitor: Visitor
) -> None:
    put(world, visitor)
    first = visitor.response["Location"]
    put(world, visitor)
    assert (visitor.status, visitor.response["Location"]) == (302, first)
    assert Promise.objects.count() == 1
    visitor.at += timedelta(hours=1)
    put(world, visitor)
    assert Promise.objects.count() == 2  # an hour later it is another promise


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"sentence": ""}, "Say what is promised."),
        ({"to": ""}, "Say who it is made to. Only they can say whether it was kept."),
        ({"to": "organisation:99"}, "Choose one of these."),
        ({"promiser": "organisation:1"}, "Choose one of these."),  # the council’s name is not Ben’s to give
        ({"due_on_month": "13"}, "The day must have a real month"),
        ({"due_on_year": "2001"}, "That day has passed. Give a day from today on."),
        ({"to": "organisation:2"}, "makes this claim, so it can’t also say whether it is so."),
        ({"sentence": "Ring 943 476 5919 back"}, "This looks like an NHS number."),
        ({"what_it_takes": "She was born 3 May 1941"}, "This looks like a date of birth."),
        ({"sentence": "x" * 100_000}, "That is 99,700 characters too many."),
    ],
)
def test_what_cannot_be_promised_is_said_beside_it_and_kept(
    world: World, visitor: Visitor, more: dict[str, str], sentence: str
) -> None:
    said = put(world, visitor, **more)
    assert (visitor.status, Promise.objects.count()) == (422, 0)
    assert sentence in said
    assert "A rota" in visitor.page or "what_it_takes" in more
    assert not Event.objects.filter(verb="promise.put").exists()


def test_nobody_promises_in_the_name_of_those_they_do_not_work_for(world: World, now: datetime) -> None:
    with pytest.raises(
        Refused, match="Only someone who works for Aldermouth Council can promise in its name"
    ):
        promises.put(
            place=world.place,
            sentence="All of it",
            promiser=world.council,
            named=[Named(world.charity)],
            terms=Terms(),
            by=world.ben,
            at=now,
        )


def test_words_of_a_promise_are_never_markup(world: World, visitor: Visitor) -> None:
    put(world, visitor, sentence="<script>alert(1)</script> {{ 7*7 }}")
    visitor.get(visitor.response["Location"])
    assert "<script>alert" not in visitor.page
    assert "{{ 7*7 }}" in visitor.said


def test_a_request_is_answered_by_the_promise_that_was_put_for_it(
    world: World, now: datetime, visitor: Visitor
) -> None:
    asked = claims.ask_for(asked=world.hospital, sentence="Tell us when you are late", by=world.tunde, at=now)
    visitor.sign_in(world.ben)
    said = visitor.get(f"/{world.place.slug}/promises/put/?answers={asked.number}")
    assert "Tunde Oke, chief officer asked: Tell us when you are late" in said
    visitor.post(
        f"/{world.place.slug}/promises/put/?answers={asked.number}",
        {
            "sentence": "We will ring you",
            "promiser": world.hospital.ref,
            "to": world.tunde.ref,
            "answers": asked.number,
        },
    )
    asked.request.refresh_from_db()
    assert asked.request.promise == Claim.objects.get(kind="promise")


# Heard


def hear(world: World, visitor: Visitor, **more: str) -> str:
    visitor.sign_in(world.tunde)
    visitor.get(f"/{world.place.slug}/promises/hear/")
    said = {
        "sentence": "We will pay in thirty days",
        "promiser": world.kofi.ref,
        "to": world.charity.ref,
        "where": "In a corridor",
        "heard_on_day": "2",
        "heard_on_month": "11",
        "heard_on_year": "2026",
    }
    return visitor.post(f"/{world.place.slug}/promises/hear/", said | more)


@pytest.mark.parametrize("number", ["²", "١٢", "9" * 5_000])
def test_an_odd_number_answers_no_request(world: World, visitor: Visitor, number: str) -> None:
    put(world, visitor, answers=number)
    assert Claim.objects.filter(kind="promise").count() == 1


def test_a_heard_promise_says_who_heard_it_and_that_it_is_not_owned(world: World, visitor: Visitor) -> None:
    hear(world, visitor)
    heard_one = Promise.objects.get()
    assert (heard_one.promiser, heard_one.promiser_organisation) == (world.kofi, world.council)
    assert heard_one.ask_owner_at is not None
    said = visitor.get(visitor.response["Location"])
    assert "Heard by Tunde Oke on 2 November 2026 (In a corridor), not yet owned: yesterday." in said
    assert not Counterpart.objects.filter(by_claimant=True).exists()


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (
            {"promiser": "", "promiser_organisation": ""},
            "Say who promised it: a person, an organisation or both.",
        ),
        ({"promiser": "member:5"}, "You can’t hear your own promise."),
        ({"heard_on_day": "9"}, "You can’t have heard it on a day that has not come yet."),
        ({"where": ""}, "Say where you heard it."),
        ({"link": "not a link"}, "That is not a link."),
        ({"link": "javascript:alert(1)"}, "That is not a link."),
        ({"to": "member:2"}, "so it can’t also be made to Kofi Baah."),
    ],
)
def test_what_was_not_heard_is_refused_with_its_reason(
    world: World, visitor: Visitor, more: dict[str, str], sentence: str
) -> None:
    said = hear(world, visitor, **more)
    assert (visitor.status, Promise.objects.count()) == (422, 0)
    assert sentence in said
    assert "We will pay in thirty days" in said


def test_opening_the_promisers_link_never_answers(world: World, now: datetime, visitor: Visitor) -> None:
    waiting = heard(world, now)
    events = Event.objects.count()
    for method in (visitor.client.get, visitor.client.head):
        assert method(own_url(world.place, world.kofi, waiting.claim)).status_code == 200
    waiting.refresh_from_db()
    assert (waiting.state, Event.objects.count()) == ("heard", events)


def test_a_promiser_owns_it_from_a_link_without_an_account(
    world: World, now: datetime, visitor: Visitor
) -> None:
    waiting = heard(world, now)
    url = own_url(world.place, world.kofi, waiting.claim)
    said = visitor.get(url)
    assert "Did you say that?" in said
    assert "As they heard it, it was made to Aldermouth Charity." in said
    visitor.post(url, {"said": "yes", "due_on_day": "31", "due_on_month": "12", "due_on_year": "2026"})
    waiting.refresh_from_db()
    assert (waiting.state, waiting.promiser) == ("made", world.kofi)
    thanks = visitor.get(visitor.response["Location"])
    assert (
        "It is your promise now. On 31 December 2026 those it was made to are asked whether it was kept."
        in thanks
    )
    assert "This promise has been owned already." in visitor.get(url)


def test_not_quite_keeps_both_what_was_heard_and_what_was_promised(
    world: World, now: datetime, visitor: Visitor
) -> None:
    waiting = heard(world, now)
    url = own_url(world.place, world.kofi, waiting.claim)
    visitor.get(url)
    said = visitor.post(url, {"said": "not_quite", "words": ""})
    assert visitor.status == 422
    assert "Write what you promised, in your own words." in said
    visitor.post(url, {"said": "not_quite", "words": "We will pay in sixty days"})
    visitor.sign_in(world.tunde)
    page = show(world, visitor, waiting.claim.number)
    assert "What was heard: “We will pay in thirty days”." in page
    assert "We will pay in sixty days" in page


def test_a_promise_that_is_disowned_stays_and_counts_for_nothing(
    world: World, now: datetime, visitor: Visitor
) -> None:
    waiting = heard(world, now)
    visitor.sign_in(world.kofi)
    show(world, visitor, waiting.claim.number)
    visitor.post(
        f"/{world.place.slug}/promises/{waiting.claim.number}/own/", {"said": "no", "words": "Never"}
    )
    waiting.refresh_from_db()
    waiting.claim.refresh_from_db()
    assert (waiting.state, waiting.claim.claimed_at) == ("disowned", None)
    assert "Its promiser says: I did not say that." in show(world, visitor, waiting.claim.number)


def test_a_promiser_owns_it_in_a_browser_that_keeps_no_cookies(world: World, now: datetime) -> None:
    address = own_url(world.place, world.kofi, heard(world, now).claim)
    browser = Client(enforce_csrf_checks=True)
    opened = browser.get(address)
    assert not browser.cookies
    assert b"csrfmiddlewaretoken" not in opened.content
    assert browser.post(address, {"said": "yes"}).status_code == 302
    assert Promise.objects.get().owned_at is not None


@pytest.mark.parametrize("bend", [lambda t: t[:-3] + "abc", lambda t: "x" + t, lambda t: ""])
def test_a_forged_link_opens_nothing(world: World, now: datetime, visitor: Visitor, bend: object) -> None:
    url = own_url(world.place, world.kofi, heard(world, now).claim)
    token = bend(url.split("/")[2])  # type: ignore[operator]
    assert visitor.client.get(f"/p/{token}/").status_code == 404


def test_somebody_elses_link_owns_nothing(world: World, now: datetime, visitor: Visitor) -> None:
    waiting = heard(world, now)
    url = own_url(world.place, world.ruth, waiting.claim)
    assert "Only whoever is said to have promised can say" in visitor.get(url)
    visitor.post(url, {"said": "yes"})
    waiting.refresh_from_db()
    assert waiting.state == "heard"


def test_what_its_hearer_has_withdrawn_is_nobodys_to_own(
    world: World, now: datetime, visitor: Visitor
) -> None:
    waiting = heard(world, now)
    address = own_url(world.place, world.kofi, waiting.claim)
    claims.withdraw(claim=waiting.claim, words="I misheard", by=world.tunde, at=now)
    assert "has withdrawn it" in visitor.get(address)
    visitor.post(address, {"said": "yes"})
    waiting.refresh_from_db()
    assert (waiting.state, waiting.owned_at) == ("heard", None)


# Accepted, declined, moved, kept


def test_those_it_was_made_to_accept_or_ask_for_something_else(
    world: World, now: datetime, visitor: Visitor
) -> None:
    number = promise(world, now).claim.number
    where = f"/{world.place.slug}/promises/{number}"
    visitor.sign_in(world.kofi)
    assert "Accept it" in show(world, visitor, number)
    visitor.post(f"{where}/accept/")
    assert "Kofi Baah accepted it" in show(world, visitor, number)
    visitor.get(f"{where}/respond/")
    said = visitor.post(f"{where}/respond/", {"verb": "countered", "words": ""})
    assert "Say what you would need instead. One line is enough." in said
    visitor.post(f"{where}/respond/", {"verb": "countered", "words": "By nine, please"})
    assert "Kofi Baah would rather have something else" in show(world, visitor, number)
    assert Promise.objects.get().state == "countered"


def test_only_the_promiser_moves_the_date_and_says_why(world: World, now: datetime, visitor: Visitor) -> None:
    number = promise(world, now, due=(now + 30 * DAY).date()).claim.number
    where = f"/{world.place.slug}/promises/{number}"
    new_day = {"due_on_day": "31", "due_on_month": "1", "due_on_year": "2027", "words": "Snow"}
    visitor.sign_in(world.kofi)
    visitor.get(f"{where}/move/")
    assert "Only whoever promised can move the date." in visitor.post(f"{where}/move/", new_day)
    visitor.sign_in(world.ben)
    visitor.get(f"{where}/move/")
    assert "Say why the date moves." in visitor.post(f"{where}/move/", new_day | {"words": " "})
    visitor.post(f"{where}/move/", new_day)
    said = show(world, visitor, number)
    assert "31 January 2027" in said
    assert "Its first date was 2 December 2026." in said
    assert "“Snow”" in said


def test_said_kept_asks_those_it_was_made_to_and_is_said_once(
    world: World, now: datetime, visitor: Visitor
) -> None:
    number = promise(world, now, due=(now + 30 * DAY).date()).claim.number
    visitor.sign_in(world.ben)
    for _ in range(2):
        visitor.get(f"/{world.place.slug}/promises/{number}/kept/")
        visitor.post(f"/{world.place.slug}/promises/{number}/kept/", {"words": "Since Monday"})
    assert "You have said so. Those it was made to are asked." in visitor.said
    assert Turn.objects.filter(verb="kept").count() == 1


def test_what_one_may_not_see_is_not_there(world: World, now: datetime, visitor: Visitor) -> None:
    elsewhere = build(now, "brackwater")
    number = promise(world, now).claim.number
    for where in ("", "move/", "kept/", "respond/", "own/"):
        visitor.sign_in(elsewhere.ben)
        assert visitor.client.get(f"/{world.place.slug}/promises/{number}/{where}").status_code == 404
        visitor.sign_in(world.ben)
        assert visitor.client.get(f"/{world.place.slug}/promises/999/{where}").status_code == 404


def test_in_the_quiet_fortnight_only_its_parties_read_a_promise(
    now: datetime, db: None, visitor: Visitor
) -> None:
    world = build(now, "quietton", ago=timedelta(days=3))
    number = promise(world, now).claim.number
    visitor.sign_in(world.tunde)
    show(world, visitor, number)
    assert visitor.status == 404
    visitor.sign_in(world.kofi)
    show(world, visitor, number)
    assert visitor.status == 200


def test_an_unchanged_promise_is_not_sent_again(world: World, now: datetime, visitor: Visitor) -> None:
    number = promise(world, now).claim.number
    visitor.sign_in(world.kofi)
    show(world, visitor, number)
    tag = visitor.response["ETag"]
    visitor.get(f"/{world.place.slug}/promises/{number}/", HTTP_IF_NONE_MATCH=tag)
    assert visitor.status == 304
    claims.answer(claim=world.claim(number), verdict=Verdict.NO, by=world.kofi, at=visitor.at)
    visitor.get(f"/{world.place.slug}/promises/{number}/", HTTP_IF_NONE_MATCH=tag)
    assert visitor.status == 200


def test_a_promise_page_in_its_fullest_state_asks_the_database_twelve_things(
    world: World, now: datetime, visitor: Visitor, django_assert_max_num_queries: Any
) -> None:
    said = heard(world, now)
    promises.own(promise=said, by=said.promiser or world.ben, at=now, not_quite="A rota for two.")
    promises.move(promise=said, due_on=date(2027, 1, 9), words="Snow.", by=said.promiser or world.ben, at=now)
    claims.answer(claim=said.claim, verdict=Verdict.NO, by=world.tunde, at=now, words="It is a list.")
    claims.reply(claim=said.claim, words="We will look.", by=world.kofi, at=now)
    claims.offer_help(claim=said.claim, brings=Brings.ROOM, by=world.kofi, at=now)
    Member.objects.filter(pk__in=[said.heard_by_id, said.claim.put_by_id]).update(signs=False)
    for who in (world.kofi, world.tunde, world.ben):
        visitor.sign_in(who)
        cache.clear()
        with django_assert_max_num_queries(12):
            show(world, visitor, said.claim.number)
        assert visitor.status == 200


def test_what_bears_on_the_promiser_stands_beside_the_promise(
    world: World, now: datetime, visitor: Visitor
) -> None:
    made = promise(world, now)
    write_note(
        place=world.place, organisation=world.hospital, words="An inspection until Easter", begins_on=now.date(),
        by=world.ben, at=now,
    )  # fmt: skip
    write_note(
        place=world.place,
        organisation=world.council,
        words="Not about them",
        begins_on=now.date(),
        by=world.kofi,
        at=now,
    )
    visitor.sign_in(world.kofi)
    said = visitor.get(f"/{world.place.slug}/promises/{made.claim.number}/")
    assert "An inspection until Easter (since November 2026)" in said
    assert "Not about them" not in said


def test_a_link_that_leads_to_a_promise_has_chosen_what_it_is_about(world: World, visitor: Visitor) -> None:
    visitor.sign_in(world.ben)
    visitor.get(f"/{world.place.slug}/promises/put/?horizon=future&message=8")
    page = visitor.response.content.decode()
    assert 'value="future" checked' in page
    assert '<option value="8" selected' in page
    visitor.get(f"/{world.place.slug}/promises/put/?horizon=never&message=11")
    assert visitor.status == 200
    assert 'value="now" checked' in visitor.response.content.decode()

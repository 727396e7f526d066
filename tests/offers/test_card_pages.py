"""The pages of cards: light, without account or cookie; and what organisers, partners and strangers may not learn."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.contrib.staticfiles.finders import find
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from counterpoint.analysis.standing import Verdict
from counterpoint.claims import actions as claims
from counterpoint.offers import actions
from counterpoint.offers.actions import Filled
from counterpoint.offers.models import Card, Cards, CardTicket
from counterpoint.offers.queries.card_page import room_token
from counterpoint.partnership import actions as partnership
from tests.claims.visiting import Visitor
from tests.offers.test_cards import WEEK, close, fill, held, out
from tests.world import World, build


@pytest.fixture
def visitor(monkeypatch: pytest.MonkeyPatch, now: datetime) -> Visitor:
    return Visitor(monkeypatch, now)


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch, now: datetime) -> None:
    monkeypatch.setattr(timezone, "now", lambda: now)


def html(visitor: Visitor, url: str) -> str:
    visitor.get(url)
    return visitor.page


def card(cards: Cards, now: datetime) -> str:
    return f"/c/{actions.take_card(cards=cards, at=now)}/"


def cards_url(cards: Cards, act: str = "") -> str:
    return f"/{cards.claim.place.slug}/offers/{cards.claim.number}/cards/{act}"


# To a stranger


def test_a_card_is_one_light_page_that_asks_for_nothing(world: World, now: datetime, client: Client) -> None:
    cards = out(world, now)
    for number in range(5):
        words = f"I know what happens next, and who to ring, on day {number}"
        partnership.write_matter(place=world.place, words=words, by=world.moira, at=now)
    answer = client.get(card(cards, now))
    page = answer.content.decode()
    sheet = find("dist/answer.css")
    weight = len(answer.content) + (Path(str(sheet)).stat().st_size if sheet else 5_000)
    assert weight < 30_000
    assert "<script" not in page
    assert "required" not in page
    assert not answer.cookies
    assert page.count('class="rung"') == 7
    assert page.count("<form") == 1


def test_opening_a_card_or_the_link_for_a_room_takes_and_says_nothing(
    world: World, now: datetime, client: Client
) -> None:
    cards = out(world, now)
    link, room = card(cards, now), f"/c/{room_token(cards)}/"
    for address in (link, room):
        client.get(address)
        client.head(address)
    cards.refresh_from_db()
    assert cards.handed == 1
    assert not Card.objects.exists()


def test_in_the_room_each_takes_a_card_until_there_are_none(
    world: World, now: datetime, client: Client
) -> None:
    cards = out(world, now, took_part=2)
    room = f"/c/{room_token(cards)}/"
    first, second = (client.post(room)["Location"] for _ in range(2))
    assert first != second
    assert "How was it?" in client.get(first).content.decode()
    assert "for everyone who took part" in client.post(room).content.decode()
    assert CardTicket.objects.count() == 2


def test_a_card_is_filled_in_once_and_the_second_press_is_thanked_like_the_first(
    world: World, now: datetime, client: Client
) -> None:
    cards = out(world, now)
    link = card(cards, now)
    said = {"step": "4", "paid": "no", "next": "A bus", "matter_1": "yes", "rubbish": "1"}
    assert client.post(link, said).status_code == 302
    assert "This card is in" in client.post(link, {**said, "step": "1"}).content.decode()
    assert sorted(Card.objects.values_list("question", "says", "words")) == [
        ("next", "", "A bus"), ("paid", "no", ""), ("step", "4", ""),
    ]  # fmt: skip


def test_what_cannot_be_kept_is_said_and_everything_typed_stays(
    world: World, now: datetime, client: Client
) -> None:
    cards = out(world, now)
    link = card(cards, now)
    answer = client.post(link, {"step": "4", "next": "Ask 943 476 5919"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "NHS number" in page
    assert "Ask 943 476 5919" in page
    assert re.search(r'name="step" value="4" checked', page)
    assert "left everything blank" in client.post(link, {}).content.decode()
    assert not Card.objects.exists()


def test_wrong_links_all_say_the_same_and_are_counted_without_saying_by_whom(
    world: World, now: datetime, client: Client
) -> None:
    cards = out(world, now)
    token = room_token(cards)
    wrong = ["x", "0" * 22, token[:-2], token + "a", "WzFd:1:x", card(cards, now)[3:-2], f"{token}:x"]
    pages = {client.get(f"/c/{one}/").content for one in wrong}
    assert len(pages) == 1
    assert client.get(f"/c/{wrong[0]}/").status_code == 404
    caches["shared"].clear()
    last = [client.get("/c/guess/").status_code for _ in range(62)][-1]
    assert last == 429
    caches["shared"].clear()


def test_a_card_opens_nothing_but_its_own_claim_and_no_other_ticket_opens_a_card(
    world: World, now: datetime, client: Client
) -> None:
    cards, other = out(world, now), build(now, slug="elsewhere")
    there = out(other, now)
    secret = card(cards, now)[3:-1]
    _, ticket = claims.issue_ticket(
        claim=there.claim, perspective="carer", must_hear=True, by=other.tunde, at=now
    )
    assert client.get(f"/t/{secret}/").status_code == 404
    assert client.get(f"/c/{ticket}/").status_code == 404
    client.post(f"/c/{secret}/", {"step": "2"})
    assert {one.cards_id for one in Card.objects.all()} == {cards.pk}


def test_whoever_was_on_the_side_of_those_who_ran_it_fills_in_no_card(
    world: World, now: datetime, visitor: Visitor
) -> None:
    cards = out(world, now)
    link = card(cards, now)
    visitor.sign_in(world.ruth)
    assert "Cards are for those who came" in visitor.get(link)
    assert "Cards are for those who came" in visitor.get(f"/c/{room_token(cards)}/")


def test_those_who_wrote_read_afterwards_what_all_of_them_said(
    world: World, now: datetime, client: Client
) -> None:
    cards = out(world, now)
    link = card(cards, now)
    client.post(link, {"step": "4", "paid": "no"})
    assert "Come back after" in client.get(link).content.decode()
    fill(cards, now, 4, 4, 4, 4, paid="yes")
    close(cards, now)
    page = client.get(link).content.decode()
    assert "What you all said" in page
    unused = card(cards, now)
    assert "What you all said" not in client.get(unused).content.decode(), "before one has chosen"


# To members


def test_organisers_see_nothing_before_the_close_and_then_the_same_as_everybody(
    world: World, now: datetime, visitor: Visitor
) -> None:
    cards = out(world, now)
    fill(cards, now, 3, 3, 4, 4, 7, 7, paid="no")
    visitor.sign_in(world.ben)
    before = visitor.get(cards_url(cards))
    for sign in ("could say", "Co-design", "six cards came", "In part"):
        assert sign not in before
    close(cards, now)

    def said(member: object) -> str:
        visitor.sign_in(member)  # type: ignore[arg-type]
        return (
            re.sub(r"\s+", " ", html(visitor, cards_url(cards)))
            .split("What they say</h2>")[1]
            .split("for eight weeks")[0]
        )

    assert said(world.ben) == said(world.kofi)
    assert "Six people could say" in said(world.moira)


def test_while_cards_are_out_the_record_shows_no_steps_of_those_who_sign_either(
    world: World, now: datetime, visitor: Visitor
) -> None:
    claim = held(world, now)
    for name in ("Pat", "Pia", "Per", "Pip", "Pol"):
        person = partnership.Person(
            name=name, organisation=world.voices, works=False, perspectives=["lived_experience"]
        )
        who = partnership.add_member(place=world.place, person=person, by=None, at=now)
        claims.add_counterpart(claim=claim, who=who, must_hear=True, by=world.moira, at=now)
        claims.answer(claim=claim, verdict=Verdict.YES, step=6, by=who, at=now)
    page = f"/aldermouth/offers/{claim.number}/"
    visitor.sign_in(world.ben)
    assert "Which step people say it was" in visitor.get(page)
    cards = out(world, now, claim=claim)
    held_back = visitor.get(page)
    assert "Which step people say it was" not in held_back
    assert "is shown when they are closed" in held_back
    close(cards, now)
    assert "Which step people say it was" in visitor.get(page)


def test_nobody_watches_a_page_to_see_when_a_card_comes_in(
    world: World, now: datetime, visitor: Visitor
) -> None:
    cards = out(world, now)
    link = card(cards, now)[3:-1]
    visitor.sign_in(world.ben)
    pages = [cards_url(cards), f"/aldermouth/offers/{cards.claim.number}/"]
    before = [html(visitor, one) for one in pages]
    ticket = CardTicket.objects.get()
    actions.fill_card(ticket=ticket, said=Filled({"step": "4"}), at=now)
    after = [html(visitor, one) for one in pages]
    assert [_bare(one) for one in before] == [_bare(one) for one in after]
    assert link not in "".join(after)


def _bare(page: str) -> str:
    """Without what differs from one reading of a page to the next: a token against forged forms, a signed link."""
    page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)
    return re.sub(r"<svg.*?</svg>|/c/[^<\"]+", "", page, flags=re.DOTALL)


def test_only_those_who_run_them_print_and_only_outsiders_write_down(
    world: World, now: datetime, visitor: Visitor
) -> None:
    cards = out(world, now)
    visitor.sign_in(world.kofi)
    for act in ("print/", "more/"):
        visitor.get(cards_url(cards, act))
        assert visitor.status == 404
    assert "Write down a card" in visitor.get(cards_url(cards, "write/"))
    visitor.sign_in(world.ben)
    visitor.get(cards_url(cards, "write/"))
    assert visitor.status == 404
    assert "How many cards?" in visitor.get(cards_url(cards, "print/"))


def test_printed_slips_each_have_a_link_a_square_and_a_code_that_opens_the_card(
    world: World, now: datetime, visitor: Visitor, client: Client
) -> None:
    cards = out(world, now)
    visitor.sign_in(world.ben)
    visitor.get(cards_url(cards, "print/"))
    visitor.post(cards_url(cards, "print/"), {"how_many": "3"})
    page = visitor.page
    codes = re.findall(r'card-slip__code">([0-9A-Z]{4} [0-9A-Z]{4})<', page)
    links = re.findall(r"/c/[\w-]{22}/", page)
    assert len(codes) == len(set(links)) == 3
    assert page.count('class="qr"') == 3
    assert client.post("/code/", {"code": codes[1].lower()})["Location"] == links[1]
    assert links[0] not in html(visitor, cards_url(cards)), "shown once"


def test_members_of_another_place_find_nothing(world: World, now: datetime, visitor: Visitor) -> None:
    cards, other = out(world, now), build(now, slug="elsewhere")
    visitor.sign_in(other.ben)
    for act in ("", "open/", "print/", "paper/", "write/", "close/", "more/"):
        visitor.get(cards_url(cards, act))
        assert visitor.status in (404, 405)


def test_a_page_of_cards_costs_at_most_twelve_queries_however_many_cards(
    world: World, now: datetime, visitor: Visitor, client: Client
) -> None:
    cards = out(world, now, took_part=40)
    fill(cards, now, *range(1, 8), *range(1, 8), paid="yes", hear_by="2")
    close(cards, now)
    link = card(cards, now)
    visitor.sign_in(world.ben)
    visitor.get(cards_url(cards))
    for get in (lambda: visitor.get(cards_url(cards)), lambda: client.get(link)):
        with CaptureQueriesContext(connection) as queries:
            get()
        assert len(queries) <= 12, "\n".join(one["sql"][:120] for one in queries)


# Copies to take away


def test_no_two_copies_of_a_place_tell_what_stood_on_the_card_between_them(
    world: World, now: datetime
) -> None:
    """Answers that wait go into no copy: those that do are counts of five and more."""
    from counterpoint.bundle.declared import IN, OUT

    for waiting in ("offers.Card", "partnership.TrueNow"):
        assert waiting in OUT
        assert waiting not in IN
    assert {"offers.CardRelease", "offers.CardWords", "partnership.MatterCount"} <= set(IN)


@pytest.mark.usefixtures("db")
def test_late_cards_move_nothing_on_any_page_until_five_are_in(
    world: World, now: datetime, visitor: Visitor
) -> None:
    cards = out(world, now)
    fill(cards, now, 6, 6, 6, 6, 6)
    close(cards, now)
    visitor.sign_in(world.ben)
    before = html(visitor, cards_url(cards))
    for late in range(4):
        fill(cards, now, 1)
        actions.look_after_cards(place=world.place, at=now + (late + 1) * WEEK + timedelta(hours=1))
    after = html(visitor, cards_url(cards))
    without = [re.sub(r"\w+ cards went out", "", _bare(one)) for one in (before, after)]
    assert without[0] == without[1]

"""Barriers on pages: raised by name or without, taken, refused, said gone. Gone is for whoever raised it to say."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client

from counterpoint.analysis.standing import Verdict
from counterpoint.barriers import actions as barriers
from counterpoint.barriers import policies
from counterpoint.barriers.models import Barrier
from counterpoint.claims import actions as claims
from counterpoint.claims.actions import hash_of
from counterpoint.claims.models import Answer, Claim, Ticket, Unsealed
from counterpoint.ledger.models import Chain, Event
from counterpoint.ledger.queries import first_break
from tests.acts import raised, taken
from tests.claims.visiting import Visitor
from tests.world import World, build

DAY = timedelta(days=1)
SLIP = 'name="slip" value="'


@pytest.fixture
def visitor(monkeypatch: pytest.MonkeyPatch, now: datetime) -> Visitor:
    return Visitor(monkeypatch, now + DAY)


def raise_(world: World, visitor: Visitor, sentence: str = "Two forms, one person", **more: str) -> str:
    visitor.sign_in(world.ruth)
    where = f"/{world.place.slug}/barriers/raise/"
    visitor.get(where)
    return visitor.post(
        where, {"sentence": sentence, "could_remove": world.council.ref, "how_often": "daily"} | more
    )


def test_whoever_raises_a_barrier_has_its_number_at_once(world: World, visitor: Visitor) -> None:
    raise_(world, visitor)
    said = visitor.get(visitor.response["Location"])
    assert "This is barrier 1." in said
    assert "every day" in said
    assert (Barrier.objects.get().could_remove, Claim.objects.get().before) == (world.council, "raised")
    assert Event.objects.filter(verb="barrier.raised").count() == 1


def test_one_field_is_enough_to_raise_a_barrier(world: World, visitor: Visitor) -> None:
    raise_(world, visitor, could_remove="", how_often="")
    assert visitor.status == 302
    assert Barrier.objects.get().could_remove is None


def test_a_barrier_sent_twice_is_raised_once(world: World, visitor: Visitor) -> None:
    raise_(world, visitor)
    first = visitor.response["Location"]
    raise_(world, visitor)
    assert (visitor.response["Location"], Barrier.objects.count()) == (first, 1)


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        ("", "Say what stops you. One line is enough."),
        ("\u202e\u200b ", "Say what stops you. One line is enough."),
        ("NHS number 943 476 5919 is on the form twice", "This looks like an NHS number."),
        ("x" * 301, "That is 1 character too many."),
    ],
)
def test_what_is_no_barrier_is_refused_beside_the_box(
    world: World, visitor: Visitor, sentence: str, why: str
) -> None:
    assert why in raise_(world, visitor, sentence)
    assert (visitor.status, Barrier.objects.count()) == (422, 0)


def test_whoever_raises_it_reads_first_who_will_read_it(
    world: World, now: datetime, visitor: Visitor
) -> None:
    visitor.sign_in(world.ruth)
    said = visitor.get(f"/{world.place.slug}/barriers/raise/")
    assert "Everyone in Aldermouth, with your name: Ruth Vane, ward sister." in said
    assert "Use the whistleblowing line of your organisation." in said
    visitor.sign_in(world.moira)
    assert "without your name, as “a carer”" in visitor.get(f"/{world.place.slug}/barriers/raise/")


def test_a_barrier_is_taken_said_gone_and_answered_by_whoever_raised_it(
    world: World, now: datetime, visitor: Visitor
) -> None:
    number = raised(world, now).claim.number
    where = f"/{world.place.slug}/barriers/{number}"
    visitor.sign_in(world.kofi)
    assert "Take it on" in visitor.get(f"{where}/")
    visitor.get(f"{where}/take/")
    visitor.post(f"{where}/take/", {"organisation": world.council.ref})
    assert "Kofi Baah, Aldermouth Council on 3 November 2026" in visitor.get(f"{where}/")
    visitor.get(f"{where}/gone/")
    visitor.post(f"{where}/gone/", {"words": "One form"})
    visitor.get(f"{where}/")
    assert (Barrier.objects.get().state, world.claim(number).claimed_at) == ("gone", visitor.at)
    visitor.sign_in(world.ruth)
    assert "Answer this" in visitor.get(f"{where}/")


def test_a_refusal_gives_its_reason_for_everyone_to_read(
    world: World, now: datetime, visitor: Visitor
) -> None:
    where = f"/{world.place.slug}/barriers/{raised(world, now).claim.number}"
    visitor.sign_in(world.kofi)
    visitor.get(f"{where}/refuse/")
    assert "Say why. One line is enough." in visitor.post(f"{where}/refuse/", {"words": ""})
    visitor.post(f"{where}/refuse/", {"words": "The law asks for both"})
    visitor.sign_in(world.moira)
    said = visitor.get(f"{where}/")
    assert "It was refused, and this is why: “The law asks for both” Kofi Baah, Aldermouth Council" in said


def test_nobody_takes_a_barrier_on_for_those_they_do_not_work_for(
    world: World, now: datetime, visitor: Visitor
) -> None:
    where = f"/{world.place.slug}/barriers/{raised(world, now).claim.number}"
    visitor.sign_in(world.tunde)
    visitor.get(f"{where}/take/")
    assert "Choose one of these." in visitor.post(f"{where}/take/", {"organisation": world.council.ref})
    visitor.sign_in(world.moira)  # belongs to the voices, and works for nobody
    visitor.get(f"{where}/take/")
    assert visitor.status == 302
    assert Barrier.objects.get().state == "raised"


def test_a_second_person_whom_it_stops_is_asked_too(world: World, now: datetime, visitor: Visitor) -> None:
    barrier = raised(world, now)
    where = f"/{world.place.slug}/barriers/{barrier.claim.number}"
    visitor.sign_in(world.tunde)
    visitor.get(f"{where}/")
    visitor.post(f"{where}/me-too/")
    assert barrier.claim.counterparts.filter(member=world.tunde, by_claimant=False).exists()
    visitor.get(f"{where}/")
    assert "This stops me too" not in visitor.said


def test_a_barrier_elsewhere_is_not_there(world: World, now: datetime, visitor: Visitor) -> None:
    other = build(now, "brackwater")
    number = raised(world, now).claim.number
    for where in ("", "take/", "refuse/", "gone/"):
        visitor.sign_in(other.ruth)
        assert visitor.client.get(f"/{world.place.slug}/barriers/{number}/{where}").status_code == 404
        assert visitor.client.get(f"/{other.place.slug}/barriers/{number}/{where}").status_code == 404


# Without a name


def quietly(world: World, sentence: str = "My manager hides the rota", **more: str) -> tuple[Client, str]:
    """Raise one as anyone with the address would. Returns the ticket's address."""
    browser = Client(enforce_csrf_checks=True)
    where = f"/{world.place.slug}/barriers/raise/quietly/"
    page = browser.get(where)
    assert not page.cookies
    slip = page.content.decode().partition(SLIP)[2].partition('"')[0]
    sent = browser.post(where, {"sentence": sentence, "slip": slip} | more)
    return browser, sent["Location"] if sent.status_code == 302 else sent.content.decode()


def test_a_barrier_without_a_name_sets_no_cookie_and_keeps_no_time(world: World, visitor: Visitor) -> None:
    before = Chain.objects.get(place_id=world.place.pk)
    browser, ticket = quietly(world, could_remove=world.council.ref, how_often="weekly")
    assert not browser.cookies
    row = Unsealed.objects.get()
    kept = {field.name for field in Unsealed._meta.get_fields()}
    assert kept == {"id", "place", "act", "ticket_hash", "payload"}
    assert set(row.payload) == {"sentence", "what_it_stops", "type", "could_remove", "how_often", "lang"}
    after = Chain.objects.get(place_id=world.place.pk)
    assert (before.length, before.last_at) == (after.length, after.last_at)
    assert "Keep your number" in visitor.get(ticket)
    assert "My manager hides the rota" in visitor.said


def test_a_page_sent_twice_is_one_ticket(world: World) -> None:
    browser = Client()
    where = f"/{world.place.slug}/barriers/raise/quietly/"
    slip = browser.get(where).content.decode().partition(SLIP)[2].partition('"')[0]
    sent = [browser.post(where, {"sentence": "The rota", "slip": slip})["Location"] for _ in range(2)]
    assert sent[0] == sent[1]
    assert Unsealed.objects.count() == 1


def test_a_forged_slip_gets_a_ticket_of_our_own_making(world: World) -> None:
    _, ticket = quietly(world, slip="a")
    assert len(ticket.split("/")[2]) >= 22


def test_until_it_is_sealed_its_words_can_be_taken_back(world: World, visitor: Visitor) -> None:
    _, ticket = quietly(world)
    visitor.post(ticket, {"take_back": "yes"})
    assert not Unsealed.objects.exists()
    assert visitor.client.get(ticket).status_code == 404


def test_a_sealed_ticket_shows_what_became_of_it_and_answers_when_it_is_said_gone(
    world: World, now: datetime, visitor: Visitor
) -> None:
    _, ticket = quietly(world, could_remove=world.council.ref)
    quietly(world, "Nobody answers the lounge phone")
    barriers.seal(place=world.place, waiting_since=None, at=now + DAY)
    barrier = Barrier.objects.get(claim__tickets__hash=hash_of(ticket.split("/")[2]))
    assert "When somebody says that it is gone, this page asks you." in visitor.get(ticket)
    barrier = barriers.take(barrier=barrier, organisation=world.council, by=world.kofi, at=now + 2 * DAY)
    barriers.say_gone(barrier=barrier, words="The rota is on the wall", by=world.kofi, at=now + 3 * DAY)
    said = visitor.get(ticket)
    assert "Aldermouth Council says that it is gone. “The rota is on the wall”" in said
    assert "“someone with a ticket”" in said
    assert "Kofi" not in said
    visitor.post(ticket, {"answer": "no", "words": "It is last year’s rota"})
    assert "You said: No, it’s still there. It waits to be put on the record." in visitor.get(ticket)
    assert not Answer.objects.exists()
    barriers.seal(place=world.place, waiting_since=(now - 9 * DAY).date(), at=now + 4 * DAY)
    answer = Answer.objects.get()
    assert (answer.verdict, answer.member, answer.recorded_at.hour) == (Verdict.NO, None, 0)
    assert first_break(world.place.pk) is None


def test_a_ticket_answers_nothing_before_there_is_anything_to_answer(
    world: World, now: datetime, visitor: Visitor
) -> None:
    _, ticket = quietly(world)
    barriers.seal(place=world.place, waiting_since=(now - 9 * DAY).date(), at=now + DAY)
    said = visitor.post(ticket, {"answer": "yes"})
    assert visitor.status == 422
    assert "There is nothing to answer yet." in said
    assert Unsealed.objects.count() == 0


@pytest.mark.parametrize("sent", [{"answer": "perhaps"}, {"words": "no"}, {}])
def test_a_ticket_that_says_nothing_we_know_is_asked_again(
    world: World, now: datetime, visitor: Visitor, sent: dict[str, str]
) -> None:
    _, ticket = quietly(world)
    barriers.seal(place=world.place, waiting_since=(now - 9 * DAY).date(), at=now + DAY)
    visitor.post(ticket, sent)
    assert visitor.status in (200, 422)
    assert not Unsealed.objects.exists()


def test_a_limit_needs_to_know_nothing_of_who_writes(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(policies, "MOST_WAITING", 1)
    quietly(world)
    _, said = quietly(world, "And another thing")
    assert "Many people have written here today" in said
    assert "And another thing" in said
    assert Unsealed.objects.count() == 1


def test_a_name_is_never_asked_for_and_an_nhs_number_never_kept(world: World) -> None:
    _, said = quietly(world, "Ring 943 476 5919 and hear for yourself")
    assert "This looks like an NHS number." in said
    assert not Unsealed.objects.exists()


def test_tickets_that_nobody_was_given_open_nothing(world: World, visitor: Visitor) -> None:
    for secret in ("x", "AAAAAAAAAAAAAAAAAAAAAA", "%00", "..%2f"):
        assert visitor.client.get(f"/t/{secret}/").status_code in (400, 404, 429)
    assert Ticket.objects.count() == 0


def test_there_is_no_quiet_page_for_a_place_that_is_not_there(db: None, visitor: Visitor) -> None:
    assert visitor.client.get("/nowhere/barriers/raise/quietly/").status_code == 404


def test_in_the_quiet_fortnight_the_page_names_no_partner(db: None, now: datetime, visitor: Visitor) -> None:
    world = build(now, "quietton", ago=timedelta(days=3))
    assert "Council" not in visitor.get(f"/{world.place.slug}/barriers/raise/quietly/")


def test_gone_is_said_once_and_again_only_when_it_was_not_so(
    world: World, now: datetime, visitor: Visitor
) -> None:
    barrier = taken(world, now)
    where = f"/{world.place.slug}/barriers/{barrier.claim.number}"
    visitor.sign_in(world.kofi)
    for _ in range(2):
        visitor.get(f"{where}/gone/")
        visitor.post(f"{where}/gone/", {"words": ""})
    assert "This is said to be gone already. Whoever raised it says whether it is." in visitor.said
    claims.answer(claim=world.claim(barrier.claim.number), verdict=Verdict.NO, by=world.ruth, at=visitor.at)
    visitor.get(f"{where}/gone/")
    visitor.post(f"{where}/gone/", {"words": "Now it is"})
    assert visitor.status == 302
    assert Event.objects.filter(verb="barrier.said_gone").count() == 2

"""Putting a claim: one form for every kind, with what was typed kept and each refusal beside its cause."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from counterpoint.claims.choices import KINDS
from counterpoint.claims.models import Claim, Counterpart, PoolSeat
from counterpoint.claims.queries.put_page import kind_to_put
from counterpoint.partnership import actions as partnership
from counterpoint.partnership.models import Member
from tests.acts import plain
from tests.claims.visiting import Visitor
from tests.world import World

DAY = timedelta(days=1)
HERE = "/aldermouth/claims/put/"
BY_FORM = [key for key in KINDS if kind_to_put(key)]

FURTHER: dict[str, dict[str, str]] = {
    "coproduced": {"step": "6"},
    "carried": {"gains_most": "organisation:1"},
    "skill": {"how": "hired", "level": "executive", "skill": "trust", "of_how_many": "12"},
    "signed": {"line_1": "Nobody waits a day", "line_2": "We pay for Mondays"},
    "account": {"line_1": "Nobody waits", "line_2": "Some do.", "line_3": "I will ring"},
    "licence": {"limit": "Ten hours a week"},
}


@pytest.fixture
def visitor(monkeypatch: pytest.MonkeyPatch, now: datetime, world: World) -> Visitor:
    visitor = Visitor(monkeypatch, now)
    visitor.sign_in(world.ben)
    return visitor


def once(visitor: Visitor) -> str:
    found = re.search(r'name="once" value="([^"]+)"', visitor.page)
    assert found is not None
    return found[1]


def put(visitor: Visitor, kind: str, **said: Any) -> str:
    visitor.get(f"{HERE}{kind}/")
    data = {
        "sentence": "We lent two therapists",
        "acting_for": "organisation:2",
        "once": once(visitor),
        **said,
    }
    return visitor.post(f"{HERE}{kind}/", data)


def refs(*people: Member) -> list[str]:
    return [one.ref for one in people]


def test_every_kind_is_offered_under_its_message_and_leads_somewhere(visitor: Visitor) -> None:
    page = visitor.get(HERE)
    for kind in KINDS.values():
        assert (kind.begin in page) is kind.by_form
    for address in re.findall(r'class="row__sentence"><a href="([^"]+)"', visitor.page):
        visitor.get(address)
        assert visitor.status == 200, address


@pytest.mark.parametrize("kind", BY_FORM)
def test_every_kind_can_be_put_by_its_form(world: World, visitor: Visitor, kind: str) -> None:
    someone = world.ruth if kind == "licence" else world.ada  # only staff know what staff may do
    five = refs(someone, world.kofi, world.tunde, world.moira, world.desmond)
    put(visitor, kind, who_people=five, **FURTHER.get(kind, {}))
    assert visitor.status == 302, visitor.said
    claim = Claim.objects.get()
    assert (claim.kind, claim.message, claim.put_by) == (kind, KINDS[kind].message, world.ben)
    claimant = claim.claimants.get()
    by_person = KINDS[kind].by_person
    assert (claimant.organisation, claimant.member) == (
        (None, world.ben) if by_person else (world.hospital, None)
    )
    assert Counterpart.objects.filter(claim=claim, must_hear=True).count() == 5
    page = visitor.get(visitor.response["Location"])
    assert "It is on the record. Those you named are asked now" in page


def test_what_a_kind_asks_for_is_kept_and_shown(world: World, visitor: Visitor) -> None:
    put(
        visitor,
        "skill",
        who_organisations=["organisation:3"],
        other_people=refs(world.ruth),
        **FURTHER["skill"],
    )
    claim = Claim.objects.get()
    assert claim.details == FURTHER["skill"]
    appointee = Counterpart.objects.get(member=world.ruth)
    assert (appointee.must_hear, appointee.ask_from) == (False, date(2027, 5, 4))  # after six months
    page = visitor.get(f"/aldermouth/claims/{claim.number}/")
    for words in (
        "What was decided somebody was hired for it",
        "Level executive",
        "Skill building shared values and trust",
        "Of how many decisions 12",
    ):
        assert words in page


def test_a_date_a_message_and_fellow_claimants_are_kept(world: World, visitor: Visitor) -> None:
    put(
        visitor, "plainly", who_standing=["perspective:carer"], due_on_month="12", due_on_year="2026",
        link="https://example.org/news", message="2", also=["organisation:3"],
    )  # fmt: skip
    claim = Claim.objects.get()
    assert (claim.due_on, claim.message, claim.link) == (date(2026, 12, 31), 2, "https://example.org/news")
    assert {one.organisation for one in claim.claimants.all()} == {world.hospital, world.charity}


def test_any_of_these_partners_is_a_pool(world: World, visitor: Visitor) -> None:
    three = ["organisation:1", "organisation:3", "organisation:4"]
    said = put(visitor, "sacrifice", who_organisations=three[:2], pool="on")
    assert "Tick at least three partners" in said
    put(visitor, "sacrifice", who_organisations=three, pool="on")
    assert Counterpart.objects.get().pool is not None
    assert PoolSeat.objects.count() == 3


def test_somebody_who_works_for_nobody_claims_in_their_own_name(world: World, visitor: Visitor) -> None:
    visitor.sign_in(world.moira)
    visitor.get(f"{HERE}plainly/")
    data = {"sentence": "We were not asked", "who_organisations": ["organisation:1"], "once": once(visitor)}
    visitor.post(f"{HERE}plainly/", data)
    claim = Claim.objects.get()
    assert claim.claimants.get().member == world.moira


def test_a_double_post_is_one_claim(world: World, visitor: Visitor) -> None:
    put(visitor, "sacrifice", who_organisations=["organisation:1"])
    first = visitor.response["Location"]
    visitor.get(f"{HERE}sacrifice/")
    word = once(visitor)
    data = {"sentence": "Another", "acting_for": "organisation:2", "who_organisations": ["organisation:1"]}
    for _ in range(3):
        visitor.post(f"{HERE}sacrifice/", {**data, "once": word})
        assert visitor.response["Location"] != first
    assert Claim.objects.count() == 2


def test_a_form_that_was_refused_may_be_sent_again(world: World, visitor: Visitor) -> None:
    visitor.get(f"{HERE}sacrifice/")
    word = once(visitor)
    data = {"sentence": "We lent two", "acting_for": "organisation:2", "once": word}
    said = visitor.post(f"{HERE}sacrifice/", {**data, "who_organisations": ["organisation:2"]})
    assert visitor.status == 422
    assert "Aldermouth Hospital makes this claim, so it can’t also say whether it is so." in said
    assert once(visitor) == word
    visitor.post(f"{HERE}sacrifice/", {**data, "who_organisations": ["organisation:1"]})
    assert visitor.status == 302
    assert Claim.objects.count() == 1


@pytest.mark.parametrize(
    ("said", "refused"),
    [
        ({"sentence": ""}, "Say what it cost you, and who gained."),
        ({"who_organisations": []}, "Name who gained by it. Only they can say whether it is so."),
        ({"who_organisations": ["organisation:99"]}, "Choose from these."),
        ({"acting_for": "organisation:1"}, "Choose one of these."),  # not theirs to speak for
        ({"sentence": "x" * 100_000}, "99,700 characters too many"),
        ({"sentence": "Mr A, 943 476 5919, went home"}, "Counterpoint holds no patient records"),
        ({"amount": "£64,000 for 943 476 5919"}, "Counterpoint holds no patient records"),
    ],
)
def test_each_mistake_is_said_beside_its_field_and_what_was_typed_is_kept(
    world: World, visitor: Visitor, said: dict[str, Any], refused: str
) -> None:
    good = {
        "sentence": "We lent two therapists",
        "who_organisations": ["organisation:1"],
        "amount": "Two posts",
    }
    page = put(visitor, "sacrifice", **{**good, **said})
    assert visitor.status == 422
    assert page.count(refused) == 2  # above, and beside
    kept = said.get("sentence", good["sentence"])
    assert kept in visitor.page
    assert Claim.objects.count() == 0


def test_five_at_least_see_a_behaviour(world: World, visitor: Visitor) -> None:
    said = put(visitor, "modelled", who_people=refs(world.ada, world.tunde))
    assert "With fewer, each could guess what the others said." in said


def test_an_empty_organisation_cannot_be_asked(world: World, now: datetime, visitor: Visitor) -> None:
    partnership.add_organisation(place=world.place, name="Police", kind="police", by=None, at=now)
    visitor.get(f"{HERE}sacrifice/")
    assert "Police" not in visitor.said.split("Who claims it together")[0]


@pytest.mark.parametrize("kind", ["promise", "request", "barrier", "paid", "line", "nothing"])
def test_a_kind_that_is_not_put_here_is_not_here(visitor: Visitor, kind: str) -> None:
    visitor.get(f"{HERE}{kind}/")
    assert visitor.status == 404


def test_a_long_term_choice_may_follow_an_earlier_one(world: World, now: datetime, visitor: Visitor) -> None:
    old = plain(world, now, kind="longterm")
    assert "Does it follow an earlier one?" in visitor.get(f"{HERE}longterm/")
    put(visitor, "longterm", who_organisations=["organisation:1"], follows=str(old.number))
    assert Claim.objects.get(number=2).follows == old


def test_put_again_the_same_are_asked_once_more(world: World, now: datetime, visitor: Visitor) -> None:
    old = plain(world, now, kind="longterm")
    visitor.get(f"/aldermouth/claims/{old.number}/again/")
    visitor.post(f"/aldermouth/claims/{old.number}/again/", {"sentence": "Half of it went to beds"})
    new = Claim.objects.get(number=2)
    assert (new.follows, new.counterparts.get().organisation) == (old, world.council)
    said = visitor.post(f"/aldermouth/claims/{old.number}/again/", {"sentence": "And again"})
    assert "This has been put again already." in said
    visitor.sign_in(world.kofi)
    said = visitor.post(f"/aldermouth/claims/{new.number}/again/", {"sentence": "Not ours"})
    assert "Only whoever put this can put it again." in said


def test_a_stranger_is_asked_to_sign_in(world: World, visitor: Visitor) -> None:
    visitor.client.logout()
    visitor.get(f"{HERE}sacrifice/")
    assert visitor.status == 302
    assert visitor.response["Location"].startswith("/sign-in/?next=")

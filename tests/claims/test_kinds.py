"""Each kind by its own rule: the case in which it holds, and the nearest one in which it does not."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from counterpoint.analysis.standing import Standing, Verdict
from counterpoint.claims import actions as claims
from counterpoint.claims.actions import Further, Named
from counterpoint.claims.choices import KINDS, Level, Skill
from counterpoint.claims.models import Claim
from counterpoint.claims.queries import to_put_again
from counterpoint.ledger.actions import act
from counterpoint.partnership.models import Member, Note, Organisation
from counterpoint.web.http import Refused
from tests.acts import amount, box, later, plain
from tests.claims.visiting import Visitor
from tests.world import World

DAY = timedelta(days=1)
HERE = "/aldermouth/claims/"
OWN_WORDS = [kind for kind in KINDS.values() if kind.by_form and kind.room == "claims"]


@pytest.fixture
def visitor(monkeypatch: pytest.MonkeyPatch, now: datetime) -> Visitor:
    return Visitor(monkeypatch, now + DAY)


def reads(visitor: Visitor, member: Member, address: str) -> str:
    visitor.client.logout()
    visitor.sign_in(member)
    return visitor.get(address)


def put(
    world: World, now: datetime, kind: str, who: list[Any], sentence: str = "So it is", **more: Any
) -> Claim:
    by = more.pop("by", world.ben)
    others = [Named(one, must_hear=False) for one in more.pop("others", ())]
    return claims.put(
        place=world.place, kind=kind, sentence=sentence, claimants=[world.hospital],
        named=[*map(Named, who), *others], by=by, at=now, further=Further(**more),
    )  # fmt: skip


def say(world: World, claim: Claim, by: Member, verdict: Verdict, at: datetime, words: str = "") -> str:
    claims.answer(claim=world.claim(claim.number), verdict=verdict, words=words, by=by, at=at)
    return world.claim(claim.number).standing


# Every kind


@pytest.mark.parametrize("kind", OWN_WORDS, ids=lambda kind: kind.key)
def test_every_kind_has_words_of_its_own(kind: Any) -> None:
    assert kind.examples or kind.boxes
    assert kind.missing != KINDS["line"].missing or kind.boxes
    assert kind.nobody != KINDS["line"].nobody
    assert kind.question.endswith("?")
    alike = [one.key for one in KINDS.values() if one.question == kind.question]
    assert alike == [kind.key]


# 3: sacrifice and its mirror, carried


def test_what_we_lost_and_what_we_gained_are_offered_side_by_side(world: World, visitor: Visitor) -> None:
    visitor.sign_in(world.ben)
    for kind, other in (("sacrifice", "gain"), ("gain", "sacrifice")):
        page = visitor.get(f"{HERE}put/{kind}/")
        assert KINDS[other].begin in page
        assert f'href="{HERE}put/{other}/"' in visitor.page
    assert KINDS["gain"].begin in visitor.get(f"{HERE}put/")


def test_an_amount_is_read_by_the_two_sides_until_both_wish_otherwise(
    world: World, now: datetime, visitor: Visitor
) -> None:
    claim = amount(world, now)
    address = f"{HERE}{claim.number}/"

    def readers() -> list[str]:
        people = (world.ben, world.ruth, world.kofi, world.tunde, world.moira)
        return [one.name.split()[0] for one in people if "£64,000" in reads(visitor, one, address)]

    assert readers() == ["Ben", "Ruth", "Kofi"]
    claims.show_amount(claim=claim, shown=True, by=world.kofi, at=later(now))
    assert readers() == ["Ben", "Ruth", "Kofi", "Tunde", "Moira"]
    claims.show_amount(claim=claim, shown=False, by=world.ruth, at=later(now))
    assert readers() == ["Ben", "Ruth", "Kofi"]


def test_only_a_side_says_who_reads_an_amount_and_for_itself_only(world: World, now: datetime) -> None:
    claim = amount(world, now)
    with pytest.raises(Refused, match="Only the two sides"):
        claims.show_amount(claim=claim, shown=True, by=world.tunde, at=now)
    with pytest.raises(Refused, match="Your side has said so already"):
        claims.show_amount(claim=claim, shown=True, by=world.ben, at=now)
    with pytest.raises(Refused, match="No amount was given"):
        claims.show_amount(claim=plain(world, now), shown=True, by=world.kofi, at=now)


def test_whoever_gained_reads_the_amount_where_they_answer_and_a_stranger_does_not_find_it(
    world: World, now: datetime, visitor: Visitor
) -> None:
    claim = amount(world, now)
    reads(visitor, world.kofi, f"{HERE}{claim.number}/")
    answer = next(part for part in visitor.page.split('"') if part.startswith("/a/"))
    assert "It came to: £64,000." in visitor.get(answer)
    reads(visitor, world.tunde, f"{HERE}{claim.number}/amount/")
    said = visitor.post(f"{HERE}{claim.number}/amount/", {"shown": "yes"})
    assert "Only the two sides can say whether everyone may read the amount." in said


def test_a_goal_is_not_carried_by_whoever_gains_most(world: World, now: datetime) -> None:
    with pytest.raises(Refused, match="Aldermouth Hospital gains most by this goal"):
        put(world, now, "carried", [world.kofi], details={"gains_most": world.hospital.ref})
    claim = put(world, now, "carried", [world.kofi], details={"gains_most": world.council.ref})
    assert say(world, claim, world.kofi, Verdict.YES, now) == Standing.CONFIRMED


# 4: skill counted


def test_the_table_of_skills_shows_its_empty_cells(world: World, now: datetime, visitor: Visitor) -> None:
    page = reads(visitor, world.tunde, f"{HERE}skills/")
    assert page.count("nobody yet") == len(Skill) * len(Level)
    assert "No cell of this table holds a decision yet." in page
    details = {"how": "hired", "level": "executive", "skill": "trust", "of_how_many": "12"}
    claim = put(world, now, "skill", [world.tunde], details=details)
    put(world, now, "skill", [world.tunde], "Another", details=details)
    put(world, now, "skill", [world.tunde], "One that says no level")
    say(world, claim, world.tunde, Verdict.YES, now)
    page = visitor.get(f"{HERE}skills/")
    assert page.count("nobody yet") == len(Skill) * len(Level) - 1
    assert "2, 1 confirmed" in page
    assert "one of 12 such decisions" in page
    assert "Of one decision no level or skill was written down" in page


def test_a_contested_decision_in_its_reply_time_is_not_told_by_the_table(
    world: World, now: datetime, visitor: Visitor
) -> None:
    claim = put(world, now, "skill", [world.tunde], details={"level": "board", "skill": "networks"})
    say(world, claim, world.tunde, Verdict.NO, now)
    assert "not so" in reads(visitor, world.tunde, f"{HERE}skills/")
    assert "not so" not in reads(visitor, world.moira, f"{HERE}skills/")


# 5: shared goal signed


def goal(world: World, now: datetime, who: list[Any]) -> Claim:
    return put(world, now, "signed", who, "Nobody waits more than a day.\nWe pay for the Monday post.")


def test_a_goal_is_shared_only_when_all_have_signed_it(world: World, now: datetime, visitor: Visitor) -> None:
    claim = goal(world, now, [world.council, world.charity])
    address = f"{HERE}{claim.number}/"
    page = reads(visitor, world.moira, address)
    assert "signed by 1 of 3" in page
    assert "We pay for the Monday post." in page
    assert page.count("has not signed") == 2
    assert say(world, claim, world.kofi, Verdict.YES, now, "Two social workers") == Standing.PARTLY
    page = reads(visitor, world.moira, address)
    assert "signed by 2 of 3" in page
    assert "Two social workers" in page
    assert say(world, claim, world.tunde, Verdict.YES, now, "A driver on Sundays") == Standing.CONFIRMED
    assert "shared: signed by all 3" in reads(visitor, world.moira, address)


def test_nobody_signs_without_saying_what_they_will_do(world: World, now: datetime, visitor: Visitor) -> None:
    claim = goal(world, now, [world.council])
    with pytest.raises(Refused, match="Write what you will do for it"):
        say(world, claim, world.kofi, Verdict.YES, now, " ")
    reads(visitor, world.kofi, f"{HERE}{claim.number}/")
    answer = next(part for part in visitor.page.split('"') if part.startswith("/a/"))
    assert "What you will do for it" in visitor.get(answer)
    said = visitor.post(answer, {"say": "yes"})
    assert "Write what you will do for it." in said
    assert say(world, claim, world.kofi, Verdict.NO, now) == Standing.CONTESTED  # a no owes no words


def test_one_who_does_not_sign_is_said(world: World, now: datetime, visitor: Visitor) -> None:
    claim = goal(world, now, [world.council, world.charity])
    say(world, claim, world.kofi, Verdict.YES, now, "Two posts")
    say(world, claim, world.tunde, Verdict.NO, now)
    assert "signed by 2 of 3, and one does not sign" in reads(visitor, world.tunde, f"{HERE}{claim.number}/")
    assert "does not sign" not in reads(visitor, world.moira, f"{HERE}{claim.number}/")  # its reply time


# 6: account given, modelled a behaviour


def account(world: World, now: datetime, who: list[Any], others: list[Any] | None = None) -> Claim:
    return put(
        world, now, "account", who, "Nobody waits.\nThree in ten still do.\nI will ring.", others=others or []
    )


def test_an_account_needs_two_peers_from_other_organisations(world: World, now: datetime) -> None:
    for who in ([world.kofi], [world.kofi, world.ruth]):
        with pytest.raises(Refused, match=r"Name (at least )?two peers"):
            account(world, now, who)
    claim = account(world, now, [world.kofi, world.tunde], [world.ruth])
    assert say(world, claim, world.ruth, Verdict.YES, now) == Standing.UNANSWERED  # own staff never confirm
    assert say(world, claim, world.kofi, Verdict.YES, now) == Standing.CONFIRMED


def test_an_account_stands_in_three_lines_and_says_when_the_next_is_due(
    world: World, now: datetime, visitor: Visitor
) -> None:
    claim = account(world, now, [world.kofi, world.tunde])
    page = reads(visitor, world.ben, f"{HERE}{claim.number}/")
    for words in (
        "An account by Aldermouth Hospital, November 2026", "What we aimed at Nobody waits.",
        "What happened Three in ten still do.", "What I will do differently I will ring.",
        "Next account due by 4 May 2027", "Give the next account",
    ):  # fmt: skip
        assert words in page
    visitor.at = later(now, 190)
    assert "Next account was due on 4 May 2027" in reads(visitor, world.ben, f"{HERE}{claim.number}/")
    assert "your next account is due since 4 May 2027" in visitor.get("/aldermouth/yours/")


def test_an_account_is_due_twice_a_year_whatever_was_said_of_it(world: World, now: datetime) -> None:
    claim = account(world, now, [world.kofi, world.tunde])
    say(world, claim, world.kofi, Verdict.NO, now)
    assert to_put_again(world.place, now + 182 * DAY) == []
    assert [one.claim.pk for one in to_put_again(world.place, now + 183 * DAY)] == [claim.pk]
    put(
        world,
        now + 183 * DAY,
        "account",
        [world.kofi, world.tunde],
        "a.\nb.\nc.",
        follows=world.claim(claim.number),
    )
    assert to_put_again(world.place, now + 184 * DAY) == []


def test_of_a_behaviour_the_place_reads_what_was_said_and_not_of_whom(
    world: World, now: datetime, visitor: Visitor
) -> None:
    claim = box(world, now)
    asked = (world.kofi, world.tunde, world.moira, world.desmond, world.ada)
    for one in asked:
        claims.drop_in_box(claim=world.claim(claim.number), verdict=Verdict.YES, by=one, at=now)
    address = f"{HERE}{claim.number}/"
    for name in ("Ben Iver", "Aldermouth Hospital"):
        assert name not in reads(visitor, world.ruth, address)
        assert name in reads(visitor, world.ben, address)
        assert name in reads(visitor, world.kofi, address)  # who was asked knows whom it is about
    page = reads(visitor, world.ruth, address)
    assert "a leader here" in page
    assert "Yes, I have 5" in page
    assert "A leader here put it on the record." in page
    rows = visitor.get("/aldermouth/record/?kind=modelled")
    assert "a leader here" in rows


# 7: decided outside a meeting


@pytest.mark.parametrize(("lines", "refused"), [(5, False), (6, True)])
def test_what_was_sorted_outside_a_meeting_has_five_lines_at_most(
    world: World, now: datetime, lines: int, refused: bool
) -> None:
    sentence = "\n".join(f"line {number}" for number in range(lines))
    if refused:
        with pytest.raises(Refused, match=r"That is 6 lines\. Keep it to 5"):
            put(world, now, "decision", [world.kofi], sentence)
    else:
        assert put(world, now, "decision", [world.kofi], sentence).pk


def test_we_sorted_it_over_a_brew_is_enough(world: World, visitor: Visitor) -> None:
    visitor.sign_in(world.ruth)
    page = visitor.get(f"{HERE}put/decision/")
    assert "Who says so?" not in page
    assert "Who claims it together with you?" not in page
    said = {
        "sentence": "We sorted it over a brew",
        "who_people": [world.kofi.ref],
        "other_people": [world.ada.ref],
    }
    visitor.post(f"{HERE}put/decision/", said)
    assert visitor.status == 302, visitor.said
    claim = Claim.objects.get()
    assert claim.claimants.get().member == world.ruth
    assert [(one.member, one.must_hear) for one in claim.counterparts.all()] == [
        (world.kofi, True),
        (world.ada, False),
    ]


def test_everyone_in_it_has_to_remember_it_so(world: World, now: datetime) -> None:
    claim = put(world, now, "decision", [world.kofi, world.ruth], others=[world.tunde])
    assert say(world, claim, world.kofi, Verdict.YES, now) == Standing.PARTLY
    assert (
        say(world, claim, world.ruth, Verdict.YES, now) == Standing.CONFIRMED
    )  # a colleague may: only Ben is barred
    with pytest.raises(Refused, match="You put this yourself"):
        say(world, claim, world.ben, Verdict.YES, now)


# 9: you may just do it


def test_what_staff_may_just_do_is_for_staff_to_say(world: World, now: datetime, visitor: Visitor) -> None:
    limit = {"limit": "Ten hours a week"}
    with pytest.raises(Refused, match="Name somebody who works for Aldermouth Hospital"):
        put(world, now, "licence", [world.council], details=limit)
    claim = put(world, now, "licence", [world.ruth], "Swap hours", others=[world.council], details=limit)
    page = reads(visitor, world.ruth, f"{HERE}just-do-it/")
    for words in (
        "What I may just do",
        "Aldermouth Hospital Swap hours",
        "Limit: Ten hours a week",
        "Ben Iver said so",
    ):
        assert words in page.replace("asked, no answer ", "")
    assert "What partners’ staff may just do" in reads(visitor, world.tunde, f"{HERE}just-do-it/")
    assert "Nobody has said yet what staff of Aldermouth Charity may just do." in visitor.said
    say(world, claim, world.ruth, Verdict.NO, now)
    assert "staff say: no, we may not" in reads(visitor, world.ruth, f"{HERE}just-do-it/")
    claims.withdraw(claim=world.claim(claim.number), words="Too soon", by=world.ben, at=now)
    assert "Swap hours" not in reads(visitor, world.ruth, f"{HERE}just-do-it/")


def test_a_limit_has_to_be_given(world: World, visitor: Visitor) -> None:
    visitor.sign_in(world.ben)
    visitor.get(f"{HERE}put/licence/")
    said = {"sentence": "Swap hours", "acting_for": "organisation:2", "who_people": [world.ruth.ref]}
    assert "Say up to what limit, in money or in hours." in visitor.post(f"{HERE}put/licence/", said)
    assert visitor.status == 422


# 8: long-term choice protected


def note(world: World, at: datetime, organisation: Organisation | None) -> Note:
    with act(world.place.pk, verb="note.written", by="system", at=at) as event:
        number = event.number(Note)
        event.subject = f"note:{number}"
        return Note.objects.create(
            place=world.place, number=number, organisation=organisation, words=event.text("Winter"),
            begins_on=at.date(), at=event.at,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("whose", "days", "asked"),
    [
        ("hospital", 10, True),
        (None, 10, True),  # on the whole place
        ("charity", 10, False),  # on somebody else
        ("hospital", -10, False),  # before they last spoke
    ],
)
def test_a_long_term_choice_is_put_again_when_pressure_is_declared(
    world: World, now: datetime, whose: str | None, days: int, asked: bool
) -> None:
    organisation = getattr(world, whose) if whose else None
    claim = plain(world, now - 20 * DAY, kind="longterm")
    if days < 0:
        note(world, now + days * DAY, organisation)
    say(world, claim, world.kofi, Verdict.YES, now)
    written = note(world, now + days * DAY, organisation) if days > 0 else Note.objects.get()
    found = to_put_again(world.place, now + 11 * DAY)
    assert [(one.claim.pk, one.because) for one in found] == ([(claim.pk, "pressure")] if asked else [])
    if asked:
        assert found[0].since == (now + days * DAY).date()
        Note.objects.filter(pk=written.pk).update(withdrawn_at=now + 11 * DAY)
        assert to_put_again(world.place, now + 11 * DAY) == []
    assert [one.because for one in to_put_again(world.place, now + 184 * DAY)] == ["time"]


def test_a_choice_that_was_not_confirmed_is_not_put_again_under_pressure(world: World, now: datetime) -> None:
    claim = plain(world, now, kind="longterm")
    say(world, claim, world.kofi, Verdict.PARTLY, now)
    note(world, now + DAY, world.hospital)
    assert to_put_again(world.place, now + 2 * DAY) == []


def test_a_team_protects_a_choice_too(world: World, now: datetime, visitor: Visitor) -> None:
    claim = put(world, now, "longterm", [world.council], "We kept Thursday", details={"team": "ward 7"})
    assert "Which team ward 7" in reads(visitor, world.tunde, f"{HERE}{claim.number}/")
    claims.erase_words(text=claim.sentence, claim=claim, by=world.ben, at=later(now))
    assert "ward 7" not in reads(visitor, world.tunde, f"{HERE}{claim.number}/")


# 10: said plainly


def test_what_is_not_public_says_so(world: World, now: datetime, visitor: Visitor) -> None:
    for link, said in (("", True), ("https://example.org/news", False)):
        claim = put(world, now, "plainly", [world.council], f"We were wrong {link}", link=link)
        page = reads(visitor, world.tunde, f"{HERE}{claim.number}/")
        assert ("Where it was said not public" in page) is said
        assert (link in visitor.page) or said

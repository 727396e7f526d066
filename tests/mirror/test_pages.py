"""The Mirror's pages: what they say to whom, and what they cost."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from html import unescape
from typing import Any
from unittest import mock

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from counterpoint.analysis.standing import Standing, Verdict
from counterpoint.claims import actions as claims
from counterpoint.claims.choices import MESSAGES, State
from counterpoint.claims.models import Claim
from counterpoint.claims.queries.snapshots import snapshots
from counterpoint.mirror.choices import NextRule
from counterpoint.mirror.queries import Asking, message_page, mirror_figures, mirror_page
from counterpoint.mirror.queries.gathering import read
from counterpoint.mirror.queries.pages import KEPT
from counterpoint.mirror.queries.reading import state_now, view_of
from counterpoint.mirror.queries.rows import Row
from counterpoint.partnership.models import Member, Place
from counterpoint.partnership.queries import member_numbered
from tests.mirror.conftest import Stage

pytestmark = pytest.mark.django_db

WORDS = "They never came. I waited in."


def row(stage: Stage, message: int, reader: Member | None = None, as_at: date | None = None) -> Row:
    return page(stage, reader, Asking(as_at)).rows[message - 1]


def page(stage: Stage, reader: Member | None = None, asking: Asking | None = None) -> Any:
    return mirror_page(fresh(stage, reader or stage.world.ada), asking or Asking(), stage.at)


def fresh(stage: Stage, member: Member) -> Member:
    found = member_numbered(stage.world.place, member.number)
    assert found is not None
    return found


def get(client: Client, url: str, at: datetime, **headers: str) -> Any:
    with mock.patch("django.utils.timezone.now", return_value=at):
        return client.get(url, headers=headers)


# The words of those who would know


def test_the_newest_words_of_someone_who_had_to_be_heard_stand_in_the_row(stage: Stage) -> None:
    stage.says(stage.claim(), Verdict.YES, words="They did, in August.")
    stage.wait(40)
    stage.says(stage.claim(), Verdict.PARTLY, words="One of the two.")
    quote = row(stage, 3).quote
    assert quote is not None
    assert (quote.words, quote.who, quote.when) == ("One of the two.", "a chief officer", "November 2025")


def test_words_that_were_taken_back_by_a_later_answer_are_not_quoted(stage: Stage) -> None:
    claim = stage.claim()
    stage.says(claim, Verdict.NO, words=WORDS)
    stage.says(claim, Verdict.YES)
    shown = row(stage, 3)
    assert shown.quote is None
    assert shown.nobody == "Those who would know have answered. There are no words to show here."


def test_someone_who_did_not_have_to_be_heard_is_not_quoted(stage: Stage) -> None:
    claim = stage.claim()
    claims.add_counterpart(
        claim=claim, who=stage.world.kofi, must_hear=False, by=stage.world.tunde, at=stage.at
    )
    stage.says(claim, Verdict.YES, stage.world.kofi, words="I saw it.")
    assert row(stage, 3).quote is None


def test_a_contest_in_its_reply_time_is_read_by_its_parties_only(stage: Stage) -> None:
    stage.says(stage.claim(), Verdict.NO, words=WORDS)
    party, other = row(stage, 3, stage.world.ben), row(stage, 3, stage.world.kofi)
    assert party.quote is not None
    assert party.quote.words == WORDS
    assert party.sentence.endswith("Those it was for say that it is not so.")
    assert other.quote is None
    assert other.sentence.endswith("It is answered, and in its reply time.")
    stage.wait(8)
    assert row(stage, 3, stage.world.kofi).quote == party.quote


def test_as_at_a_day_in_its_reply_time_a_contest_still_waits_for_others(stage: Stage) -> None:
    stage.says(stage.claim(), Verdict.NO, words=WORDS)
    then = stage.today
    stage.wait(3)
    other = row(stage, 3, stage.world.kofi, as_at=then)
    assert other.quote is None
    assert "in its reply time" in other.sentence


def test_in_the_quiet_fortnight_each_sees_only_what_they_are_part_of(stage: Stage) -> None:
    Place.objects.filter(pk=stage.world.place.pk).update(quiet_until=stage.at + timedelta(days=3))
    stage.says(stage.claim(), Verdict.YES, words="They did.")
    assert row(stage, 3, stage.world.kofi).sentence == "Nobody has claimed anything here. Who could?"
    assert row(stage, 3, stage.world.kofi).quote is None
    assert row(stage, 3, stage.world.tunde).quote is not None
    assert page(stage).quiet_until == "2 October 2025"


# Who was asked


def test_who_was_asked_and_heard_and_who_never_was(stage: Stage) -> None:
    claim = stage.claim(to=[stage.world.charity, stage.world.kofi])
    stage.says(claim, Verdict.YES)
    said = row(stage, 3).asked
    assert said.startswith(
        "asked 2 · heard 1 · never asked: people with lived experience, carers, managers and "
    )


def test_people_in_groups_of_under_five_are_not_told_apart(stage: Stage) -> None:
    claim = stage.claim(to=[stage.world.charity, stage.world.kofi, stage.world.moira])
    stage.says(claim, Verdict.YES, stage.world.moira)
    shown = message_page(fresh(stage, stage.world.ada), 3, stage.at, None, None)
    assert shown.who_asked == "People asked: fewer than five people, so we do not say where they stand."
    assert "carer" not in shown.who_asked + shown.who_heard


# The rows


def test_an_empty_row_has_one_button_to_begin(stage: Stage) -> None:
    shown = row(stage, 9)
    assert shown.sentence == "Nobody has claimed anything here. Who could?"
    assert (shown.begin, shown.begin_url) == ("Say what stops you", "/aldermouth/barriers/raise/")
    assert shown.staff is None


def test_what_is_raised_is_drawn_and_named_and_not_counted(stage: Stage) -> None:
    stage.barrier()
    shown = row(stage, 9)
    assert shown.sentence == "Nobody has claimed anything here. One barrier is raised, and taken by nobody."
    assert shown.staff is not None
    assert [note.state for note in shown.staff.systems[0].notes] == ["raised"]


def test_a_mark_is_named_with_the_words_that_were_said(stage: Stage) -> None:
    claim = stage.claim()
    stage.says(claim, Verdict.PARTLY, words="One of the two.")
    staff = row(stage, 3).staff
    assert staff is not None
    (note,) = staff.systems[0].notes
    assert note.name == "We lent two therapists, number 1, partly: One of the two."
    assert note.url == f"/aldermouth/claims/{claim.number}/"


def test_sixty_claims_are_drawn_by_month_and_every_one_is_counted(stage: Stage) -> None:
    first = stage.claim()
    rows = [Claim.objects.get(pk=first.pk) for _ in range(70)]
    for number, one in enumerate(rows, start=1000):
        one.pk, one.number, one.claimed_at = None, number, stage.at - timedelta(days=number % 50)
    Claim.objects.bulk_create(rows)
    shown = row(stage, 3)
    assert shown.sentence.startswith("We put the place first, or promised to, 71 times.")
    assert shown.staff is not None
    counted = sum(
        count.number for system in shown.staff.systems for month in system.months for count in month.counts
    )
    assert counted == shown.staff.count == 71
    opened = message_page(fresh(stage, stage.world.ada), 3, stage.at, None, stage.today.replace(day=1))
    assert len(opened.claims) == sum(one.claimed_at.month == 9 for one in [first, *rows])


def test_of_a_crowded_message_what_waits_longest_is_still_next(stage: Stage) -> None:
    first = stage.claim()
    stage.ask_twice(first, stage.world.tunde)
    stage.wait(1)
    alone = stage.next(NextRule.WHOEVER_NOW)
    rows = [Claim.objects.get(pk=first.pk) for _ in range(70)]
    for number, one in enumerate(rows, start=1000):
        one.pk, one.number = None, number
    Claim.objects.bulk_create(rows)
    assert alone is not None
    assert alone == stage.next(NextRule.WHOEVER_NOW)
    Place.objects.filter(pk=stage.world.place.pk).update(quiet_until=stage.at + timedelta(days=3))
    assert stage.next(NextRule.WHOEVER_NOW, stage.world.kofi) is None  # not a party: nothing to know of
    assert stage.next(NextRule.WHOEVER_NOW, stage.world.ben) is not None


def test_where_one_is_contested_by_its_steps_both_steps_are_said(stage: Stage) -> None:
    claim = stage.claim("coproduced", to=stage.world.voices, step=7)
    for step in (3, 4, 4, 4):
        ticket(stage, claim, step)
    assert "step" not in row(stage, 2, stage.world.ben).sentence  # four answers are nobody's to know
    ticket(stage, claim, 5)
    said = "The people who took part say that it is not: we put it at step 7, they at step 4."
    assert row(stage, 2, stage.world.ben).sentence.endswith(said)
    assert "step" not in row(stage, 2, stage.world.kofi).sentence  # the reply time runs


def ticket(stage: Stage, claim: Claim, step: int) -> None:
    given, _ = claims.issue_ticket(
        claim=claim, perspective="lived_experience", must_hear=True, by=stage.world.moira, at=stage.at
    )
    claims.answer_by_ticket(ticket=given, verdict=Verdict.YES, step=step, at=stage.at)


def test_compared_with_three_months_before_each_row_says_what_it_said_then(stage: Stage) -> None:
    stage.claim()
    then = stage.today
    stage.wait(92)
    stage.claim()
    shown = page(stage, asking=Asking(compare=then))
    assert shown.compared_with == "29 September 2025"
    assert shown.rows[2].then.startswith("We put the place first, or promised to, once.")
    assert shown.rows[3].then == ""  # the same


# One truth, read three ways


def test_the_database_and_the_policy_agree_on_every_state(stage: Stage) -> None:
    """`state_now` is `policies.state_of` said in SQL: on claims with every mixture of what is stored."""
    dice, template = random.Random(7), stage.claim()
    rows = [scrambled(Claim.objects.get(pk=template.pk), number, dice, stage) for number in range(1000, 1400)]
    Claim.objects.bulk_create(rows)
    for reader in (stage.world.kofi, stage.world.ben):
        member = fresh(stage, reader)
        view = view_of(member, stage.at, None, read(member, stage.at).facts.who.family)
        sql = dict(view.seen.annotate(state=state_now(view)).values_list("pk", "state"))
        known = snapshots(stage.world.place, today=stage.today, reader=member, at=stage.at)
        assert sql == {one.pk: one.state.value for one in known}
        assert len(set(sql.values())) >= 12


def scrambled(claim: Claim, number: int, dice: random.Random, stage: Stage) -> Claim:
    def days(*few: int) -> date:
        return stage.today + timedelta(days=dice.choice(few))

    claim.pk, claim.number = None, number
    claim.claimed_at = dice.choice([None, stage.at, stage.at])
    claim.before = (
        "" if claim.claimed_at else dice.choice(["heard", "open", "raised", "taken", "refused", "disowned"])
    )
    claim.standing = dice.choice([one.value for one in Standing])
    claim.spoken = claim.standing != Standing.UNANSWERED
    claim.due_on = claim.first_due_on = dice.choice([None, days(-1, 0, 1)])
    claim.lasts = dice.random() < 0.5
    claim.heard_at = stage.at - timedelta(days=dice.choice([1, 183, 184, 185])) if claim.spoken else None
    claim.reply_until = days(-1, 0, 1) if claim.standing == Standing.CONTESTED else None
    claim.put_by = dice.choice([stage.world.ben, stage.world.ada])
    if dice.random() < 0.2:
        claim.withdrawn_at, claim.withdrawn_by = stage.at, stage.world.ben
    return claim


def test_the_page_today_says_what_the_page_as_at_today_will_say_tomorrow(stage: Stage) -> None:
    busy(stage)
    stage.wait(10)  # every reply time is over
    now, then = page(stage), stage.today
    stage.wait(1)
    stage.says(stage.world.claim(1), Verdict.NO, words="I changed my mind.")
    later = page(stage, asking=Asking(then))
    for one, other in zip(now.rows, later.rows, strict=True):
        said = other.quote and replace(other.quote, url=other.quote.url.removesuffix(f"?as-at={then}"))
        assert (one.sentence, one.quote, one.asked, one.next) == (
            other.sentence,
            said,
            other.asked,
            other.next,
        )
    assert now.table == later.table


def busy(stage: Stage) -> None:
    for verdict in (Verdict.YES, Verdict.PARTLY, Verdict.NO, None):
        claim = stage.claim()
        if verdict:
            stage.says(claim, verdict, words=f"{verdict.value}, I say.")
        stage.wait(1)
    stage.barrier()
    stage.promise(stage.today + timedelta(days=90))


def test_table_page_and_command_line_hold_the_same_figures(stage: Stage) -> None:
    busy(stage)
    stage.wait(10)
    told = mirror_figures("aldermouth", stage.today)["messages"]
    names = ("claimed", "confirmed", "partly", "contested", "unanswered", "overdue")
    for line, figures in zip(page(stage).table, told, strict=True):
        assert tuple(line[1:7]) == tuple(figures[name] for name in names)
        assert line[8] == figures["notdue"]


# As a page


@pytest.fixture
def ada(stage: Stage, signed_in: Callable[[Member], Client]) -> Client:
    busy(stage)
    KEPT.clear()
    return signed_in(stage.world.ada)


@pytest.mark.parametrize(
    "path", ["", "table/", "3/", "4/", "?as-at=2025-10-01", "?as-at=soon&compare=31-31-31"]
)
def test_every_page_opens(ada: Client, stage: Stage, path: str) -> None:
    answer = get(ada, f"/aldermouth/mirror/{path}", stage.at)
    assert answer.status_code == 200
    assert "The Mirror" in unescape(answer.content.decode())


@pytest.mark.parametrize("path", ["", "table/", "3/"])
def test_nobody_else_learns_that_it_is_there(ada: Client, client: Client, stage: Stage, path: str) -> None:
    client.logout()
    assert get(client, f"/aldermouth/mirror/{path}", stage.at).status_code == 302
    assert get(client, f"/nowhere/mirror/{path}", stage.at).status_code == 302


def test_an_unknown_message_is_not_there(ada: Client, stage: Stage) -> None:
    assert get(ada, "/aldermouth/mirror/11/", stage.at).status_code == 404
    assert get(ada, "/aldermouth/mirror/0/", stage.at).status_code == 404


def test_no_score_no_percentage_no_total(ada: Client, stage: Stage) -> None:
    shown = unescape(get(ada, "/aldermouth/mirror/table/", stage.at).content.decode())
    main = shown.partition("<main")[2]
    assert "%" not in main
    assert not {"total", "score:", "rank", "average"} & set(main.lower().split())
    assert all(title in main for title in MESSAGES.values())


def test_an_unchanged_page_costs_one_query_beyond_signing_in(ada: Client, stage: Stage) -> None:
    url = "/aldermouth/mirror/"
    tag = get(ada, url, stage.at)["ETag"]
    with CaptureQueriesContext(connection) as asked:
        answer = get(ada, url, stage.at, if_none_match=tag)
    assert answer.status_code == 304
    assert len([one for one in asked if "ledger_chain" in one["sql"]]) == 1
    assert not [one for one in asked if "claims_" in one["sql"]]


def test_a_page_that_changed_is_sent_anew(ada: Client, stage: Stage) -> None:
    url = "/aldermouth/mirror/"
    tag = get(ada, url, stage.at)["ETag"]
    stage.claim()
    assert get(ada, url, stage.at, if_none_match=tag).status_code == 200
    fresh_tag = get(ada, url, stage.at)["ETag"]
    tomorrow = stage.at + timedelta(days=1)
    assert get(ada, url, tomorrow, if_none_match=fresh_tag).status_code == 200


def test_two_readers_never_share_a_page(
    ada: Client, signed_in: Callable[[Member], Client], stage: Stage
) -> None:
    stage.says(stage.claim(of=stage.world.hospital), Verdict.NO, words=WORDS)
    party = signed_in(stage.world.ben)
    assert WORDS in unescape(get(party, "/aldermouth/mirror/", stage.at).content.decode())
    other = signed_in(stage.world.kofi)
    assert WORDS not in unescape(get(other, "/aldermouth/mirror/", stage.at).content.decode())


def test_every_state_has_a_mark() -> None:
    from counterpoint.claims.queries.record import mark_of

    assert all(mark_of(state) for state in State)

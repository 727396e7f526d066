"""Who is asked, when, and how often: budgets hold across every claim, and nobody who has answered is asked again."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from counterpoint.analysis.standing import Verdict
from counterpoint.claims import actions as claims
from counterpoint.claims.actions import Named
from counterpoint.claims.models import Ask, Claim
from counterpoint.work.channels import Failed
from tests.acts import box, heard, plain, promise
from tests.work.conftest import Post
from tests.world import World


def several(world: World, now: datetime, to: object, how_many: int) -> list[Claim]:
    return [
        claims.put(
            place=world.place,
            kind="sacrifice",
            sentence=f"We gave up number {n}",
            claimants=[world.hospital],
            named=[Named(to)],
            by=world.ben,
            at=now,  # type: ignore[arg-type]
        )
        for n in range(how_many)
    ]


def asked(member: object) -> list[date]:
    return [one.at.date() for one in Ask.objects.filter(member=member).order_by("at")]


def days(now: datetime, many: int) -> datetime:
    return now + timedelta(days=many)


def test_somebody_on_the_frontline_is_asked_one_thing_a_fortnight_whatever_waits(
    world: World, now: datetime, post: Post
) -> None:
    several(world, now, world.kofi, 4)
    post.on(now, 0, 1, 7, 13, 14, 15, 27, 28)
    assert asked(world.kofi) == [date(2026, 11, 2), date(2026, 11, 16), date(2026, 11, 30)]


def test_a_manager_is_asked_three_things_a_week_in_one_letter(
    world: World, now: datetime, post: Post
) -> None:
    world.ada.convenor = False
    world.ada.save()
    several(world, now, world.ada, 5)
    sent = post.at(now)
    assert len([one for one in sent if one.to == world.ada.email]) == 1
    assert len(asked(world.ada)) == 3
    post.on(now, 1, 4)
    assert len(asked(world.ada)) == 3
    post.at(days(now, 7))
    assert len(asked(world.ada)) == 5


def test_an_executive_is_asked_seven_things_a_week_at_the_most(
    world: World, now: datetime, post: Post
) -> None:
    for n in range(9):
        claims.put(
            place=world.place,
            kind="sacrifice",
            sentence=f"We gave up number {n}",
            claimants=[world.council],
            named=[Named(world.ben)],
            by=world.ada,
            at=now,
        )
    post.on(now, 0, 1, 4)
    assert len(asked(world.ben)) == 7


def test_a_convenor_has_no_limit(world: World, now: datetime, post: Post) -> None:
    several(world, now, world.ada, 12)
    post.at(now)
    assert len(asked(world.ada)) == 12


def test_the_most_overdue_is_asked_first(world: World, now: datetime, post: Post) -> None:
    due_today = promise(world, days(now, -30), due=now.date())
    without_a_date = several(world, days(now, -20), world.council, 1)[0]
    assert due_today.claim.number < without_a_date.number
    post.at(now)
    assert [one.claim for one in Ask.objects.filter(member=world.kofi)] == [without_a_date]


def test_nobody_is_reminded_who_has_answered(world: World, now: datetime, post: Post) -> None:
    claim = plain(world, now)
    post.at(now)
    claims.answer(claim=claim, verdict=Verdict.YES, by=world.kofi, at=days(now, 1))
    post.on(now, 2, 14, 15, 30, 46)
    assert asked(world.kofi) == [now.date()]


def test_a_question_answered_between_asking_and_sending_is_not_sent(
    world: World, now: datetime, post: Post
) -> None:
    claim = plain(world, now)
    post.tray.down = Failed("The mail server could not be reached.")
    post.at(now)
    claims.answer(claim=claim, verdict=Verdict.YES, by=world.kofi, at=now + timedelta(minutes=5))
    post.tray.down = None
    sent = post.at(now + timedelta(minutes=30))
    assert not [
        one for one in sent if one.to == world.kofi.email and "Did they lose, so that others won?" in one.text
    ]


def test_there_is_one_reminder_after_a_fortnight_and_then_somebody_else_is_asked(
    world: World, now: datetime, post: Post
) -> None:
    claim = plain(world, now)
    sent = post.on(now, 0, 13, 14, 15, 28, 29, 30, 42, 43)
    assert asked(world.kofi) == [date(2026, 11, 2), date(2026, 11, 16)]
    instead = claim.counterparts.get(instead_of__isnull=False)
    assert instead.member == world.ada  # another of the council's people; Kofi could not be reached
    assert (
        len([one for _, one in sent if one.to == world.ada.email and "could not be reached" in one.text]) >= 1
    )
    reminder = [one for when, one in sent if one.to == world.kofi.email and when.day == 16][0]
    assert "We asked you on 2 November 2026. This is the last time that we ask." in reminder.text


def test_for_a_person_their_organisation_is_asked_instead_but_never_for_one_who_only_belongs(
    world: World, now: datetime, post: Post
) -> None:
    nurse, carer = several(world, now, world.kofi, 1)[0], several(world, now, world.moira, 1)[0]
    world.ada.memberships.update(asked=True)
    post.on(now, 0, 14, 28, 29, 30, 42, 43, 44)
    assert [one.organisation for one in nurse.counterparts.filter(instead_of__isnull=False)] == [
        world.council
    ]
    assert not carer.counterparts.filter(instead_of__isnull=False).exists()
    assert len(asked(world.moira)) == 2


def test_nobody_is_asked_by_night_at_the_weekend_or_on_a_bank_holiday(
    world: World, now: datetime, post: Post
) -> None:
    thursday_night = datetime(2026, 12, 24, 19, 0, tzinfo=UTC)
    several(world, thursday_night, world.kofi, 1)
    post.until(thursday_night, datetime(2026, 12, 29, 10, tzinfo=UTC), timedelta(hours=3))
    # Friday is Christmas; then comes the weekend; Monday the 28th is a bank holiday for Boxing Day.
    assert asked(world.kofi) == [date(2026, 12, 29)]
    assert Ask.objects.get(member=world.kofi).at.hour == 10


def test_scotland_works_on_a_day_on_which_england_does_not(world: World, now: datetime, post: Post) -> None:
    easter_monday = datetime(2027, 3, 29, 9, tzinfo=UTC)
    several(world, easter_monday, world.kofi, 1)
    post.at(easter_monday)
    assert asked(world.kofi) == []
    type(world.place).objects.update(nation="scotland")
    post.at(easter_monday + timedelta(minutes=5))
    assert asked(world.kofi) == [easter_monday.date()]


def test_who_has_neither_mail_nor_telephone_is_never_asked_by_letter(
    world: World, now: datetime, post: Post
) -> None:
    type(world.kofi).objects.filter(pk=world.kofi.pk).update(email="", channel="none")
    several(world, now, world.kofi, 1)
    post.on(now, 0, 1, 14, 28)
    assert asked(world.kofi) == []


def test_a_box_is_opened_after_twenty_working_days_and_not_before(
    world: World, now: datetime, post: Post
) -> None:
    claim = box(world, now)
    post.at(now)
    claims.drop_in_box(claim=claim, verdict=Verdict.YES, by=world.kofi, at=days(now, 1))
    post.at(datetime(2026, 11, 30, 17, tzinfo=UTC))  # the twentieth
    claim.refresh_from_db()
    assert claim.counted_at is None
    post.at(datetime(2026, 12, 1, 9, tzinfo=UTC))
    claim.refresh_from_db()
    assert claim.counted_at is not None


def test_an_empty_box_stays_open(world: World, now: datetime, post: Post) -> None:
    claim = box(world, now)
    post.on(now, 0, 28, 29, 30, 60)
    claim.refresh_from_db()
    assert claim.counted_at is None


def test_the_letter_says_how_much_has_been_asked_this_month(world: World, now: datetime, post: Post) -> None:
    several(world, now, world.kofi, 3)
    first = [one for one in post.at(now) if one.to == world.kofi.email][0]
    assert "You have been asked one thing this month." in first.text
    second = [one for one in post.at(days(now, 14)) if one.to == world.kofi.email][0]
    assert "You have been asked two things this month." in second.text
    third = [one for one in post.at(days(now, 30)) if one.to == world.kofi.email][0]
    assert "You have been asked one thing this month." in third.text


def test_did_you_say_that_waits_for_no_budget_and_counts_against_it(
    world: World, now: datetime, post: Post
) -> None:
    several(world, now, world.kofi, 2)
    post.at(now)
    promise_heard = heard(world, days(now, 1))
    (mail,) = [one for one in post.at(days(now, 1)) if one.to == world.kofi.email]
    assert "Did you say that?" in mail.text
    assert promise_heard.claim.of.question not in mail.text
    post.on(now, 2, 14, 15)
    assert asked(world.kofi) == [date(2026, 11, 2), date(2026, 11, 17)]


def test_a_text_message_asks_one_thing_and_news_comes_first(world: World, now: datetime, post: Post) -> None:
    type(world.ada).objects.filter(pk=world.ada.pk).update(channel="text", phone="07700 900123")
    asks = several(world, now, world.ada, 2)
    first = [one for one in post.at(now) if one.kind == "text"]
    assert len(first) == 1 == len(asked(world.ada))
    claims.answer(claim=asks[0], verdict=Verdict.YES, by=world.ada, at=days(now, 1))
    assert [one.text for one in post.at(days(now, 2)) if one.kind == "text" and "You answered" in one.text]
    assert len(asked(world.ada)) == 1
    post.at(days(now, 3))
    assert len(asked(world.ada)) == 2


def test_who_has_had_todays_letter_is_asked_tomorrow_and_not_recorded_as_asked_today(
    world: World, now: datetime, post: Post
) -> None:
    claims.ask_for(asked=world.hospital, sentence="Tell us sooner", by=world.kofi, at=days(now, 1))
    assert [one for one in post.at(days(now, 2)) if one.to == world.kofi.email]
    plain(world, days(now, 2))
    post.at(days(now, 2) + timedelta(hours=2))
    assert asked(world.kofi) == []
    post.at(days(now, 3))
    assert asked(world.kofi) == [days(now, 3).date()]

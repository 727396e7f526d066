"""What a programme's page counts is what each place's Mirror says to whoever is party to nothing."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from counterpoint.analysis.calendar import day_in
from counterpoint.analysis.disclosure import spread
from counterpoint.claims.actions import withdraw
from counterpoint.claims.choices import State
from counterpoint.claims.queries.snapshots import snapshots
from counterpoint.partnership.actions import share
from counterpoint.programme.actions import form_groups
from counterpoint.programme.queries import held_now, programme_page
from counterpoint.programme.queries.counts import counts_of, spreads_of
from counterpoint.programme.queries.spreads import sentence_of, too_few
from counterpoint.web.dots import HIGH, lay_out, tallest
from tests.programme.conftest import Browser
from tests.programme.world import Reach, answer, more_places, promise_to_all, put_claims


def as_each_mirror_says(places: list[int], now: datetime) -> dict[tuple[int, int], tuple[int, int, int]]:
    from counterpoint.partnership.models import Place

    found = {}
    for place in Place.objects.filter(pk__in=places):
        counted: dict[int, Counter[State]] = {}
        for one in snapshots(place, today=day_in(now, place.zone)):
            if one.counted and one.message:
                counted.setdefault(one.message, Counter())[one.state] += 1
        for message, states in counted.items():
            so = states[State.CONFIRMED] + states[State.CONFIRMED_OLD]
            found[place.pk, message] = (sum(states.values()), so, states[State.CONTESTED])
    return found


def test_each_place_is_counted_as_its_mirror_counts_it(it: Reach, now: datetime) -> None:
    """Confirmed, contested, in its reply time, withdrawn, withdrawn after a contest, unanswered."""
    claims = put_claims(it.near.place, 7, now)
    old, fresh = now - timedelta(days=20), now - timedelta(days=1)
    answer(claims[0], "yes", old)
    answer(claims[1], "no", old)
    answer(claims[3], "partly", old)
    withdraw(claim=claims[4], words="A mistake", by=claims[4].put_by, at=old)  # type: ignore[arg-type]
    answer(claims[5], "no", old)
    answer(claims[2], "no", fresh)  # in its reply time
    withdraw(claim=claims[5], words="A mistake", by=claims[5].put_by, at=fresh)  # type: ignore[arg-type]
    places = [it.near.place.pk, it.far.place.pk]
    counted = {key: tuple(one) for key, one in counts_of(places, day_in(now, it.place.zone)).items()}
    assert counted == as_each_mirror_says(places, now)
    assert counted[it.near.place.pk, 3] == (6, 1, 2)


def test_a_message_of_fewer_than_five_places_is_not_drawn_and_that_is_said(it: Reach, now: datetime) -> None:
    more_places(it, 4, now, claims_each=2)
    more_places(it, 6, now)
    form_groups(programme=it.place, at=now)
    page = programme_page(it.sam, held_now(it.sam, now), now)
    assert page.rows == ()
    assert page.table == ()
    assert page.too_few.startswith("Fewer than five of the eleven places have claimed anything on any one")
    put_claims(it.near.place, 1, now)
    page = programme_page(it.sam, held_now(it.sam, now), now)
    assert [row.number for row in page.rows] == [3]
    assert page.rows[0].sentence.startswith("Five of the eleven places have claimed something here.")
    assert "messages 1, 2, 4, 5, 6, 7, 8, 9 and 10" in page.too_few


def test_no_place_is_named_nor_told_apart_on_the_page(it: Reach, now: datetime, as_member: Browser) -> None:
    more_places(it, 9, now, claims_each=2)
    form_groups(programme=it.place, at=now)
    said = as_member(it.sam).get("/northern-reach/programme/").content.decode()
    assert "Ten places are counted here" in said
    assert not any(name in said for name in ("Place 1", "Place 9", "Nearmouth", "Farmouth"))


def test_a_place_that_stops_sharing_is_gone_with_its_group_from_the_next_page(
    it: Reach, now: datetime, as_member: Browser
) -> None:
    """Also from a page that the reader holds: the browser asks whether it is still so, and it is not."""
    more_places(it, 9, now, claims_each=1)
    form_groups(programme=it.place, at=now)
    browser = as_member(it.sam)
    first = browser.get("/northern-reach/programme/")
    assert "Ten places are counted here" in first.content.decode()
    held = {"HTTP_IF_NONE_MATCH": first.headers["ETag"]}
    assert browser.get("/northern-reach/programme/", **held).status_code == 304
    share(sharing=it.sharing(it.near.place), shows="nothing", by=it.near.ada, at=now)
    again = browser.get("/northern-reach/programme/", **held)
    assert again.status_code == 200
    assert "Five places are counted here" in again.content.decode()


def test_what_a_place_does_that_is_not_drawn_moves_no_page(it: Reach, now: datetime) -> None:
    """Not even its tag: else whoever asks again and again would see when that place is busy."""
    more_places(it, 4, now)
    form_groups(programme=it.place, at=now)
    before = held_now(it.sam, now).key
    put_claims(it.far.place, 1, now)  # shares nothing
    assert held_now(it.sam, now).key == before
    put_claims(it.near.place, 1, now)
    assert held_now(it.sam, now).key != before


@pytest.mark.parametrize("places", [4, 43])
def test_the_page_costs_the_same_questions_however_many_places(
    it: Reach, now: datetime, as_member: Browser, places: int
) -> None:
    more_places(it, places, now, claims_each=1 if places < 10 else 0)
    form_groups(programme=it.place, at=now)
    promise_to_all(it, now)
    browser = as_member(it.sam)
    browser.get("/northern-reach/yours/")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert browser.get("/northern-reach/programme/").status_code == 200
    assert len(asked) <= 12, "\n".join(one["sql"][:160] for one in asked)


def test_the_counts_of_all_places_are_one_question(it: Reach, now: datetime) -> None:
    put_claims(it.near.place, 2, now)
    put_claims(it.far.place, 2, now)
    with CaptureQueriesContext(connection) as asked:
        spreads_of([it.near.place.pk, it.far.place.pk], now.date())
    assert len(asked) == 1


# The pure parts


def test_a_spread_names_nobody_and_is_nothing_below_five() -> None:
    assert spread([3, 0, 1, 1, 0]) == ((0, 2), (1, 2), (3, 1))
    assert spread([3, 0, 1, 1]) is None
    assert spread([]) is None
    with pytest.raises(ValueError, match="fewer than none"):
        spread([-1, 0, 0, 0, 0])


def test_a_spread_is_the_same_in_whatever_order_places_come() -> None:
    assert spread([0, 4, 2, 2, 9]) == spread([9, 2, 0, 2, 4])


def test_every_dot_of_a_plot_is_one_place_and_none_lies_on_another() -> None:
    plot = lay_out(((0, 30), (1, 7), (2, 1), (9, 2), (40, 1)))
    assert len(plot.places) == 41
    assert len(set(plot.places)) == 41
    assert [words for _, words in plot.labels] == ["0", "1", "2", "3", "4", "5", "6+"]
    assert plot.width <= 288  # a phone's
    assert plot.height <= HIGH * 9 + 24
    assert sum(has for _, _, has in plot.places) == 11


def test_plots_side_by_side_are_equally_high() -> None:
    one, other = ((1, 3), (2, 1)), ((0, 4),)
    high = max(tallest(one), tallest(other))
    assert lay_out(one, first=1, high=high).height == lay_out(other, high=high).height
    assert [words for _, words in lay_out(one, first=1, high=high).labels] == ["1", "2"]


def test_a_sentence_says_what_the_dots_say(it: Reach, now: datetime) -> None:
    more_places(it, 5, now, claims_each=2)
    found = spreads_of([one.pk for one in it.others], now.date())
    three = found[3]
    assert three is not None
    assert "have not said yet" in sentence_of(three, 5)
    assert too_few(found, 0) == ""

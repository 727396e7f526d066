"""The gate: nothing about one to four people can be read off, subtracted or worked out."""

from collections import defaultdict
from itertools import combinations, product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from counterpoint.analysis.disclosure import OTHERS, Folded, fold, may_release, pool_counts, served_count

names = st.sampled_from(
    ["carer", "elected", "executive", "frontline", "lived experience", "manager", "national"]
)
groups = st.dictionaries(names, st.one_of(st.integers(0, 6), st.integers(0, 200)))
minimums = st.sampled_from([5, 8])


@pytest.mark.parametrize(
    ("people", "shown", "others"),
    [
        ({"carer": 12, "elected": 1, "manager": 9}, (("carer", 12),), 10),
        ({"carer": 12, "elected": 1, "manager": 4}, (("carer", 12),), 5),
        ({"carer": 12, "elected": 1}, (), 13),
        ({"carer": 12, "manager": 5}, (("carer", 12), ("manager", 5)), 0),
        ({"carer": 12, "manager": 0}, (("carer", 12),), 0),
        ({"carer": 5}, (("carer", 5),), 0),
        ({"carer": 3, "manager": 2}, (), 5),
        ({"carer": 9, "elected": 4, "manager": 4}, (), 17),
    ],
)
def test_small_groups_fold_into_others_by_hand(people, shown, others):
    assert fold(people) == Folded(shown, others, sum(people.values()))


@pytest.mark.parametrize("people", [{}, {"carer": 0}, {"carer": 4}, {"carer": 2, "manager": 2}])
def test_too_few_altogether_show_nothing_not_even_how_few(people):
    assert fold(people) == Folded((), 0, None)


@given(groups, minimums)
def test_nothing_small_can_be_got_by_adding_and_subtracting_what_is_shown(people, minimum):
    folded = fold(people, minimum)
    cells = list(folded.cells.values())
    for size in range(len(cells) + 1):
        for some in combinations(cells, size):
            for figure in (sum(some), (folded.total or 0) - sum(some)):
                assert figure == 0 or figure >= minimum


@given(groups, minimums)
def test_nobody_is_lost_or_invented_and_no_small_group_is_named(people, minimum):
    folded = fold(people, minimum)
    assert sum(folded.cells.values()) == (folded.total or 0)
    assert all(people[name] == shown >= minimum for name, shown in folded.shown)
    assert folded == fold(dict(reversed(people.items())), minimum)


@pytest.mark.parametrize(("groups", "largest", "minimum"), [(2, 20, 5), (3, 14, 5), (4, 8, 5), (3, 17, 8)])
def test_whoever_knows_the_rule_and_the_total_still_cannot_work_out_a_small_group(groups, largest, minimum):
    """Every way to fill some groups: each small one could have had another number and looked the same."""
    possible = defaultdict(set)
    for sizes in product(range(largest + minimum), repeat=groups):
        if sum(sizes) <= largest + minimum:  # all of the ways to reach a total, or none
            possible[fold(dict(zip("abcd", sizes, strict=False)), minimum)].add(sizes)
    for alike in possible.values():
        for group in range(groups):
            sizes = {one[group] for one in alike}
            assert len(sizes) > 1 or not 0 < sizes.pop() < minimum


def test_a_group_called_others_or_of_fewer_than_none_is_a_mistake():
    for wrong in ({OTHERS: 9}, {"carer": -1}):
        with pytest.raises(ValueError, match="others"):
            fold(wrong)


@pytest.mark.parametrize(
    ("before", "now", "may"),
    [
        ({"carer": 12, OTHERS: 10}, {"carer": 12, OTHERS: 10}, True),
        ({"carer": 12, OTHERS: 10}, {"carer": 13, OTHERS: 10}, False),
        ({"carer": 12, OTHERS: 10}, {"carer": 12, OTHERS: 14}, False),
        ({"carer": 12, OTHERS: 10}, {"carer": 12, OTHERS: 15}, True),
        ({"carer": 12, OTHERS: 10}, {"carer": 17, OTHERS: 5}, True),
        ({"carer": 12, OTHERS: 10}, {"carer": 14, OTHERS: 8}, False),
        ({"carer": 12, OTHERS: 10}, {"carer": 12, "manager": 5, OTHERS: 5}, True),
        ({"carer": 12, OTHERS: 10}, {"carer": 12, "manager": 6, OTHERS: 5}, False),
        ({"carer": 12, "manager": 6}, {OTHERS: 19}, False),
        ({}, {"carer": 5}, True),
    ],
)
def test_two_releases_never_differ_by_fewer_than_five_people(before, now, may):
    assert may_release([before], now) is may
    assert may_release([now], before) is may


def test_a_release_is_held_against_every_earlier_one():
    first, second = {"carer": 10}, {"carer": 20}
    assert may_release([first], second)
    assert not may_release([first, second], {"carer": 12})
    assert may_release([], {"carer": 12})


@given(groups, names)
def test_one_more_person_never_shows_between_two_releases(people, joins):
    """The attack by date: the totals before and after somebody answered."""
    before, after = fold(people), fold({**people, joins: people.get(joins, 0) + 1})
    assume(before.total is not None)
    assert not may_release([before.cells], after.cells)


@pytest.mark.parametrize(
    ("n", "said"),
    [
        (0, "0"),
        (1, "1 to 7"),
        (7, "1 to 7"),
        (8, "10"),
        (12, "10"),
        (13, "15"),
        (102, "100"),
        (1236, "1,235"),
    ],
)
def test_people_served_are_shown_as_none_one_to_seven_or_the_nearest_five(n, said):
    assert served_count(n) == said


@given(st.integers(1, 10_000))
def test_no_count_of_people_served_tells_fewer_than_five_numbers_apart(n):
    assert sum(served_count(other) == served_count(n) for other in range(max(1, n - 8), n + 9)) >= 5


def test_nobody_serves_fewer_than_no_people():
    with pytest.raises(ValueError, match="fewer"):
        served_count(-1)


def test_a_pool_shows_counts_only_from_three_heard_who_can_tell():
    assert pool_counts([]) is None
    assert pool_counts(["yes", "no"]) is None
    assert pool_counts(["yes", "no", "cant_tell", "cant_tell"]) is None
    assert pool_counts(["yes", "no", "no", "cant_tell"]) == {"yes": 1, "no": 2, "cant_tell": 1}

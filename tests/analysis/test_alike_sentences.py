"""Sentences that may speak of the same barrier are offered; those that share only little words are not."""

from __future__ import annotations

import pytest

from counterpoint.analysis.likeness import alike_sentences

KNOWN = (
    "Two assessments that ask the same 46 questions",
    "Equipment store shuts at 4 and is closed Saturday",
    "I cannot see if a care package is agreed unless I ring",
    "Mental health will not assess anyone who has been drinking",
)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("The same 46 questions, asked in both assessments", 0),
        ("Two forms ask the same questions", 0),
        ("The equipment store is closed on Saturday", 1),
        ("We can’t see whether the care package is agreed", 2),
    ],
)
def test_the_same_thing_in_other_words_is_offered_first(said: str, meant: int) -> None:
    assert alike_sentences(said, KNOWN)[0][0] == meant


@pytest.mark.parametrize(
    "said", ["", "the", "46", "They do not ask", "My manager hides the rota", "Closed", "🙂🙂"]
)
def test_what_shares_only_a_word_is_not_offered(said: str) -> None:
    assert alike_sentences(said, KNOWN) == []


def test_no_more_than_three_are_offered() -> None:
    assert len(alike_sentences(KNOWN[0], [KNOWN[0]] * 9)) == 3

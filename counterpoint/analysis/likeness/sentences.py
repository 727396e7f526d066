"""Which of many sentences may speak of the same thing. Nothing is decided here: a person is shown them and says."""

from collections.abc import Sequence

from rapidfuzz import fuzz

from counterpoint.analysis.likeness.pairs import plain

WORTH_SHOWING = 58  # of 100: set by hand on the demonstration's barriers and the pairs in tests/analysis
FEWEST_SHARED = 2  # words that say something, so that one common word shows nobody anything


def words_of(written: str) -> frozenset[str]:
    return frozenset(written.split())


# Words that most sentences of this sort hold, so that they tell none apart.
LITTLE = words_of(
    "a an the and or but of for to in on at by with from as is are be was were been am it its this that these those we "
    "us our you your they them their i me my he she his her not no nobody none never always every each all any one two "
    "have has had do does did can cannot could will would must may should when where who what which why how so if then "
    "than there here only too also still again before after because until about into out over up just get got need "
    "needs want ask asks tell told say says"
)


def alike_sentences(words: str, others: Sequence[str], *, most: int = 3) -> list[tuple[int, int]]:
    """The likest of `others` as (position, score of up to 100), likest first; none below `WORTH_SHOWING`."""
    said = _telling(words)
    scored = ((position, _score(said, _telling(other))) for position, other in enumerate(others))
    found = [one for one in scored if one[1] >= WORTH_SHOWING]
    return sorted(found, key=lambda one: (-one[1], one[0]))[:most]


def _telling(words: str) -> list[str]:
    return sorted({_stem(one) for one in plain(words).split() if one not in LITTLE})


def _stem(word: str) -> str:
    """Forms of one English word look alike: "assessments", "assessment"; "asking", "asked"."""
    for end in ("ings", "ing", "ies", "ed", "es", "s", "ment", "ments"):
        if word.endswith(end) and len(word) - len(end) >= 4:
            return word.removesuffix(end)
    return word


def _score(one: list[str], other: list[str]) -> int:
    """How much of the shorter is in the longer, and how alike the whole is, in equal parts."""
    if len(set(one) & set(other)) < FEWEST_SHARED:
        return 0
    first, second = " ".join(one), " ".join(other)
    return round((fuzz.token_set_ratio(first, second) + fuzz.token_sort_ratio(first, second)) / 2)

"""Organisations that were written down twice, short or whole, and which one is meant."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations

from rapidfuzz import fuzz

from counterpoint.analysis.likeness.pairs import ALIKE, Likeness, plain


def _words(written: str) -> frozenset[str]:
    return frozenset(written.split())


# Words that many organisations have, so that they tell none apart.
COMMON = _words("the and of for nhs trust foundation ltd limited cic cio plc llp uk services service group")
SHORT = {
    **dict.fromkeys(_words("cc bc dc mbc mdc lbc rbc ua"), "council"),
    **dict.fromkeys(_words("ft nhsft nhst"), ""),
    **dict.fromkeys(_words("hosp hosps hospitals"), "hospital"),
    "comm": "community",
    "uni": "university",
    "assoc": "association",
    "ha": "housing association",
    "pcn": "primary care network",
    "icb": "integrated care board",
    "dept": "department",
}
COUNCILS = _words("county city borough district metropolitan unitary royal london town parish")
LITTLE_WORDS = _words("the and of for")
ORGANISATION_WORDS = _words(
    "council trust nhs icb pcn ltd limited cic plc llp charity police hospital hospitals team teams service "
    "services association partnership network forum group federation university college school surgery "
    "practice healthwatch foundation commissioners housing care board committee department directorate "
    "community voices society alliance"
)


def alike_organisations(names: Sequence[str]) -> list[Likeness]:
    """Pairs of organisations that may be one, surest first: "Harrowmere CC" and "Harrowmere Council"."""
    found = []
    for a, b in combinations(range(len(names)), 2):
        score, why = compare(names[a], names[b])
        if score:
            found.append(Likeness(a, b, why, score))
    return sorted(found, key=lambda one: (-one.score, one.a, one.b))


def find_organisation(words: str, names: Sequence[str]) -> int | None:
    """Which of these is meant, by name, short name or initials; None where it is none or several."""
    scores = [compare(words, name)[0] for name in names]
    top = max(scores, default=0)
    return scores.index(top) if top and scores.count(top) == 1 else None


def looks_like_organisation(words: str) -> bool:
    """Is this rather an organisation or a team than a person? "HC", "Linden NHS Trust", "Housing team"."""
    if re.fullmatch(r"[A-Z]{2,6}|[A-Z]{1,4}[&/-][A-Z]{1,4}", words.strip()):
        return True
    return bool(ORGANISATION_WORDS & set(plain(words).split()))


@lru_cache(maxsize=4096)
def compare(one: str, other: str) -> tuple[int, str]:
    """How alike two names of organisations are, and why; (0, "") if not."""
    if not plain(one) or not plain(other):
        return 0, ""
    if plain(one) == plain(other):
        return 100, "same name"
    first, second = core_words(one), core_words(other)
    if first and first == second:
        return 95, "same name, written another way"
    if first - COUNCILS == second - COUNCILS and "council" in first & second and len(first) > 1:
        return 90, "same name, perhaps another kind of council"
    if _is_initials(one, other) or _is_initials(other, one):
        return 85, "one is the initials of the other"
    if len(first & second) >= 2 and (first <= second or second <= first):
        return 80, "one name holds the other"
    score = fuzz.ratio(" ".join(sorted(first)), " ".join(sorted(second))) if first and second else 0
    return (int(min(score, 89)), "like names") if score >= ALIKE else (0, "")


def same_organisation(one: str, other: str) -> bool:
    return compare(one, other)[0] >= 80


@lru_cache(maxsize=4096)
def core_words(name: str) -> frozenset[str]:
    words = (SHORT.get(word, word) for word in plain(name).split())
    return frozenset(part for word in words for part in word.split() if part not in COMMON)


def _is_initials(short: str, long: str) -> bool:
    """ "MVH", "MVHNT" and "MVHT" for Mere Valley Hospitals NHS Trust; "HC" for Harrowmere Council."""
    letters = re.sub(r"[^a-z]", "", plain(short))
    words = plain(long).split()
    if not 2 <= len(letters) <= 8 or " " in plain(short) or len(words) < 2:
        return False
    left_out: tuple[frozenset[str], ...] = (
        frozenset(), COMMON, LITTLE_WORDS, LITTLE_WORDS | {"nhs"}, (LITTLE_WORDS - {"and"}) | {"nhs", "trust"}
    )  # fmt: skip
    initials = {"".join(word[0] for word in words if word not in out) for out in left_out}
    return letters in initials

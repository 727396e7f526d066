"""People who were written down twice, and who is meant by a short name."""

import re
from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz import fuzz

from counterpoint.analysis.likeness.organisations import core_words, same_organisation
from counterpoint.analysis.likeness.pairs import ALIKE, Likeness, plain

LARGEST_GROUP = 100  # people compared each with each; what more than these share says little
MOST_PAIRS = 200_000  # compared at all, the likeliest first: a second or two
LIKE_NAMES = 88  # at most, for names that differ in a letter: "Ann" and "Anna" may well be two people
TITLES = frozenset(
    ("dr", "mr", "mrs", "ms", "miss", "mx", "prof", "professor", "cllr", "councillor", "sir", "dame", "rev")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Someone:
    """A person as written in one row; what is not known is ""."""

    name: str
    organisation: str = ""
    email: str = ""
    phone: str = ""


def merge_candidates(people: Sequence[Someone]) -> list[Likeness]:
    """Pairs who may be one, surest first: by e-mail, by telephone, by like names in one organisation."""
    known = [
        _Plain(_name_words(one.name), one.organisation, one.email.strip().casefold(), _phone(one.phone))
        for one in people
    ]
    found = (_likeness(known, a, b) for a, b in _pairs_worth_comparing(known))
    return sorted((one for one in found if one), key=lambda one: (-one.score, one.a, one.b))


def find_person(name: str, people: Sequence[Someone], organisation: str = "") -> int | None:
    """Which of these is "Susan D", "Dalby, Susan", "Susan" or "SD"; None where it is none or several."""
    scores = [
        _names(_name_words(name), _name_words(one.name)) or _short_name(name, one.name)
        if _may_work_for(one, organisation)
        else 0
        for one in people
    ]
    top = max(scores, default=0)
    return scores.index(top) if top and scores.count(top) == 1 else None


def _may_work_for(one: Someone, organisation: str) -> bool:
    return not (organisation and one.organisation) or same_organisation(organisation, one.organisation)


@dataclass(frozen=True, slots=True)
class _Plain:
    """A person as compared: made plain once, not for every pair."""

    words: tuple[str, ...]
    organisation: str
    mail: str
    phone: str


def _pairs_worth_comparing(people: Sequence[_Plain]) -> Iterator[tuple[int, int]]:
    """Pairs that share an address, a word of the name, or initials and employer; never each with each."""
    groups: dict[Hashable, list[int]] = defaultdict(list)
    for key in (_addresses, _words_and_employer, _initials_and_employer, _words):
        for n, one in enumerate(people):
            for shared in key(one):
                groups[key.__name__, shared].append(n)
    seen = set()
    for group in groups.values():
        for pair in combinations(group[:LARGEST_GROUP], 2):
            if pair not in seen and pair[0] != pair[1]:
                seen.add(pair)
                yield pair
        if len(seen) > MOST_PAIRS:
            return


def _addresses(one: _Plain) -> Iterator[Hashable]:
    yield from (("mail", one.mail),) if one.mail else ()
    yield from (("phone", one.phone),) if one.phone else ()


def _words_and_employer(one: _Plain) -> Iterator[Hashable]:
    yield from ((word, core_words(one.organisation)) for word in one.words)


def _initials_and_employer(one: _Plain) -> Iterator[Hashable]:
    if one.words:
        yield "".join(sorted(word[0] for word in one.words)), core_words(one.organisation)


def _words(one: _Plain) -> Iterator[Hashable]:
    yield from one.words


def _likeness(people: Sequence[_Plain], a: int, b: int) -> Likeness | None:
    one, other = people[a], people[b]
    names = _names(one.words, other.words)
    same_mail = bool(one.mail) and one.mail == other.mail
    same_phone = bool(one.phone) and one.phone == other.phone
    if same_mail or same_phone:
        score, why = _one_address(same_mail, bool(names) or not (one.words and other.words), one.phone)
    else:
        score, why = _like_names(names, one.organisation, other.organisation)
    return Likeness(a, b, why, score) if score else None


def _one_address(same_mail: bool, names_allow_it: bool, phone: str) -> tuple[int, str]:
    """For two who share an e-mail address or a telephone number."""
    if same_mail:
        return (100, "same e-mail address") if names_allow_it else (60, "same e-mail address, other names")
    if names_allow_it:
        return 95, "same telephone number and like names"
    # Everyone shares a switchboard; hardly anyone a mobile.
    return (55, "same mobile number, other names") if phone.startswith("07") else (0, "")


def _like_names(names: int, organisation: str, other: str) -> tuple[int, str]:
    if not (organisation and other):
        return (80, "like names, one without an organisation") if names >= ALIKE else (0, "")
    if not names or not same_organisation(organisation, other):
        return 0, ""
    return names, "same name, same organisation" if names == 100 else "like names, same organisation"


def _names(first: Sequence[str], second: Sequence[str]) -> int:
    """How alike the words of two names are: 100 the same, 85 by initials ("S Dalby", "Susan D"), 0 not."""
    if not first or not second:
        return 0
    if sorted(first) == sorted(second):
        return 100
    if len(first) > 1 and len(second) > 1 and (_by_initials(first, second) or _by_initials(second, first)):
        return 85
    score = fuzz.ratio(" ".join(sorted(first)), " ".join(sorted(second)))
    return min(int(score), LIKE_NAMES) if score >= ALIKE and min(len(first), len(second)) > 1 else 0


def _short_name(short: str, name: str) -> int:
    """For one word that stands for a person: 70 a name of theirs, 60 their initials."""
    words, alone = _name_words(name), _name_words(short)
    if len(alone) != 1 or len(words) < 2:
        return 0
    if alone[0] in words:
        return 70
    return 60 if short.strip().isupper() and alone[0] == "".join(word[0] for word in words) else 0


def _by_initials(short: Sequence[str], long: Sequence[str]) -> bool:
    """Is each word of the short name one of the long name's, or its beginning, and one of them whole?"""
    left = list(long)
    whole = 0
    for word in sorted(short, key=len, reverse=True):
        match = next((one for one in left if one == word), None) or next(
            (one for one in left if one.startswith(word)), None
        )
        if match is None:
            return False
        whole += match == word and len(word) > 1
        left.remove(match)
    return whole >= 1


def _name_words(name: str) -> tuple[str, ...]:
    name = re.sub(r"[(\[].*?[)\]]", " ", name)
    return tuple(word for word in plain(name).split() if word not in TITLES)


def _phone(written: str) -> str:
    """The digits of a number as dialled here, also where a spreadsheet ate the 0; "" if too few."""
    digits = re.sub(r"\(0\)|\D", "", written)
    digits = re.sub(r"^(?:0044|44)(?=\d{10})", "0", digits)
    if len(digits) == 10 and not digits.startswith("0"):
        digits = "0" + digits
    return digits if len(digits) >= 9 else ""

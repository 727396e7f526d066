"""The disclosure gate, first form: from what is shown nobody can work out a group of one to four. Pure.

Every figure about people passes here before anyone reads it. A group has five people or more, and so have all
the others together; what is smaller is merged upwards. Counts of people served follow NHS England's rule for
hospital data since September 2018: 0, 1 to 7, nearest five.

What it does not do: `fold` protects one table; `may_release` compares a table with each earlier one, pair
by pair, and takes the same groups to hold the same people. Tables whose groups overlap (the same people cut
two ways) need the attack on the whole edition before it is published, which is another module's work.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

FEWEST = 5  # people, in a group and in all the others together
FEWEST_SENSITIVE = 8  # where the topic is sensitive
FEWEST_IN_POOL = 3  # heard, before a pool's counts are shown
OTHERS = "others"
CANT_TELL = "cant_tell"

HIDDEN_SERVED = 7  # people served: 1 to 7 are not told apart
ROUNDED_TO = 5


@dataclass(frozen=True, slots=True)
class Folded:
    """What may be shown of groups of people: their sizes, largest first, and all the rest as `others`.

    `others` is 0 where nobody had to be folded. Nothing at all is shown where everybody together are too
    few; then `total` is None, and nobody learns whether it was none or a few.
    """

    shown: tuple[tuple[str, int], ...]
    others: int
    total: int | None

    @property
    def cells(self) -> dict[str, int]:
        """Name to people, as released: the form that `may_release` compares."""
        return dict(self.shown) | ({OTHERS: self.others} if self.others else {})


def fold(groups: Mapping[str, int], minimum: int = FEWEST) -> Folded:
    """Fold groups of fewer than `minimum` people into others, and one more where that does not hide them.

    `groups` maps a name to the number of people in it; each person is in one group. A group of nobody is left
    out, so that one that is folded cannot be told from an empty one. Raises ValueError for a number below 0
    and for a group that is called "others".
    """
    if OTHERS in groups or any(people < 0 for people in groups.values()):
        raise ValueError('groups have a number of people, none below 0, and none is called "others"')
    total = sum(groups.values())
    if total < minimum:
        return Folded((), 0, None)
    shown = {name: people for name, people in sorted(groups.items()) if people >= minimum}
    others = total - sum(shown.values())
    just_under = (len(groups) - len(shown)) * (minimum - 1)
    # Too few others are a small group themselves; so many that each must be just under tell how many each is.
    if shown and (0 < others < minimum or 0 < others == just_under):
        # By name and not by size: "the smallest went in" would bound it, and so tell what is left.
        others += shown.popitem()[1]
    return Folded(tuple(sorted(shown.items(), key=lambda group: (-group[1], group[0]))), others, total)


def may_release(previous: Sequence[Mapping[str, int]], now: Mapping[str, int], minimum: int = FEWEST) -> bool:
    """May this table follow all the earlier ones? Not if subtracting one shows fewer than `minimum` people.

    Each table maps a group, and "others", to people. Two tables are compared on the groups that both show,
    on all the rest together, and on everybody: each is the same in both or differs by `minimum` people or
    more.
    """
    return all(_far_enough(before, now, minimum) for before in previous)


def _far_enough(before: Mapping[str, int], now: Mapping[str, int], minimum: int) -> bool:
    both = (before.keys() & now.keys()) - {OTHERS}
    pairs = [(before[name], now[name]) for name in both]
    pairs.append((_rest(before, both), _rest(now, both)))
    pairs.append((sum(before.values()), sum(now.values())))
    return all(a == b or abs(a - b) >= minimum for a, b in pairs)


def _rest(table: Mapping[str, int], both: Iterable[str]) -> int:
    return sum(table.values()) - sum(table[name] for name in both)


def served_count(n: int) -> str:
    """How many people were served, so that a few are hidden: "0", "1 to 7", or the nearest five ("1,235")."""
    if n < 0:
        raise ValueError("nobody serves fewer than no people")
    if n == 0:
        return "0"
    if n <= HIDDEN_SERVED:
        return f"1 to {HIDDEN_SERVED}"
    return f"{(n + ROUNDED_TO // 2) // ROUNDED_TO * ROUNDED_TO:,}"


def pool_counts(answers: Iterable[str], minimum: int = FEWEST_IN_POOL) -> dict[str, int] | None:
    """How many of a pool gave each answer, or None until `minimum` of those who can tell have been heard.

    `answers` holds the latest answer of each organisation in the pool ("yes", "partly", "not_yet", "no",
    "cant_tell"). Who said which is never shown; a pool that everybody answered alike still shows what each
    of them said, so whoever joins one is told so first.
    """
    counts: dict[str, int] = {}
    for answer in answers:
        counts[str(answer)] = counts.get(str(answer), 0) + 1
    can_tell = sum(counts.values()) - counts.get(CANT_TELL, 0)
    return counts if can_tell >= minimum else None


type Spread = tuple[tuple[int, int], ...]


def spread(counts: Iterable[int], minimum: int = FEWEST) -> Spread | None:
    """How many have 0, 1, 2 … of something: (how many of it, how many have that), from the least to the most.

    `counts` holds one number for each organisation or place, none below 0. No names, no order of theirs; None where
    fewer than `minimum` are counted. It protects one table: that two tables cannot be subtracted is for whoever
    chooses who is counted in them (docs/adr/0015).
    """
    found = sorted(counts)
    if len(found) < minimum:
        return None
    if found[0] < 0:
        raise ValueError("nobody has fewer than none")
    return tuple((number, found.count(number)) for number in sorted(set(found)))

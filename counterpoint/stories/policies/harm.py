"""Words that may mean that somebody is in danger. A list, to bring a story to a person's eyes sooner.

It decides nothing: it hides nothing, tells nobody outside, and a story without any of these words is read as carefully.
It will flag some that need nothing, and miss some that do.
"""

from __future__ import annotations

import re

WORDS = (
    "abuse", "abused", "abusing", "abuser", "assault", "assaulted", "attacked", "beat me", "beaten", "bruise", "bruises",
    "bruised", "choked", "cut myself", "end it all", "forced me", "groomed", "grooming", "harm myself", "hit me", "hits me",
    "hitting", "hurt me", "hurts me", "hurt myself", "kill himself", "kill herself", "kill me", "kill myself", "killed himself",
    "killed herself", "locked in", "neglect", "neglected", "not safe", "overdose", "rape", "raped", "scared of him",
    "scared of her", "self-harm", "self harm", "starved", "starving", "stole my", "suicidal", "suicide", "take my own life",
    "threatened", "touched me", "unsafe", "want to die", "wanted to die", "weapon",
)  # fmt: skip
# Welsh
WORDS_CY = (
    "camdriniaeth",
    "cam-drin",
    "esgeulustod",
    "hunanladdiad",
    "hunan-niwed",
    "lladd fy hun",
    "trais",
    "treisio",
)

_ANY = re.compile(r"(?<!\w)(?:" + "|".join(re.escape(one) for one in (*WORDS, *WORDS_CY)) + r")(?!\w)", re.I)


def suggests_harm(words: str) -> bool:
    return _ANY.search(words.replace("’", "'").replace("\n", " ")) is not None


def found_in(words: str) -> list[tuple[int, int]]:
    """Where: `words[start:end]`."""
    return [one.span() for one in _ANY.finditer(words)]

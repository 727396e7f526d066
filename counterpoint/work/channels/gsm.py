"""What fits in a text message: two segments at most, in the alphabet that every telephone has.

Source: 3GPP TS 23.038, the GSM 7-bit default alphabet and its extension table.
"""

from __future__ import annotations

import unicodedata

PLAIN = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
COUNTS_TWICE = frozenset("^{}\\[~]|€")
# What our own sentences use and the alphabet lacks.
INSTEAD = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "“": '"',
        "”": '"',
        "–": "-",
        "—": "-",
        "…": "...",
        "\u00a0": " ",
        "`": "'",
        "\t": " ",
    }
)

LONGEST, LONGEST_WIDE = 306, 134  # two segments, in this alphabet and in Unicode


def plain(words: str) -> str:
    """The same words in letters that a text message has, as far as that leaves a name its sound."""
    words = words.translate(INSTEAD)
    return "".join(letter if _fits(letter) else _bare(letter) for letter in words)


def _bare(letter: str) -> str:
    """ŵ as w. A letter of another script stays as it is: the whole message is then sent in Unicode."""
    bare = "".join(one for one in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(one))
    return bare if bare and all(_fits(one) for one in bare) else letter


def _fits(letter: str) -> bool:
    return letter in PLAIN or letter in COUNTS_TWICE


def length(words: str) -> int:
    """In the units that a segment is counted in."""
    if all(map(_fits, words)):
        return sum(2 if letter in COUNTS_TWICE else 1 for letter in words)
    return len(words.encode("utf-16-le")) // 2


def longest(words: str) -> int:
    return LONGEST if all(map(_fits, words)) else LONGEST_WIDE


def fitted(before: str, sentence: str, after: str) -> str:
    """`before “sentence” after` in two segments. The sentence is shortened; where nothing of it fits, left out."""
    before, sentence, after = plain(before), plain(" ".join(sentence.split())), plain(after)
    if not sentence:
        return f"{before} {after}"
    whole = f'{before} "{sentence}" {after}'
    if length(whole) <= longest(whole):
        return whole
    for cut in range(len(sentence) - 1, 9, -1):
        tried = f'{before} "{sentence[:cut].rstrip()}..." {after}'
        if length(tried) <= longest(tried):
            return tried
    return f"{before} {after}"

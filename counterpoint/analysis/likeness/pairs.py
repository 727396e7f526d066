"""What a likeness is, and names made plain enough to compare."""

import re
import unicodedata
from dataclasses import dataclass

SURE = 90  # of 100: as good as certain; below that it is worth asking
ALIKE = 86  # of 100, as rapidfuzz counts: a slip of the finger or two


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two rows by their position, `a` before `b`, that may be the same; why; and a score of up to 100."""

    a: int
    b: int
    why: str
    score: int


def plain(words: str) -> str:
    """Small letters, no accents, "&" as and, marks as spaces: "O'Neill" is one word, "Hartley-Nwosu" two."""
    words = unicodedata.normalize("NFKD", words.casefold().replace("&", " and "))
    words = "".join(one for one in words if not unicodedata.combining(one))
    return " ".join(re.sub(r"[^a-z0-9]+", " ", re.sub(r"['’.]", "", words)).split())

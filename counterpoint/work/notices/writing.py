"""Which function writes which kind."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from counterpoint.work.choices import ORDER, NoticeKind
from counterpoint.work.models import Notice
from counterpoint.work.notices import asks, contests, heads, news, owners, requests
from counterpoint.work.notices.part import Part, Reader

WRITERS: dict[str, Callable[[Reader, Sequence[Notice]], list[Part]]] = {
    NoticeKind.CONTEST: contests.parts,
    NoticeKind.ASK: asks.parts,
    NoticeKind.OWNER: owners.parts,
    NoticeKind.REQUEST: requests.parts,
    NoticeKind.NEWS: news.parts,
    NoticeKind.HEAD: heads.parts,
}


def parts_of(reader: Reader, notices: Sequence[Notice]) -> list[Part]:
    """All that a letter says, questions first. Empty where there is nothing left to say."""
    found: list[Part] = []
    for kind in sorted(WRITERS, key=lambda one: ORDER[NoticeKind(one)]):
        theirs = sorted((one for one in notices if one.kind == kind), key=lambda one: one.pk)
        if theirs:
            found += WRITERS[kind](reader, theirs)
    return found

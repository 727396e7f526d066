"""Which function writes which kind."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from counterpoint.work.choices import ORDER, NoticeKind
from counterpoint.work.models import Notice
from counterpoint.work.notices import (
    again,
    asks,
    contests,
    exports,
    goals,
    handover,
    heads,
    help,
    hour,
    moderators,
    news,
    owners,
    requests,
)
from counterpoint.work.notices.part import Part, Reader

WRITERS: dict[str, Callable[[Reader, Sequence[Notice]], list[Part]]] = {
    NoticeKind.CONCERN: moderators.urgent,
    NoticeKind.RECALL: moderators.recalls,
    NoticeKind.READ: moderators.to_read,
    NoticeKind.CONTEST: contests.parts,
    NoticeKind.ASK: asks.parts,
    NoticeKind.OWNER: owners.parts,
    NoticeKind.REQUEST: requests.parts,
    NoticeKind.HOUR: hour.parts,
    NoticeKind.HELP: help.parts,
    NoticeKind.HANDOVER: handover.parts,
    NoticeKind.AGAIN: again.parts,
    NoticeKind.GOAL: goals.parts,
    NoticeKind.NEWS: news.parts,
    NoticeKind.EXPORT: exports.parts,
    NoticeKind.HEAD: heads.parts,
}


def parts_of(reader: Reader, notices: Sequence[Notice]) -> list[Part]:
    """All that a letter says, questions first, and of each record once: a question says what became of it.

    Empty where there is nothing left to say.
    """
    found: list[Part] = []
    spoken_of: set[int] = set()
    for kind in sorted(WRITERS, key=lambda one: ORDER[NoticeKind(one)]):
        theirs = sorted((one for one in notices if one.kind == kind), key=lambda one: one.pk)
        parts = WRITERS[kind](reader, theirs) if theirs else []
        found += [one for one in parts if one.about == 0 or one.about not in spoken_of]
        spoken_of |= {one.about for one in parts}
    return found

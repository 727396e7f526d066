"""What people hear from us, and when it may reach them."""

from __future__ import annotations

from django.db.models import TextChoices


class NoticeKind(TextChoices):
    """In the order in which a letter says them: the first one gives it its subject."""

    CONCERN = "concern", "somebody may be at risk, or complains: to moderators"
    RECALL = "recall", "a story was taken back: destroy the copies"
    CONTEST = "contest", "somebody says that it is not so"
    ASK = "ask", "a question to those who would know"
    OWNER = "owner", "did you say this?"
    REQUEST = "request", "something is asked of your organisation"
    HOUR = "hour", "what is yours of an hour together"
    HELP = "help", "somebody is in, or you two should talk; and did it come?"
    HANDOVER = "handover", "what somebody was in the middle of, to whoever does it now"
    AGAIN = "again", "is it still so? put it again"
    READ = "read", "stories wait to be read: to moderators"
    STORY = "story", "what became of a story: to whoever told it"
    GOAL = "goal", "a goal was ended: to those who had a part in it"
    NEWS = "news", "what became of what you did"
    EXPORT = "export", "a copy of the whole place"
    HEAD = "head", "the head of the ledger"


ORDER = {kind: place for place, kind in enumerate(NoticeKind)}

# A contest reaches the parties at once; of a copy of the whole place stewards hear at once, for it can be taken for a
# day only. A concern has one working day, a complaint 48 hours, and of a story that was taken back no copy should be
# read for longer than need be. All else waits for the one letter of the day.
AT_ONCE = frozenset({NoticeKind.CONCERN, NoticeKind.RECALL, NoticeKind.CONTEST, NoticeKind.EXPORT})

# News asks nothing of anybody, so it comes on any day of the week: within two days, over Christmas too.
ANY_DAY = frozenset(
    {NoticeKind.NEWS, NoticeKind.GOAL, NoticeKind.EXPORT, NoticeKind.STORY, NoticeKind.RECALL}
)


class Outcome(TextChoices):
    WAITING = "waiting", "waiting to be sent"
    SENT = "sent", "sent"
    MOOT = "moot", "there was nothing left to say"

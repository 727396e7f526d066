"""The words of stories: how one was told, who may read it, what for, and what moderators do."""

from __future__ import annotations

from django.db.models import TextChoices


class Way(TextChoices):
    """How a story came here."""

    WROTE = "wrote", "written by whoever tells it"
    TYPED = "typed", "typed by a supporter"
    PHONED = "phoned", "told by phone"
    PAPER = "paper", "written on paper"


class Part(TextChoices):
    HAPPENED = "happened", "What happened?"
    MATTERED = "mattered", "What mattered most to you?"
    HELPED = "helped", "What would have helped?"
    ADDED = "added", "Added later"


class Audience(TextChoices):
    """Who may read it, from the fewest to the most: each holds those before it."""

    GROUP = "group", "one group only"
    PLACE = "place", "everyone signed in to this partnership"
    PROGRAMME = "programme", "this partnership, and the programme that looks after many like it"
    PUBLIC = "public", "anyone at all"


class Purpose(TextChoices):
    """What else it may be used for, each by itself. Reading it here needs none of these."""

    MEETINGS = "meetings", "read out at meetings"
    REPORTS = "reports", "printed in reports"
    TRAINING = "training", "used to train staff"
    TRANSLATE = "translate", "translated into other languages"


class Attribution(TextChoices):
    NAME = "name", "my name"
    CHOSEN = "chosen", "a name I choose"
    NONE = "none", "no name"


class StoryState(TextChoices):
    WAITING = "waiting", "waits to be read by a moderator"
    CLEARED = "cleared", "can be read"
    DECLINED = "declined", "not shown, with a reason"
    PAUSED = "paused", "not shown for now"
    WITHDRAWN = "withdrawn", "withdrawn by the teller"


class Reason(TextChoices):
    """Why a moderator changed something, or did not show it."""

    NAMES = "names", "names removed"
    STAFF = "staff", "a member of staff could be recognised"
    RECOGNISED = "recognised", "somebody else could be recognised"
    DATES = "dates", "dates or places removed"
    NUMBERS = "numbers", "numbers or addresses removed"
    HARM = "harm", "how somebody was harmed removed"
    ACCUSES = "accuses", "says of somebody that they did wrong, and can’t be checked"
    NOT_OWN = "not_own", "not the teller’s own experience"
    NOT_HERE = "not_here", "not about this partnership"
    SECOND = "second", "told here already"


class ComplaintKind(TextChoices):
    """Each has its own clock."""

    CONTENT = "content", "about what a story says"
    DATA = "data", "about how somebody’s data is used"


class CopyKind(TextChoices):
    PRINTED = "printed", "printed"
    EXPORTED = "exported", "saved as a file"

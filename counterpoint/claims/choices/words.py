"""Words that the whole record shares."""

from __future__ import annotations

from enum import StrEnum

from django.db.models import IntegerChoices, TextChoices

from counterpoint.analysis.standing import Verdict

# The ten messages of "The revolution will be improvised" (Vize, 2014), shortened to a line each.
MESSAGES: dict[int, str] = {
    1: "People who use services are at the centre",
    2: "Services are co-produced, with skill and strategy",
    3: "Leaders lead the system, not only their organisation",
    4: "Working well across boundaries gets you hired and promoted",
    5: "National bodies live the values",
    6: "Leaders hold themselves, and each other, to account",
    7: "Work gets done through relationships and trust",
    8: "We think long-term, most of all under pressure",
    9: "Barriers are found and removed",
    10: "We are honest about what it takes",
}

VERDICT_WORDS: dict[Verdict, str] = {
    Verdict.YES: "Yes",
    Verdict.PARTLY: "Partly",
    Verdict.NOT_YET: "Not yet",
    Verdict.NO: "No",
    Verdict.CANT_TELL: "I can’t tell",
}


class State(StrEnum):
    """What the record shows for a claim: its standing, or where it is on the way there. Derived on reading."""

    HEARD = "heard"  # a heard promise that its promiser has not owned
    DISOWNED = "disowned"
    OPEN = "open"  # a request that nobody has answered
    RAISED = "raised"  # a barrier: taken by nobody
    TAKEN = "taken"
    REFUSED = "refused"
    SAME = "same"  # the same as another barrier, which is lifted in its stead
    OFFERED = "offered"  # an offer of co-production, of which nobody has claimed a step yet
    NOT_DUE = "not_due"
    UNANSWERED = "unanswered"
    OVERDUE = "overdue"  # unanswered, and its date has passed
    FEW = "few"
    IN_REPLY = "in_reply"
    CONFIRMED = "confirmed"
    CONFIRMED_OLD = "confirmed_old"  # only what lasts grows old
    PARTLY = "partly"
    CONTESTED = "contested"
    WITHDRAWN = "withdrawn"


STATES: dict[State, str] = {
    State.HEARD: "heard, not yet owned",
    State.DISOWNED: "not owned",
    State.OPEN: "asked for, no answer yet",
    State.RAISED: "raised, taken by nobody",
    State.TAKEN: "taken on",
    State.REFUSED: "refused, with a reason",
    State.SAME: "the same as another",
    State.OFFERED: "offered, not claimed yet",
    State.NOT_DUE: "not due yet",
    State.UNANSWERED: "asked, no answer",
    State.OVERDUE: "overdue, no answer",
    State.FEW: "few answers",
    State.IN_REPLY: "answered, in reply time",
    State.CONFIRMED: "so",
    State.CONFIRMED_OLD: "so, but long ago",
    State.PARTLY: "partly so",
    State.CONTESTED: "not so",
    State.WITHDRAWN: "withdrawn",
}


class Horizon(TextChoices):
    NOW = "now", "now"
    NEXT = "next", "next"
    FUTURE = "future", "the future"


class Step(IntegerChoices):
    """The ladder of co-production: Think Local Act Personal and the National Co-production Advisory Group."""

    COERCION = 1, "Coercion"
    EDUCATING = 2, "Educating"
    INFORMING = 3, "Informing"
    CONSULTATION = 4, "Consultation"
    ENGAGEMENT = 5, "Engagement"
    CO_DESIGN = 6, "Co-design"
    CO_PRODUCTION = 7, "Co-production"


# The steps as somebody who was there would say them: our words, for their ladder.
STEP_WORDS: dict[int, str] = {
    1: "It was done to us. We had no say.",
    2: "We were taught why it has to be so.",
    3: "We were told what would happen. It was decided already.",
    4: "We were asked what we think. Others decided.",
    5: "We were heard early and often. Others still decided.",
    6: "We designed it together. Others then ran it.",
    7: "We decided it and did it together, as equals, from start to finish.",
}
LADDER_CREDIT = "Think Local Act Personal and the National Co-production Advisory Group"
LADDER_LINK = "https://www.thinklocalactpersonal.org.uk/"

# The last word of a link that opens the page with an answer chosen.
ANSWER_WORDS: dict[str, Verdict] = {
    "yes": Verdict.YES,
    "partly": Verdict.PARTLY,
    "not-yet": Verdict.NOT_YET,
    "no": Verdict.NO,
    "cant-tell": Verdict.CANT_TELL,
}


class Level(TextChoices):
    FRONTLINE = "frontline", "frontline"
    MANAGER = "manager", "manager"
    EXECUTIVE = "executive", "executive"
    BOARD = "board", "board"


class How(TextChoices):
    """What a decision about somebody was."""

    HIRED = "hired", "somebody was hired for it"
    DEVELOPED = "developed", "somebody is helped to get better at it"
    PROMOTED = "promoted", "somebody was promoted for it"


class Skill(TextChoices):
    """The six skills that the report names."""

    BOUNDARIES = "boundaries", "working across organisational boundaries"
    NETWORKS = "networks", "operating in networks without clear rules"
    CONNECTIONS = "connections", "instinctively making connections"
    TRUST = "trust", "building shared values and trust"
    PERSPECTIVES = "perspectives", "drawing on a wide range of perspectives and resources"
    COALITIONS = "coalitions", "building coalitions of support"


class TurnVerb(TextChoices):
    """What is said on a record besides its answers."""

    OWNED = "owned", "said: yes, I said that"
    NOT_QUITE = "not_quite", "said: not quite"
    DISOWNED = "disowned", "said: I did not say that"
    ACCEPTED = "accepted", "accepted the promise"
    DECLINED = "declined", "declined the promise"
    COUNTERED = "countered", "asked for something else"
    MOVED = "moved", "moved the date"
    KEPT = "kept", "says that it was kept"
    WITHDREW = "withdrew", "withdrew it"
    REPLIED = "replied", "replied"
    TALK = "talk", "offered to talk first"
    TALKED = "talked", "wrote what came of talking"
    PROMISED = "promised", "answered with a promise"
    REFUSED = "refused", "refused, with a reason"
    TOOK = "took", "took it on"
    GONE = "gone", "says that it is gone"
    STOPS = "stops", "said what it stops"
    HANDED_ON = "handed_on", "handed it on"
    SAME = "same", "said that it is the same as another"
    GATHERED = "gathered", "said that another is the same"
    INHERITED = "inherited", "inherited it"
    NOT_INHERITED = "not_inherited", "did not inherit it"
    LET_DIE = "let_die", "let it die"
    MESSAGE = "message", "changed the message it speaks to"
    KNOWS = "knows", "would know too"
    AMOUNT = "amount", "said who may read the amount"
    ESCALATED = "escalated", "took it to a programme"
    CAME_BACK = "came_back", "word came back from a programme"
    PRESSED = "pressed", "is asked about again: a chart of pressure got worse"


# What a claim of these kinds is called until somebody claims that it is so, and the turns that change it.
BEFORE: dict[str, State] = {
    "promise": State.HEARD,
    "request": State.OPEN,
    "barrier": State.RAISED,
    "coproduced": State.OFFERED,
}
TURNED: dict[tuple[str, str], State] = {
    ("promise", TurnVerb.DISOWNED.value): State.DISOWNED,
    ("barrier", TurnVerb.TOOK.value): State.TAKEN,
    ("barrier", TurnVerb.REFUSED.value): State.REFUSED,
    ("barrier", TurnVerb.HANDED_ON.value): State.RAISED,
    ("barrier", TurnVerb.SAME.value): State.SAME,
}


class HelpKind(TextChoices):
    IN = "in", "I’m in"
    TALK = "talk", "You two should talk"


class Brings(TextChoices):
    HOURS = "hours", "hours"
    ROOM = "room", "a room"
    MONEY = "money", "money"
    DOOR = "door", "a door opened"
    OTHER = "other", "something else"


class Across(TextChoices):
    """How a record of one place stands to a record of another."""

    TO = "to", "taken to"  # this claim was taken there
    FROM = "from", "taken from"  # this claim came from there

"""Promises, requests and barriers: each has a room of its own."""

from __future__ import annotations

from counterpoint.analysis.standing import Rule, Verdict
from counterpoint.claims.choices.kinds.kind import Again, Kind
from counterpoint.claims.choices.words import State

KINDS = (
    Kind(
        key="promise",
        noun="promise",
        plural="promises",
        message=3,
        room="promises",
        begin="Make a promise",
        sentence="What do you promise?",
        example="Weekend social work cover, with real people on a real phone",
        who="Who is it made to?",
        others="Who else is affected?",
        question="Was this promise kept?",
        why_you="The promise was made to {asked}.",
        own_staff=True,
        asks=("due",),
        verdicts={Verdict.YES: "Yes, it was kept", Verdict.NO: "No, it was not"},
        states={
            State.CONFIRMED: "kept",
            State.CONFIRMED_OLD: "kept, but asked long ago",
            State.PARTLY: "partly kept",
            State.CONTESTED: "not kept",
        },
    ),
    Kind(
        key="request",
        noun="request",
        plural="requests",
        message=9,
        room="requests",
        begin="Ask for something",
        sentence="What do you ask for?",
        example="Tell us when a payment will be late, before it is",
        who="Whom do you ask?",
        question="Does this answer what you asked for?",
        why_you="You asked for it.",
        rule=Rule.ASKER,
        raiser_always=True,
        verdicts={Verdict.YES: "Yes, it does", Verdict.NO: "No, it does not"},
        states={
            State.UNANSWERED: "answered, and the asker has not said whether that helps",
            State.CONFIRMED: "answered",
            State.CONFIRMED_OLD: "answered long ago",
            State.PARTLY: "partly answered",
            State.CONTESTED: "answered, and that does not help",
        },
    ),
    Kind(
        key="barrier",
        noun="barrier",
        plural="barriers",
        message=9,
        room="barriers",
        begin="Say what stops you",
        sentence="What stops you working with others?",
        example="Two assessments that ask the same 46 questions",
        who="Who could remove it?",
        question="Is it gone?",
        why_you="You said that it stopped you.",
        raiser_always=True,
        lasts=True,
        again=Again.EIGHT_WEEKS,
        verdicts={
            Verdict.YES: "Yes, it’s gone",
            Verdict.NO: "No, it’s still there",
            Verdict.PARTLY: "Partly gone",
        },
        states={
            State.UNANSWERED: "said gone, and nobody has answered",
            State.CONFIRMED: "gone",
            State.CONFIRMED_OLD: "gone, but asked long ago",
            State.PARTLY: "partly gone",
            State.CONTESTED: "said gone, and it is not",
        },
    ),
)

"""What is said of goals, charts and experiments. None speaks to a message until a person gives it one."""

from __future__ import annotations

from counterpoint.analysis.standing import Rule, Verdict
from counterpoint.claims.choices.kinds.kind import Kind
from counterpoint.claims.choices.words import State

KINDS = (
    Kind(
        key="met",
        noun="goal met",
        plural="goals met",
        message=None,
        begin="The goal is met",
        sentence="What is different for people now?",
        example="Nobody in the place waits more than a day to go home, and has not since May",
        who="Who can say so: in other organisations, and with lived experience?",
        missing="Say what is different for people now.",
        nobody="Name somebody in another organisation, and somebody with lived experience. Only they can say so.",
        question="Is the goal met?",
        why_you="You would know whether it is so.",
        people_first=True,
        by_form=False,  # said on the goal
        rule=Rule.BOTH,
        verdicts={Verdict.YES: "Yes, it is met", Verdict.NO: "No, it is not"},
        states={State.CONFIRMED: "met", State.PARTLY: "partly met", State.CONTESTED: "not met"},
    ),
    Kind(
        key="rebase",
        noun="rebase of a chart",
        plural="rebases of charts",
        message=None,
        begin="The chart needs a new beginning",
        sentence="What has changed for good, and how do you know?",
        example="All wards have had Monday cover since November; the five points before were the old rota",
        who="Who can say so: in other organisations, and with lived experience?",
        missing="Say what has changed for good, and how you know.",
        nobody="Name somebody in another organisation, and somebody with lived experience. Only they can say so.",
        question="Has it changed for good?",
        why_you="You would know whether it is so.",
        people_first=True,
        by_form=False,  # asked for on the measure
        rule=Rule.BOTH,
        verdicts={Verdict.YES: "Yes, it has", Verdict.NO: "No, it has not"},
        states={State.CONFIRMED: "rebased", State.PARTLY: "partly agreed", State.CONTESTED: "refused"},
    ),
    Kind(
        key="learned",
        noun="thing learned from an experiment",
        plural="things learned from experiments",
        message=None,
        begin="This is what we learned",
        sentence="What did you learn?",
        example="A list without cover on Mondays moves the wait to Tuesday",
        who="Who can say so: in other organisations, and with lived experience?",
        missing="Say what you learned. That it does not work is worth as much.",
        nobody="Name somebody in another organisation, and somebody with lived experience. Only they can say so.",
        question="Is this what came of it?",
        why_you="You were there, or it was done for you.",
        people_first=True,
        by_form=False,  # said on the experiment
        rule=Rule.BOTH,
        verdicts={Verdict.YES: "Yes, it is", Verdict.NO: "No, it is not"},
    ),
)

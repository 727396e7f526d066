"""What speaks of people who use services: they shaped it, they were there, they were paid. Messages 1 and 2."""

from __future__ import annotations

from counterpoint.analysis.standing import Rule, Verdict
from counterpoint.claims.choices.kinds.kind import Kind

KINDS = (
    Kind(
        key="shaped",
        noun="decision that people shaped",
        plural="decisions that people shaped",
        message=1,
        begin="People who use services shaped this",
        sentence="What did they shape, and what is different because of them?",
        example="The discharge leaflet was rewritten by patients",
        examples=(
            "Visiting hours run until nine, because the carers’ forum said when they can come",
            "We dropped the second form. Two people showed us that it asked the same as the first",
        ),
        who="Which people who use services were named or invited?",
        others="Who else would know?",
        missing="Say what they shaped, and what is different now.",
        nobody="Name a person who uses services, or who cares for one. Only they can say whether they shaped it.",
        question="Did those who use it shape this?",
        why_you="You are named as someone who shaped it.",
        rule=Rule.SHAPED,
        lived_only=True,
        verdicts={Verdict.YES: "Yes, we did", Verdict.NO: "No, we did not"},
    ),
    Kind(
        key="coproduced",
        noun="piece of co-production",
        plural="pieces of co-production",
        message=2,
        room="offers",
        begin="Offer a decision to make together",
        sentence="What was co-produced?",
        example="When the Sunday clinic is open, and who is on the desk",
        examples=("What we say to families on the first day",),
        who="Who took part, with lived experience?",
        missing="Say what was co-produced.",
        nobody="Name somebody with lived experience who took part. Only they can say which step it was.",
        question="Which step were we on?",
        why_you="You took part.",
        rule=Rule.STEPS,
        lived_only=True,
        asks=("step",),
    ),
    Kind(
        key="paid",
        noun="payment as promised",
        plural="payments as promised",
        message=2,
        begin="Paid as promised",
        sentence="What was owed, and for what?",
        example="Two half days at the co-design workshop",
        who="Who is owed?",
        missing="Say what is owed, and for what.",
        nobody="Say who is owed. Only they can say whether they were paid.",
        question="Were you paid as promised?",
        why_you="It is owed to you.",
        by_form=False,  # made by the system from the offer
        owed=True,
        fellows=False,
        asks=("due",),
        verdicts={Verdict.YES: "Yes, I was", Verdict.NO: "No, I was not"},
    ),
)

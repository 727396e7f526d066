"""Writes docs/reference/kinds.md from the table of kinds:

.venv/bin/python -m tests.docs.kinds_page > docs/reference/kinds.md
"""

from __future__ import annotations

from collections.abc import Iterator

from counterpoint.analysis.standing import Rule, Verdict
from counterpoint.claims.choices.kinds import KINDS, PLAIN_VERDICTS, Again, Bars, Kind
from counterpoint.claims.choices.words import MESSAGES

TOP = """# Kinds of claim

<!-- Made from counterpoint/claims/choices/kinds/. Do not edit: run
     .venv/bin/python -m tests.docs.kinds_page > docs/reference/kinds.md -->

A claim is a sentence that somebody puts to those who would know. Each kind is one row of one table, read
by one engine. How the answers add up is in [standing](standing.md); the words for what is shown are in
[states](states.md).
"""

RULES = {
    Rule.ALL: "Everyone who must be heard has to speak before it stands as confirmed.",
    Rule.ASKER: "The asker alone says.",
    Rule.SHAPED: "One of them has to confirm, and none may contest.",
    Rule.STEPS: "Each chooses a step, 1 to 7; the middle one counts, from five answers on.",
    Rule.SHARE: "Confirmed from three quarters, contested up to one quarter, from five answers on.",
    Rule.BOTH: "Somebody who works in another organisation and somebody with lived experience, or a carer, both have to say so."
    " A no of either contests it.",
}
AGAIN = {
    Again.EIGHT_WEEKS: "Asked again after eight weeks.",
    Again.SIX_MONTHS: "Asked again after six months.",
    Again.NEXT_ACCOUNT: "The next follows it after six months, whatever was said of it.",
    Again.NEW_CLAIM: "Put again as a new claim that follows the old.",
}
FURTHER = {
    "due": "a date",
    "step": "the step that is claimed",
    "amount": "an amount",
    "limit": "a limit in money or hours",
    "lifts": "the number of the barrier that it lifts",
    "link": "a link",
    "level": "the level",
    "skill": "which of the six skills",
    "of_how_many": "of how many decisions",
    "how": "hired, developed or promoted",
    "gains_most": "which organisation gains most",
    "team": "which team",
}


def own_rule(kind: Kind) -> str:
    said = [
        RULES.get(kind.rule, ""),
        "Only whoever put it may not answer." if kind.bars == Bars.PUTTER else "",
        "They may always answer, whomever they work for." if kind.raiser_always else "",
        "The claimant’s own staff may speak; their yes is not counted."
        if kind.own_staff and not kind.detached
        else "",
        "An appointee who is named may answer." if kind.named_staff else "",
        "Only people there as people who use services count." if kind.lived_only else "",
        "Answers go into a box." if kind.detached else "",
        f"At least {kind.fewest} must be named." if kind.fewest > 1 else "",
        "It lasts, so a confirmation grows old." if kind.lasts else "",
        AGAIN[kind.again] if kind.again else "",
        f"At most {kind.lines} lines." if kind.lines else "",
        "A yes needs words." if kind.yes_says else "",
        "The place is not told who puts it." if kind.unnamed else "",
        "Only whoever is owed can let it go." if kind.owed else "",
        "It has no form of its own." if not kind.by_form else "",
    ]
    return " ".join(one for one in said if one) or "–"


def messages() -> Iterator[str]:
    yield "## The ten messages\n"
    yield from (f"{number}. {words}" for number, words in MESSAGES.items())
    yield "\nA claim speaks to the message of its kind, unless whoever puts it chooses another.\n"


def answers(kind: Kind) -> Iterator[str]:
    if kind.rule == Rule.STEPS:
        yield "- **Answers**: one of seven steps; I can’t tell"
    else:
        yield f"- **Answers**: {'; '.join(kind.says(verdict) for verdict in Verdict)}"
    if kind.states:
        yield f"- **Its records read**: {'; '.join(kind.states.values())}"


def one(kind: Kind) -> Iterator[str]:
    yield f"### {kind.noun[0].upper()}{kind.noun[1:]}\n"
    yield f"- **Offered as**: {kind.begin}" if kind.by_form else "- **Offered as**: nothing yet to choose"
    message = (
        f"{kind.message}. {MESSAGES[kind.message]}" if kind.message else "none until somebody gives it one"
    )
    yield f"- **Message**: {message}"
    yield f"- **The box says**: {kind.sentence}"
    if kind.boxes:
        yield f"- **In lines**: {'; '.join(box.label for box in kind.boxes)}"
    if kind.example:
        yield f"- **For example**: {'; '.join((kind.example, *kind.examples))}"
    if kind.mirror:
        yield f"- **Offered beside**: {KINDS[kind.mirror].begin}"
    if kind.raiser_always:
        yield f"- **Must be heard**: whoever {'asked for' if kind.rule == Rule.ASKER else 'raised'} it"
        yield f"- **The form asks too**: {kind.who}"
    else:
        yield f"- **Must be heard**, as the form asks: {kind.who}"
    if kind.others:
        yield f"- **May be heard besides**: {kind.others}"
    yield f"- **They are asked**: {kind.question}"
    yield from answers(kind)
    if kind.asks:
        yield f"- **Also asks for**: {', '.join(FURTHER[ask] for ask in kind.asks)}"
    yield f"- **Its own rule**: {own_rule(kind)}"
    yield f"- **Key and room**: `{kind.key}`, `/<place>/{kind.room}/<number>/`\n"


def page() -> str:
    plain = "; ".join(PLAIN_VERDICTS[verdict] for verdict in Verdict)
    lines = [TOP, *messages(), "## The kinds\n", f"Where nothing else is said, the answers are: {plain}.\n"]
    for kind in KINDS.values():
        lines += one(kind)
    return "\n".join(lines).rstrip() + "\n"


if __name__ == "__main__":
    print(page(), end="")

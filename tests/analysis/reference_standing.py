"""What a claim's answers add up to, told a second time.

Written from the rules in words alone (the own rules of each kind, "Standing" and its small print), to be read
beside them; it shares nothing with the engine but the words for its input. Slow and plain on purpose.
"""

from collections import defaultdict
from fractions import Fraction

ENOUGH = 5


def reference(rule, answers, must_hear, claimed_step):
    """The standing as a word. `answers`: fields of `Heard`; `must_hear`: counterparts, heard or not."""
    everyone = voices(answers)
    bound = [voice for voice in everyone if voice["must"]]
    if rule == "steps":
        return by_ladder([voice["step"] for voice in everyone if voice["step"]], claimed_step)
    if rule == "share":
        return by_share([voice["says"] for voice in everyone])
    if rule == "shaped":
        return shaped({voice["says"] for voice in bound})
    if rule == "asker":
        return ordinary(bound, bound, enough_heard=True)
    if rule == "both":
        bound = [voice for voice in everyone if voice["must"] or voice["side"]]
        return ordinary(everyone, bound, enough_heard={"work", "lived"} <= {voice["side"] for voice in bound})
    heard = {voice["counterpart"] for voice in bound}
    return ordinary(everyone, bound, enough_heard=rule != "all" or not (must_hear - heard))


def voices(answers):
    """Each voice that can tell: who it is, whether it must be heard, and yes, partly or no."""
    last_word = {}
    for answer in sorted(answers, key=lambda answer: answer.order):
        last_word[answer.person] = answer  # a change of mind is a new answer
    mouths = defaultdict(list)
    for answer in last_word.values():
        many_with_one_voice = answer.kind == "organisation" and answer.speaks_for and not answer.own_staff
        whose = (
            ("organisation", answer.counterpart, answer.speaks_for) if many_with_one_voice else answer.person
        )
        mouths[whose].append(answer)
    found = []
    for said_by in mouths.values():
        said = {"no" if answer.verdict == "not_yet" else str(answer.verdict) for answer in said_by} - {
            "cant_tell"
        }
        first = said_by[0]
        if not said or (first.own_staff and said == {"yes"}):  # counted as not heard; own staff never confirm
            continue
        found.append(
            {
                "counterpart": first.counterpart,
                "must": first.must_hear and not first.own_staff,
                "says": said.pop() if len(said) == 1 else "partly",
                "step": first.step,
                "side": str(first.side) if first.side else None,
            }
        )
    return found


def ordinary(everyone, bound, enough_heard):
    says = [voice["says"] for voice in everyone]
    if "no" in [voice["says"] for voice in bound] or (says and set(says) == {"no"}):
        return "contested"
    if not bound:
        return "unanswered"
    return "confirmed" if set(says) == {"yes"} and enough_heard else "partly"


def shaped(said):
    if "no" in said:
        return "contested"
    if "yes" in said:
        return "confirmed"
    return "partly" if said else "unanswered"


def by_ladder(steps, claimed):
    if len(steps) < ENOUGH:
        return "few" if steps else "unanswered"
    low, high = sorted(steps)[(len(steps) - 1) // 2], sorted(steps)[len(steps) // 2]
    doubled = low + high  # twice the median, a whole number
    if doubled >= 2 * claimed:
        return "confirmed"
    return "contested" if doubled <= 2 * (claimed - 2) else "partly"


def by_share(said):
    if len(said) < ENOUGH:
        return "few" if said else "unanswered"
    share = Fraction(said.count("yes"), len(said))
    if share >= Fraction(3, 4):
        return "confirmed"
    return "contested" if share <= Fraction(1, 4) else "partly"

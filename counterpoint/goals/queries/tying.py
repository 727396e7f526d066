"""What can be tied to a goal, as one picks it from a list; and the pages on which that is done."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from counterpoint.analysis.numbers import whole
from counterpoint.claims.models import Claim
from counterpoint.claims.queries.choosing import Choice, claim_choice
from counterpoint.claims.queries.finding import seen_here
from counterpoint.goals.models import Goal, Need
from counterpoint.goals.policies.needs import BROKEN, everybodys_state
from counterpoint.partnership.models import Matter, Member
from counterpoint.web.fields import FormPage

MOST = 200  # claims in a list


def promises_to_tie(member: Member, need: Need, at: datetime) -> list[Choice]:
    """Promises that hold, or may yet be owned; one's own first, then the newest."""
    found = (
        seen_here(member, at)
        .filter(kind="promise", withdrawn_at__isnull=True)
        .exclude(pk=need.promise_id or 0)
    )
    claims = [
        one
        for one in found.select_related("sentence")[:MOST]
        if everybodys_state(one, member.place, at) not in BROKEN
    ]
    return [claim_choice(one) for one in sorted(claims, key=lambda one: one.put_by_id != member.pk)]


def claims_to_tie(member: Member, goal: Goal, at: datetime) -> list[Choice]:
    about_it = [key for key in (goal.carried_id, goal.shared_id, goal.met_id) if key]
    found = seen_here(member, at).exclude(pk__in=goal.served_by.values("claim")).exclude(pk__in=about_it)
    found = found.filter(withdrawn_at__isnull=True).select_related("sentence")[:MOST]
    return [claim_choice(one) for one in found]


def matters_to_tie(goal: Goal) -> list[Choice]:
    found = Matter.objects.filter(place=goal.place, ended_at=None).exclude(
        pk__in=goal.matters.values("matter")
    )
    return [(str(one.number), str(one.words)) for one in found.select_related("words").order_by("number")]


def claim_to_tie(member: Member, number: str, at: datetime) -> Claim | None:
    found = whole(number)
    return None if found is None else seen_here(member, at).filter(number=found).first()


def matter_to_tie(goal: Goal, number: str) -> Matter | None:
    found = whole(number)
    if found is None:
        return None
    return Matter.objects.filter(place=goal.place, number=found, ended_at=None).first()


def choose_page(member: Member) -> FormPage:
    return FormPage(
        title="Choose a goal",
        button="Write it down",
        back_url=reverse("goals:list", kwargs={"slug": member.place.slug}),
        lead="A goal says what should be different for people. Next you say what it takes, and who promises that.",
    )


def frame_page(goal: Goal) -> FormPage:
    return _page(
        goal,
        "How do you see it?",
        "Put it beside the others",
        "Everyone in the place reads it, with your name and today’s date. If you wrote one before, this stands in its place.",
        back="framings",
    )


def need_page(goal: Goal) -> FormPage:
    return _page(
        goal,
        "What does it take?",
        "Add it to the list",
        "Each line is one thing. It is nobody’s until somebody promises it.",
    )


def end_page(goal: Goal) -> FormPage:
    return _page(
        goal,
        "End this goal",
        "End it",
        "It stays where it is, and says since when it is ended and why. What was promised stays promised.",
    )


def promise_page(goal: Goal, need: Need) -> FormPage:
    return _page(
        goal,
        "Who promises this?",
        "Tie it to this line",
        f"What is needed: “{need.words}”. Choose a promise that is on the record.",
    )


def serve_page(goal: Goal) -> FormPage:
    return _page(
        goal,
        "What serves this goal?",
        "Tie it to the goal",
        "A promise, a barrier, anything that is on the record.",
    )


def matter_page(goal: Goal) -> FormPage:
    return _page(
        goal,
        "What matters to the people it is for?",
        "Tie it to the goal",
        "They wrote these themselves. Choose three to five, one at a time, that this goal is about.",
    )


def _page(goal: Goal, title: str, button: str, lead: str, *, back: str = "show") -> FormPage:
    url = reverse(f"goals:{back}", kwargs={"slug": goal.place.slug, "number": goal.number})
    return FormPage(title=title, button=button, back_url=url, lead=lead, caption=str(goal.words))

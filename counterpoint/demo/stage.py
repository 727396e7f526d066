"""A place under way, by the names that its files give to people, partners and records."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from counterpoint.analysis.calendar import day_in
from counterpoint.claims import actions as claims
from counterpoint.claims.actions import Named
from counterpoint.claims.models import Claim, Counterpart, Ticket
from counterpoint.claims.queries import people_to_ask
from counterpoint.experiments.models import Experiment
from counterpoint.goals.models import Goal, Measure
from counterpoint.partnership.actions import Person, add_member
from counterpoint.partnership.models import Member, Organisation, Place
from counterpoint.stories.models import Story

TITLES = ("Dr", "Cllr", "Insp.", "PC")

# After these there is nobody new to ask.
ASKS_NOBODY = {
    "answer",
    "answer_ticket",
    "cards",
    "box",
    "inherit",
    "raise",
    "steward",
    "host",
    "leave",
    "note",
    "experiment",
    "story",
    "cleared",
    "led_to",
    "told_what_happened",
    "asked_again",
    "printed",
    "withdrawn",
    "destroyed",
    "handed_on",
    "goal",
    "measure",
    "read",
    "lock",
    "rebase_refused",
    "promised",
    "serves",
}


class Stage:
    def __init__(self, place: Place) -> None:
        self.place = place
        self.organisations: dict[str, Organisation] = {}
        self.people: dict[str, Member] = {}
        self.claims: dict[str, Claim] = {}
        self.tickets: dict[str, Ticket] = {}
        self.stories: dict[str, Story] = {}
        self.experiments: dict[str, Experiment] = {}
        self.led_later: dict[str, list[str]] = {}  # stories, by the experiment to which they led
        self.goals: dict[str, Goal] = {}
        self.measures: dict[str, Measure] = {}
        self.brings: dict[str, Member] = {}  # of a measure: who brings its numbers
        self.counts: dict[str, tuple[int, int]] = {}  # of a percentage: of how few to how many people it is

    def bring(self, key: str, one: dict[str, Any], at: datetime) -> None:
        """Somebody of the file comes into the place."""
        number = len(self.people) + 1
        home = self.organisations.get(one.get("in", ""))
        person = Person(
            name=one["name"],
            post=one["post"],
            email=_address(one["name"], one["in"]) if one["reached"] == "mail" else "",
            phone=f"07700 900{number:03}" if one["reached"] != "none" else "",  # Ofcom's numbers for drama
            organisation=home,
            works=one.get("works", True),
            asked=one.get("asked", False),
            perspectives=one["as"],
            channel=one["reached"],
            steward=one.get("steward", False),
            convenor=one.get("convenor", False),
            moderator=one.get("moderator", False),
        )
        self.people[key] = add_member(place=self.place, person=person, by=None, at=at)

    def named(self, keys: list[str]) -> list[Named]:
        return [Named(self.organisations.get(key) or self.people[key]) for key in keys]

    def fresh(self, key: str) -> Claim:
        return Claim.objects.select_related("place").get(pk=self.claims[key].pk)

    def falls_due(self, after: date, before: date) -> list[date]:
        """The days between two others on which the date of a claim comes."""
        dates = Claim.objects.filter(place=self.place, due_on__gt=after, due_on__lt=before)
        return sorted({day for day in dates.values_list("due_on", flat=True) if day})

    def ask_whoever_is_due(self, done: Collection[str], at: datetime) -> None:
        """Each counterpart once, on the day the claim was put or fell due: later asking is for `work`.

        `done` are the verbs of the day.
        """
        today = Claim.objects.filter(place=self.place, due_on=day_in(at, self.place.zone))
        if ASKS_NOBODY.issuperset(done) and not today.exists():
            return
        waiting: dict[int, list[Counterpart]] = {}
        for one in people_to_ask(self.place, at):
            if one.round == 0:
                waiting.setdefault(one.member.pk, []).append(one.counterpart)
        members = {member.pk: member for member in Member.objects.filter(place=self.place, pk__in=waiting)}
        for key, counterparts in waiting.items():
            claims.ask(member=members[key], counterparts=counterparts, at=at)


def _address(name: str, organisation: str) -> str:
    """An address that can reach nobody: `.example` is kept for this."""
    words = [word for word in name.replace("’", "").split() if word not in TITLES]
    return f"{'.'.join(dict.fromkeys((words[0], words[-1])))}@{organisation}.example".lower()

"""Every page of the product: its address, and who sees it. A page that is missing here fails a test."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.journeys.filled import Filled


@dataclass(frozen=True, slots=True)
class Row:
    """`name` is the address's name; `who` a first name, in Harrowmere where `place` says so; "" is nobody signed in."""

    name: str
    address: str | Callable[[Filled], str]
    who: str = ""
    place: str = "stowmere"
    what: str = ""
    demo: bool = False

    def at(self, filled: Filled) -> str:
        return self.address(filled) if callable(self.address) else self.address

    def __str__(self) -> str:
        return f"{self.name} {self.what}".strip()


def a(room: str, record: str, act: str = "") -> Callable[[Filled], str]:
    """The page of a record, or of an act upon it."""
    return lambda made: f"/stowmere/{room}/{made.numbers[record]}/{act}"


def link(record: str, who: str, act: str = "") -> Callable[[Filled], str]:
    """What a mail to somebody leads to."""
    return lambda made: f"/a/{made.link_of(record, getattr(made.world, who))}/{act}"


def ticket(name: str, act: str = "") -> Callable[[Filled], str]:
    return lambda made: f"/t/{made.secrets[name]}/{act}"


def secret(name: str) -> Callable[[Filled], str]:
    return lambda made: made.secrets[name]


def story(name: str, act: str = "") -> Callable[[Filled], str]:
    """What the ticket of a story opens."""
    return lambda made: f"/s/{made.secrets[name]}/{act}"


DEMO = "harrowmere"
QUESTIONS = ("mattered", "helped", "you", "readers", "uses", "name", "until", "hear", "true-now")

PAGES = (
    # The house's own specimens
    Row("components", "/-/components/", demo=True),
    Row("answer-sample", "/-/components/answer/", demo=True),
    # Doors
    Row("partnership:front", "/"),
    Row("partnership:front", "/", what="of the demonstration", demo=True),
    Row("partnership:be_list", "/be/", "Priya", DEMO, demo=True),
    Row("claims:code", "/code/"),
    Row("partnership:sign_in", "/sign-in/"),
    Row("partnership:account", "/account/", "Ada"),
    Row("partnership:sign_in_link", secret("sign_in")),
    Row("partnership:sign_in_link", "/sign-in/spent/", what="that does not work"),
    Row("partnership:start", secret("start")),
    # People
    Row("partnership:people", "/stowmere/people/", "Ada"),
    Row("partnership:people", "/harrowmere/people/", "Priya", DEMO, "of the demonstration"),
    Row("partnership:add_member", "/stowmere/people/add/", "Ada"),
    Row("partnership:person", "/stowmere/people/1/", "Ada", what="one's own"),
    Row("partnership:person", "/stowmere/people/3/", "Ada", what="somebody else's"),
    Row("partnership:edit_member", "/stowmere/people/3/edit/", "Ada"),
    Row("partnership:leave", "/stowmere/people/3/leave/", "Ben"),
    Row("partnership:add_organisation", "/stowmere/organisations/add/", "Ada"),
    Row("partnership:organisation", "/stowmere/organisations/1/", "Ada"),
    Row("partnership:edit_organisation", "/stowmere/organisations/1/edit/", "Ada"),
    Row("partnership:notes", "/stowmere/notes/", "Ada"),
    Row("partnership:write_note", "/stowmere/notes/write/", "Ada"),
    Row("partnership:matters", "/stowmere/what-matters/", "Moira", what="of those concerned"),
    Row("partnership:matters", "/aldermouth/what-matters/", "Ada", "aldermouth", "with nothing in it"),
    Row("partnership:follow", "/stowmere/people/3/successor/", "Ada"),
    Row("partnership:became", "/stowmere/organisations/2/became/", "Ada"),
    Row("partnership:host", "/stowmere/organisations/4/host/", "Ada"),
    Row("claims:handover", "/stowmere/people/3/handover/", "Ada"),
    Row("claims:handover_of_house", "/stowmere/organisations/2/handover/", "Ben"),
    Row(
        "claims:handover_of_house",
        "/harrowmere/organisations/4/handover/",
        "Priya",
        DEMO,
        "of what became another",
    ),
    Row("claims:inherit", "/stowmere/people/1/inherit/", "Ada"),
    Row("claims:inherit_for_house", "/stowmere/organisations/3/inherit/", "Tunde"),
    Row("claims:inherit_for_house", "/harrowmere/organisations/10/inherit/", "Priya", DEMO, "decided"),
    Row("partnership:settings", "/stowmere/settings/", "Ada"),
    Row("partnership:bring_in", "/stowmere/bring-in/", "Ada"),
    Row("partnership:check_bring_in", "/stowmere/bring-in/check/", "Ada"),
    # Answering
    Row("claims:answer", link("due", "kofi"), what="a promise"),
    Row("claims:answer", link("steps", "moira"), what="which step"),
    Row("claims:answer", link("box", "moira"), what="a behaviour"),
    Row("claims:answer", link("contested", "kofi"), what="for the second time"),
    Row("claims:answer_as", link("due", "kofi", "yes/")),
    Row("claims:not_you", link("due", "kofi", "not-you/")),
    Row("promises:own_by_link", secret("own")),
    Row("barriers:ticket", ticket("ticket"), what="for a claim"),
    Row("barriers:ticket", ticket("sealed"), what="of a barrier"),
    Row("barriers:ticket", ticket("unsealed"), what="not yet sealed"),
    Row("barriers:ticket_as", ticket("ticket", "no/")),
    # Yours and the record
    Row("claims:yours", "/stowmere/yours/", "Kofi"),
    Row("claims:yours", "/harrowmere/yours/", "Priya", DEMO, "of a convenor"),
    Row("claims:yours", "/harrowmere/yours/", "Kofi", DEMO, "on the ward"),
    Row("claims:yours", "/aldermouth/yours/", "Ruth", "aldermouth", "with nothing in it"),
    Row("claims:ring", "/harrowmere/yours/ring/", "Priya", DEMO),
    Row("claims:for_them", lambda made: f"/stowmere/people/{made.people['nora']}/asks/", "Tunde"),
    Row(
        "claims:write_for",
        lambda made: f"/stowmere/people/{made.people['nora']}/asks/{made.numbers['for_nora']}/",
        "Tunde",
    ),
    Row("claims:not_spoken", "/harrowmere/yours/not-spoken/", "Priya", DEMO),
    Row("claims:help_in", a("claims", "spoken", "in/"), "Kofi"),
    Row("claims:introduce", a("claims", "spoken", "talk/"), "Kofi"),
    Row("claims:show", a("claims", "helped"), "Ben", what="on which somebody is in"),
    Row("claims:help_came", a("claims", "helped", "help/1/came/"), "Ben"),
    Row("bundle:exports", "/stowmere/exports/", "Ada", what="of a steward"),
    Row("bundle:exports", "/stowmere/exports/", "Ruth", what="of a member"),
    Row("claims:record", "/harrowmere/record/", "Priya", DEMO),
    Row("claims:record", "/harrowmere/record/?words=bed", "Priya", DEMO, "searched"),
    Row("claims:record", "/harrowmere/record/?as-at=2026-06-30", "Priya", DEMO, "as at a past day"),
    Row("claims:record", "/harrowmere/record/?as-at=2019-01-01", "Priya", DEMO, "before the place was there"),
    Row("claims:record", "/aldermouth/record/", "Ada", "aldermouth", "with nothing in it"),
    # One claim
    Row("claims:put", "/stowmere/claims/put/", "Ben"),
    Row("claims:put_kind", "/stowmere/claims/put/coproduced/", "Ben", what="with no offer"),
    Row("claims:put_kind", "/stowmere/claims/put/sacrifice/", "Ben", what="beside its mirror"),
    Row("claims:put_kind", "/stowmere/claims/put/account/", "Ben", what="in three boxes"),
    Row("claims:put_kind", "/stowmere/claims/put/decision/", "Ruth", what="in five lines"),
    Row("claims:put_kind", "/stowmere/claims/put/skill/", "Ben", what="with its levels"),
    Row("claims:show", a("claims", "contested"), "Ben", what="contested, to its claimant"),
    Row("claims:show", a("claims", "spoken"), "Kofi", what="on which somebody spoke unasked"),
    Row("claims:show", a("claims", "amount"), "Kofi", what="with an amount"),
    Row("claims:show", a("claims", "signed"), "Kofi", what="a goal to sign"),
    Row("claims:show", a("claims", "account"), "Ben", what="an account"),
    Row("claims:show", a("claims", "decision"), "Kofi", what="decided outside a meeting"),
    Row("claims:show", a("claims", "paid"), "Moira", what="what somebody is owed"),
    Row("claims:amount", a("claims", "amount", "amount/"), "Kofi"),
    Row("claims:licences", "/stowmere/claims/just-do-it/", "Ruth"),
    Row("claims:licences", "/aldermouth/claims/just-do-it/", "Ruth", "aldermouth", "with nothing in it"),
    Row("claims:skills", "/stowmere/claims/skills/", "Tunde"),
    Row("claims:skills", "/aldermouth/claims/skills/", "Ruth", "aldermouth", "with nothing in it"),
    Row("claims:show", a("claims", "box"), "Ben", what="with a box"),
    Row("claims:add", a("claims", "spoken", "add/"), "Tunde"),
    Row("claims:reply", a("claims", "contested", "reply/"), "Ben"),
    Row("claims:withdraw", a("claims", "spoken", "withdraw/"), "Ben"),
    Row("claims:erase", a("claims", "contested", "erase/"), "Kofi"),
    Row("claims:message", a("claims", "spoken", "message/"), "Ben"),
    Row("claims:hand_out", a("claims", "spoken", "ticket/"), "Tunde"),
    Row("claims:put_again", a("claims", "longterm", "again/"), "Ben"),
    Row("claims:line", "/stowmere/mirror/line/", "Ada"),
    Row("requests:put", "/stowmere/requests/put/", "Tunde"),
    Row("requests:show", a("requests", "request"), "Kofi", what="to whoever was asked"),
    Row("requests:show", a("requests", "refused"), "Tunde", what="refused, to its asker"),
    Row("requests:refuse", a("requests", "request", "refuse/"), "Kofi"),
    # Promises
    Row("promises:put", "/stowmere/promises/put/", "Ben"),
    Row("promises:hear", "/stowmere/promises/hear/", "Tunde"),
    Row("promises:bring_in", "/stowmere/promises/bring-in/", "Ada", what="with nothing to bring in"),
    Row("promises:ask_about", "/stowmere/promises/ask-about/", "Tunde"),
    Row("promises:show", a("promises", "promise"), "Kofi", what="to whom it was made"),
    Row("promises:show", a("promises", "promise"), "Ben", what="to its promiser"),
    Row("promises:show", a("promises", "heard"), "Kofi", what="heard, to its promiser"),
    Row("promises:show", "/harrowmere/promises/1/", "Priya", DEMO, "of the demonstration"),
    Row("promises:show", "/harrowmere/promises/1/?as-at=2026-06-30", "Priya", DEMO, "as at a past day"),
    Row("promises:own", a("promises", "heard", "own/"), "Kofi"),
    Row("promises:respond", a("promises", "promise", "respond/"), "Kofi"),
    Row("promises:move", a("promises", "promise", "move/"), "Ben"),
    Row("promises:kept", a("promises", "promise", "kept/"), "Ben"),
    # Offers
    Row("offers:put", "/stowmere/offers/put/", "Ben"),
    Row("offers:show", a("offers", "offer"), "Desmond", what="to whom it is made"),
    Row("offers:show", a("offers", "offered"), "Ben", what="claimed, to its organiser"),
    Row("offers:show", a("offers", "steps"), "Moira", what="with no offer"),
    Row("offers:claim", a("offers", "offer", "step/"), "Ben"),
    Row("offers:owe", a("offers", "offer", "owe/"), "Ben"),
    Row("offers:hand_out", a("offers", "offer", "ticket/"), "Tunde"),
    Row("offers:cards", a("offers", "steps", "cards/"), "Ben", what="of which none are out"),
    Row("offers:open_cards", a("offers", "steps", "cards/open/"), "Ben"),
    Row("offers:cards", a("offers", "cards", "cards/"), "Ben", what="that are out"),
    Row("offers:cards", a("offers", "cards_closed", "cards/"), "Kofi", what="that were closed"),
    Row("offers:show", a("offers", "cards"), "Ben", what="with cards out"),
    Row("offers:show", a("offers", "cards_closed"), "Kofi", what="with what cards say"),
    Row("offers:more_cards", a("offers", "cards", "cards/more/"), "Ben"),
    Row("offers:slips", a("offers", "cards", "cards/print/"), "Ben"),
    Row("offers:paper", a("offers", "cards", "cards/paper/"), "Ben"),
    Row("offers:write_card", a("offers", "cards", "cards/write/"), "Tunde"),
    Row("offers:card", secret("card"), what="to fill in"),
    Row("offers:card", secret("card_in"), what="that is in"),
    Row("offers:card", secret("card_shown"), what="with what all said"),
    Row("offers:card", secret("room"), what="for a room"),
    # Barriers
    Row("barriers:raise", "/stowmere/barriers/raise/", "Ruth"),
    Row("barriers:list", "/stowmere/barriers/", "Ruth"),
    Row("barriers:list", "/harrowmere/barriers/", "Priya", DEMO, "of the demonstration"),
    Row("barriers:list", "/aldermouth/barriers/", "Ada", "aldermouth", "with nothing in it"),
    Row("barriers:poster", "/stowmere/barriers/poster/", "Ada"),
    Row("barriers:signposts", "/stowmere/barriers/elsewhere/", "Ada"),
    Row("barriers:raise_quietly", "/stowmere/barriers/raise/quietly/"),
    Row("barriers:tell_stewards", "/stowmere/barriers/raise/to-stewards/", "Ruth"),
    Row("barriers:slip", a("barriers", "raised", "slip/"), "Ruth"),
    Row("barriers:me_too_quietly", secret("me_too")),
    Row("barriers:hand_on", a("barriers", "raised", "hand-on/"), "Kofi"),
    Row("barriers:show", a("barriers", "same"), "Tunde", what="the same as another"),
    Row("barriers:mine", a("barriers", "told", "mine/"), "Ruth"),
    Row("barriers:show", a("barriers", "told"), "Tunde", what="whose raiser only stewards know"),
    Row("barriers:show", a("barriers", "raised"), "Kofi", what="raised"),
    Row("barriers:show", a("barriers", "gone"), "Ruth", what="said gone, to whoever raised it"),
    Row("barriers:take", a("barriers", "raised", "take/"), "Kofi"),
    Row("barriers:refuse", a("barriers", "raised", "refuse/"), "Kofi"),
    Row("barriers:say_gone", a("barriers", "taken", "gone/"), "Kofi"),
    # Telling a story, and its ticket
    Row("stories:tell", "/stowmere/stories/tell/"),
    Row("stories:tell", "/aldermouth/stories/tell/", place="aldermouth", what="where nobody reads them"),
    Row("stories:first", "/stowmere/stories/tell/happened/"),
    *(Row("stories:question", story("telling", f"tell/{step}/"), what=step) for step in QUESTIONS),
    Row("stories:check", story("telling", "tell/")),
    Row("stories:write_down", "/stowmere/stories/write/", "Tunde"),
    Row("stories:ticket", story("story"), what="read, edited and answered"),
    Row("stories:ticket", story("story_waits"), what="that waits"),
    Row("stories:add", story("story", "add/")),
    Row("stories:permission", story("story", "permission/")),
    Row("stories:hear", story("story", "hear/")),
    Row(
        "stories:outcome",
        lambda made: f"/s/{made.secrets['story']}/outcomes/{made.numbers['because']}/",
    ),
    Row("stories:withdraw", story("story", "withdraw/")),
    # Reading stories
    Row("goals:list", "/stowmere/goals/", "Ruth"),
    Row("goals:list", "/aldermouth/goals/", "Ada", "aldermouth", "with nothing in it"),
    Row("goals:choose", "/stowmere/goals/choose/", "Moira"),
    Row("goals:horizons", "/stowmere/goals/horizons/", "Ruth"),
    Row("goals:show", "/stowmere/goals/1/", "Ruth"),
    Row("goals:show", "/stowmere/goals/2/", "Moira", what="that nobody who uses the services chose"),
    Row("goals:end", "/stowmere/goals/1/end/", "Moira"),
    Row("goals:list", "/harrowmere/goals/", "Moira", DEMO, "of the demonstration"),
    Row("goals:show", "/harrowmere/goals/1/", "Moira", DEMO, "whose new beginning was refused"),
    Row("goals:show", "/harrowmere/goals/2/", "Alan", DEMO, "of which success is claimed"),
    Row("goals:show", "/saltreach/goals/1/", "Carol-Anne", "saltreach", "that was better, and is not now"),
    Row("goals:show", "/kelderdale/goals/2/", "Hannah", "kelderdale", "that has not changed"),
    Row("goals:horizons", "/harrowmere/goals/horizons/", "Priya", DEMO, "of the demonstration"),
    Row("goals:framings", "/kelderdale/goals/2/framings/", "Hannah", "kelderdale", "of the demonstration"),
    Row("goals:framings", "/stowmere/goals/1/framings/", "Ruth"),
    Row("goals:framings", "/stowmere/goals/2/framings/", "Ruth", what="with none"),
    Row("goals:frame", "/stowmere/goals/1/framings/write/", "Ruth"),
    Row("goals:need", "/stowmere/goals/1/needs/add/", "Ruth"),
    Row("goals:promise", "/stowmere/goals/1/needs/2/promise/", "Ruth"),
    Row("hour:promise_it", "/stowmere/goals/1/needs/2/promise-it/", "Ruth"),
    Row("goals:serve", "/stowmere/goals/1/serves/", "Ruth"),
    Row("goals:matter", "/stowmere/goals/2/what-matters/", "Ruth"),
    Row("goals:say", "/stowmere/goals/1/say/signed/", "Ruth"),
    Row("goals:sets", "/stowmere/goals/sets/", "Ada", what="with none picked"),
    Row("goals:sets", "/harrowmere/goals/sets/", "Priya", DEMO),
    Row("goals:set", "/harrowmere/goals/sets/bcf-2025-26/", "Priya", DEMO),
    Row("goals:set", "/stowmere/goals/sets/bcf-2025-26/", "Ruth", what="that is not picked"),
    Row("goals:tie", "/harrowmere/goals/sets/bcf-2025-26/metrics/discharge-delay/", "Priya", DEMO),
    Row("goals:quarter", "/harrowmere/goals/sets/bcf-2025-26/2025-26-q4/", "Priya", DEMO),
    Row("goals:measures", "/stowmere/measures/", "Ruth"),
    Row("goals:measures", "/aldermouth/measures/", "Ada", "aldermouth", "with nothing in it"),
    Row("goals:begin_measure", "/stowmere/measures/begin/", "Ruth"),
    Row("goals:measure", "/stowmere/measures/1/", "Ruth"),
    Row("goals:measure", "/stowmere/measures/2/", "Kofi", what="of few people"),
    Row("goals:measure", "/stowmere/measures/3/", "Ruth", what="without a number"),
    Row("goals:measures", "/harrowmere/measures/", "Dawn", DEMO, "of the demonstration"),
    Row("goals:measure", "/harrowmere/measures/1/", "Moira", DEMO, "whose new beginning was refused"),
    Row("goals:measure", "/harrowmere/measures/3/", "Alan", DEMO, "with too few points to say anything"),
    Row("goals:measure", "/saltreach/measures/3/", "Fran", "saltreach", "of shares of few people"),
    Row(
        "goals:measure",
        "/saltreach/measures/3/",
        "Carol-Anne",
        "saltreach",
        "of which nobody else sees a number",
    ),
    Row("goals:bring", "/stowmere/measures/1/bring/", "Ada"),
    Row("goals:bring", "/stowmere/measures/2/bring/", "Kofi", what="that others bring"),
    Row("goals:target", "/stowmere/measures/1/target/", "Ruth"),
    Row("goals:lock", "/stowmere/measures/1/lock/", "Ruth"),
    Row("goals:forecast", "/stowmere/measures/1/forecast/", "Ruth"),
    Row("goals:rebase", "/stowmere/measures/1/rebase/", "Ben"),
    Row("stories:stories", "/stowmere/stories/", "Ruth"),
    Row("stories:stories", "/aldermouth/stories/", "Ada", "aldermouth", "with nothing in it"),
    Row("stories:show", a("stories", "story"), "Ruth"),
    Row("stories:show", a("stories", "story_gone"), "Ruth", what="taken back"),
    Row("stories:copy", a("stories", "story", "copy/"), "Ruth"),
    Row("stories:public", "/stowmere/stories/public/"),
    # What comes of a story, and what keeps tellers and others safe
    Row("stories:reply", a("stories", "story", "reply/"), "Kofi"),
    Row("stories:changed", a("stories", "story", "changed/"), "Kofi"),
    Row("stories:led_to", a("stories", "story", "led-to/"), "Kofi"),
    Row("stories:destroyed", a("stories/copies", "copies"), "Ruth"),
    Row("stories:queue", "/stowmere/stories/moderate/", "Tunde"),
    Row("stories:moderate", a("stories/moderate", "story_waits"), "Tunde", what="that waits"),
    Row("stories:moderate", a("stories/moderate", "story"), "Tunde", what="that was read before"),
    Row("stories:concern", a("stories/moderate/concerns", "concern"), "Tunde", what="to hand on"),
    Row("stories:concern", a("stories/moderate/concerns", "concern_handed_on"), "Tunde", what="handed on"),
    Row("stories:complaint", a("stories/moderate/complaints", "complaint"), "Tunde", what="about a story"),
    Row("stories:complaint", a("stories/moderate/complaints", "complaint_data"), "Tunde", what="about data"),
    Row("stories:policy", "/stowmere/stories/policy/"),
    Row("stories:log", "/stowmere/stories/log/", "Ruth"),
    Row("stories:complain", a("stories", "story", "complain/")),
    Row("stories:complain_data", "/stowmere/complain/"),
    Row("stories:asked", lambda made: f"/s/{made.secrets['story']}/complaints/{made.numbers['complaint']}/"),
    # The hour together
    Row("hour:show", "/harrowmere/hour/", "Priya", DEMO),
    Row("hour:show", "/stowmere/hour/", "Ada", what="under way"),
    Row("hour:write", "/stowmere/hour/promise/", "Ada"),
    # A programme, and a place that is in it
    Row("programme:show", "/northern-reach/programme/", "Sam", "northern-reach", "of its lead"),
    Row("programme:show", "/kelderdale/programme/", "Jo", "kelderdale", "of a steward of a place"),
    Row("programme:show", "/aldermouth/programme/", "Ada", "aldermouth", "of a place that is in none"),
    Row("programme:invite", "/northern-reach/programme/invite/", "Sam", "northern-reach"),
    Row("programme:join", secret("join"), "Ada", "aldermouth"),
    Row("programme:join", "/northern-reach/programme/join/spent/", what="with a link that has run out"),
    Row("programme:share", "/kelderdale/programme/northern-reach/sees/", "Jo", "kelderdale"),
    Row("programme:name_who_answers", "/kelderdale/programme/northern-reach/people/", "Jo", "kelderdale"),
    Row("promises:show", "/northern-reach/promises/1/", "Sam", "northern-reach", "made to 45 places"),
    Row("barriers:show", "/northern-reach/barriers/5/", "Sam", "northern-reach", "brought by a place"),
    Row("barriers:show", "/kelderdale/barriers/18/", "Jo", "kelderdale", "taken to a programme"),
    Row("barriers:escalate", a("barriers", "raised", "to/upland-reach/"), "Ada"),
    Row("requests:escalate", a("requests", "request", "to/upland-reach/"), "Tunde"),
    # The Mirror
    Row("mirror:mirror", "/harrowmere/mirror/", "Priya", DEMO),
    Row(
        "mirror:mirror", "/harrowmere/mirror/?as-at=2026-09-30&compare=2026-06-30", "Priya", DEMO, "compared"
    ),
    Row("mirror:mirror", "/saltreach/mirror/", "Fran", "saltreach", "of Saltreach"),
    Row("mirror:mirror", "/kelderdale/mirror/", "Aled", "kelderdale", "of Kelderdale"),
    Row("mirror:mirror", "/aldermouth/mirror/", "Ada", "aldermouth", "with nothing in it"),
    Row("mirror:table", "/harrowmere/mirror/table/", "Priya", DEMO),
    Row("mirror:message", "/harrowmere/mirror/9/", "Priya", DEMO),
    Row("mirror:message", "/harrowmere/mirror/3/", "Alan", DEMO, "to a chief executive"),
    # What is tried
    Row("experiments:list", "/stowmere/experiments/", "Ruth"),
    Row("experiments:list", "/harrowmere/experiments/", "Priya", DEMO, "of the demonstration"),
    Row("experiments:list", "/aldermouth/experiments/", "Ada", "aldermouth", "with nothing in it"),
    Row("experiments:put", "/stowmere/experiments/try/", "Ruth"),
    Row("experiments:show", a("experiments", "planned"), "Ruth", what="planned"),
    Row("experiments:show", a("experiments", "doing"), "Ruth", what="being tried"),
    Row("experiments:show", a("experiments", "studied"), "Ruth", what="to be decided"),
    Row("experiments:show", "/harrowmere/experiments/5/", "Priya", DEMO, "the third of three tries"),
    Row("experiments:show", "/harrowmere/experiments/7/", "Priya", DEMO, "contested by ward 12"),
    Row("experiments:show", "/saltreach/experiments/6/", "Fran", "saltreach", "that was stopped"),
    Row(
        "experiments:show",
        "/kelderdale/experiments/5/",
        "Hannah",
        "kelderdale",
        "of which nothing has come yet",
    ),
    Row("experiments:stopped", "/harrowmere/experiments/stopped/", "Priya", DEMO, "of the demonstration"),
    Row("experiments:change", a("experiments", "planned", "change/"), "Ruth"),
    Row("experiments:happened", a("experiments", "doing", "happened/"), "Ruth"),
    Row("experiments:study", a("experiments", "doing", "came/"), "Ruth"),
    Row("experiments:led_to", a("experiments", "doing", "led-to/"), "Ruth"),
    Row("experiments:serve", a("experiments", "doing", "goal/"), "Ruth"),
    Row("experiments:decide", a("experiments", "studied", "abandon/"), "Ruth"),
    Row("experiments:stopped", "/stowmere/experiments/stopped/", "Kofi"),
    Row("experiments:stopped", "/aldermouth/experiments/stopped/", "Ada", "aldermouth", "with nothing in it"),
    Row("experiments:foresight", "/stowmere/experiments/foresight/", "Ruth"),
    # Threads
    Row("threads:show", "/harrowmere/threads/stories/3/", "Priya", DEMO, "of a story"),
    Row(
        "threads:show", "/harrowmere/threads/barriers/5/?as-at=2026-06-30", "Priya", DEMO, "as at a past day"
    ),
    Row("threads:show", a("threads/promises", "promise"), "Kofi", what="of what is tied to nothing"),
    Row("stories:show", "/kelderdale/stories/6/", "Jo", "kelderdale", "in two languages"),
    Row("stories:show", "/saltreach/stories/4/", "Fran", "saltreach", "for one group"),
)

# What is only ever pressed: opening its address must do nothing.
PRESSED = {
    "partnership:sign_out", "partnership:end_session", "partnership:end_other_sessions",
    "partnership:remove_passkey", "partnership:withdraw_note", "partnership:end_matter", "partnership:be", "partnership:appoint",
    "claims:help_back", "claims:know_too", "claims:adopt", "claims:answer_here",
    "hour:begin", "hour:end", "goals:pick", "goals:unpick", "goals:end_need", "experiments:begin",
    "bundle:export_mine", "bundle:export_organisation", "bundle:export_ask", "bundle:export_agree",
    "bundle:export_take",
    "promises:accept", "promises:ask",
    "stories:still", "stories:forget", "stories:flag", "stories:send_on", "stories:acknowledge",
    "barriers:stops_me_too", "barriers:merge",
    "offers:join", "offers:close_cards", "offers:erase_words",
}  # fmt: skip

# Pages that a table cannot open, and the test that looks at them.
ELSEWHERE = {
    "partnership:sign_in_code": "test_signing_in.py",  # only in the browser that asked for a code
    "partnership:passkey": "test_signing_in.py",  # only at an address with a name
    "partnership:add_passkey": "test_signing_in.py",
    "goals:draft_text": "../goals/test_sets_pages.py",  # a file to take away
    "goals:draft_workbook": "../goals/test_sets_pages.py",
    "stories:leave": "test_stories.py",  # leads to another site
}

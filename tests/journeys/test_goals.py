"""A goal by keyboard: chosen by a carer, what it takes, promised from the goal itself, and framed side by side."""

from __future__ import annotations

from tests.journeys.conftest import Sit
from tests.journeys.site import Site


def test_a_goal_is_chosen_its_need_is_nobodys_then_promised_and_two_partners_frame_it(
    site: Site, sit: Sit
) -> None:
    moira = sit(site.world.moira)
    moira.open("/aldermouth/goals/")
    moira.leave_to("Choose a goal")
    moira.type("What should be different?", "When I am well enough to go home, I go home")
    moira.type("For whom?", "Older people on a ward")
    moira.press("every carer here", "Space")
    moira.leave_to("Write it down")
    moira.reads("Nobody has said yet what it takes.", "Every carer here")
    here = moira.page.url
    moira.leave_to("Add something that is needed")
    moira.type("What is needed?", "A bed on Sundays")
    moira.leave_to("Add it to the list")
    moira.reads("One thing is needed. It is nobody’s.")
    moira.looks()

    ben = sit(site.world.ben)
    ben.open(here)
    ben.leave_to("I promise this: A bed on Sundays")
    ben.choose("Who is it made to?", "Aldermouth Council")
    ben.leave_to("Promise it")
    ben.reads("One thing is needed. It is promised.")
    ben.leave_to("Read them side by side")
    ben.leave_to("Write how you see it")
    ben.type("How do you see the problem?", "Nobody can sign on a Sunday")
    ben.leave_to("Put it beside the others")
    ben.reads("Nobody who uses the services has written how they see it.")

    moira.open(f"{here}framings/")
    moira.leave_to("Write how you see it")
    moira.type("How do you see the problem?", "I waited, and nobody rang")
    moira.leave_to("Put it beside the others")
    moira.reads("I waited, and nobody rang", "Nobody can sign on a Sunday")
    moira.looks()

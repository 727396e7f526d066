"""The tutorial works, press by press, as it is written."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from counterpoint.analysis.calendar import add_working_days
from counterpoint.partnership.actions import founding_link
from counterpoint.work import loop
from tests.docs.browser import Browser, Forms
from tests.docs.pages import DOCS

FOUNDER = {
    "place": "Brookham", "name": "Ada Quill", "organisation": "Brookham Council", "post": "Integration lead",
    "email": "ada@brookham.example",
}  # fmt: skip


def pressed_in_the_tutorial() -> list[str]:
    """Every button that the tutorial names after "press"."""
    said = " ".join((DOCS / "tutorial" / "first-hour.md").read_text().split())
    return re.findall(r"[Pp]ress \*([^*]+)\*", said)


def letters(folder: Path) -> dict[str, str]:
    """Whom each mail in the outbox is to, and its words."""
    mails = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in folder.glob("*.eml")]
    return {str(mail["to"]): mail.get_body(("plain",)).get_content() for mail in mails}  # type: ignore[union-attr]


@pytest.mark.django_db
def test_the_first_hour_goes_as_it_is_told(settings: Any, tmp_path: Path) -> None:
    settings.OUTBOX = tmp_path
    ada = Browser()
    ada.open(founding_link(at=timezone.now()))
    found, read, again, bring, write, ask = pressed_in_the_tutorial()
    ada.press(found, FOUNDER)
    ada.press(read, file=("actions.csv", (DOCS / "tutorial" / "actions.csv").read_bytes()))
    assert again in ada.page
    ada.press(bring)
    ada.press(write)
    ada.press(ask)
    assert ada.heading == "The Mirror"
    assert ada.loads <= 12

    morning = datetime.combine(add_working_days(timezone.now().date(), 1, "england"), time(10), UTC)
    loop.run(once=True, clock=lambda: morning)
    asked = {to: words for to, words in letters(tmp_path).items() if "Did you say that?" in words}
    assert len(asked) == 5

    words = next(words for to, words in asked.items() if "priya" in to)
    link = re.search(r"http://[^/]+(/p/\S+)", words)
    assert link
    priya = Browser()
    priya.open(link.group(1))
    told = " ".join((DOCS / "tutorial" / "first-hour.md").read_text().split())
    buttons = [one[0] for one in Forms(priya.page).buttons[0]]
    assert buttons
    assert [one for one in buttons if f"*{one}*" not in told] == []
    priya.press("Yes, I said that")
    ada.open("/brookham/promises/1/")
    assert "not yet owned" not in ada.page

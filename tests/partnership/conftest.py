"""Browsers of people, and spreadsheets as partnerships have them."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import pytest
import xlsxwriter
from django.test import Client

from counterpoint.partnership.actions import account_for
from counterpoint.partnership.models import Member
from tests.world import World, build

type Browser = Callable[[Member], Client]


@pytest.fixture
def as_member() -> Browser:
    """The browser of somebody who is signed in."""

    def signed_in(member: Member) -> Client:
        client = Client()
        client.force_login(account_for(member=Member.objects.get(pk=member.pk)))
        return client

    return signed_in


type Sheets = dict[str, Sequence[Sequence[Any]]]

PARTNERS = (
    "Harrowmere Council", "Mere Valley Hospitals NHS Trust", "Linden Community Health NHS Trust",
    "Northern Counties ICB", "Mere Primary Care Network", "Warm Hearth Harrowmere", "Oakhollow Care",
    "Harrowmere Voices",
)  # fmt: skip
FIRST = (
    "Alan", "Beth", "Cleo", "Dawn", "Eric", "Fay", "Gus", "Hope", "Imran", "Jo", "Kofi", "Lee", "Mel", "Noor", "Olu",
    "Parveen", "Qasim", "Ruth", "Susan", "Tomasz",
)  # fmt: skip
LAST = ("Dalby", "Fotheringay", "Ollerenshaw")
ACTIONS = (
    ("Open a Sunday bed at Harbour View", "Alan D (HC)", "31/3/2027"),
    ("Pay home-care invoices within thirty days", "HC", "Mar-27"),
    ("Put a pharmacist on ward 7 at weekends", "Beth Dalby", "by end of Q2"),
    ("Agree one referral form", "TBC", "ASAP"),
    ("Give two days’ notice of each discharge", "Fay Dalby (Warm Hearth Harrowmere)", ""),
)


def people() -> list[list[str]]:
    """58 people, seven of them without e-mail, and two of them written down twice: 60 rows."""
    names = [f"{first} {last}" for last in LAST for first in FIRST][:58]
    rows = []
    for n, name in enumerate(names):
        partner = "Harrowmere Concil" if n == 8 else PARTNERS[n % 8]
        email = "" if n % 8 == 5 and n < 54 else f"{name.lower().replace(' ', '.')}@partner{n % 8}.example"
        rows.append(
            [
                name,
                partner,
                ("director", "nurse", "manager")[n % 3],
                email,
                f"07700 9{n:05}" if not email else "",
            ]
        )
    return [
        *rows,
        ["A. Dalby", PARTNERS[0], "Director", rows[0][3], ""],
        ["Beth Dallby", PARTNERS[1], "nurse", "", ""],
    ]


@pytest.fixture
def quarter() -> Sheets:
    """8 organisations, 60 people (7 without e-mail, 2 twice) and 25 actions."""
    actions = [[f"{ACTIONS[n % 5][0]}, part {n // 5 + 1}", *ACTIONS[n % 5][1:]] for n in range(25)]
    return {
        "Partners": [
            ["Partnership list"],
            [],
            ["Organisation", "ODS code"],
            *([name, ""] for name in PARTNERS),
        ],
        "People": [["Name", "Organistion", "Job title", "E-mail", "Mobile"], *people()],
        "Actions": [["Action", "Lead", "By when"], *actions],
    }


@pytest.fixture
def handful() -> Sheets:
    """Two organisations, five people and two actions: enough, and quickly read."""
    return {
        "People": [
            ["Name", "Organisation", "Job title", "E-mail", "Mobile"],
            ["Susan Dalby", "Harrowmere Council", "director", "s.dalby@hc.example", ""],
            ["Kofi Mensah", "Harrowmere Council", "nurse", "", "07700 900123"],
            ["Ruth Castle", "Harrowmere Council", "nurse", "", ""],
            ["Moira Tatter", "Harrowmere Voices", "", "moira@hv.example", ""],
            ["Des Achebe", "Harrowmere Voices", "carer", "", ""],
        ],
        "Actions": [
            ["Action", "Lead", "By when"],
            ["Open a Sunday bed at Harbour View", "Susan D (Harrowmere Council)", "31/3/2027"],
            ["Agree one referral form", "TBC", "ASAP"],
        ],
    }


def chosen(page: str) -> dict[str, str]:
    """What a browser would send of a page's selects and radio buttons, as they stand."""
    found: dict[str, str] = {}
    for name, options in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        held = re.search(r'<option value="([^"]*)"[^>]* selected', options)
        found[name] = held.group(1) if held else ""
    for tag in re.findall(r'<input[^>]*type="radio"[^>]*>', page):
        if " checked" in tag:
            found[re.findall(r'name="([^"]+)"', tag)[0]] = re.findall(r'value="([^"]+)"', tag)[0]
    return found


def workbook(sheets: Sheets) -> bytes:
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept, {"in_memory": True}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for n, row in enumerate(rows):
                sheet.write_row(n, 0, row)
    return kept.getvalue()


@pytest.fixture
def world(db: None, now: datetime) -> World:
    """These tests found places, or look at every place there is: each has an installation of its own."""
    return build(now)

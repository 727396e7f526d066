"""What people call the columns of their spreadsheets.

For every field two lists: names that mean it, and names that sometimes do. Small letters, marks as spaces,
"e-mail" as "email". The order of the fields is the order in which pages show them.
"""

from collections.abc import Mapping
from enum import StrEnum

type Names = tuple[frozenset[str], frozenset[str]]


class Table(StrEnum):
    ORGANISATIONS = "organisations"
    PEOPLE = "people"
    ACTIONS = "actions"


def _names(means: str, sometimes: str = "") -> Names:
    return frozenset(means.split("|")), frozenset(sometimes.split("|")) - {""}


ORGANISATION = (
    "organisation|organization|organisation name|name of organisation|org|org name|partner|"
    "partner organisation|agency|employer|company|partners|partner name|organisations"
)
WHEN = (
    "by when|due|due date|deadline|target date|date due|complete by|completion date|when|target|"
    "timescale|timeframe|due by|expected completion|target completion date|timeline"
)

CALLED: Mapping[Table, Mapping[str, Names]] = {
    Table.ORGANISATIONS: {
        "name": _names(ORGANISATION, "name|title|owner organisation|lead organisation|lead agency|body"),
        "kind": _names(
            "type|kind|sector|organisation type|type of organisation|org type|category|partner type", "group"
        ),
        "identifier": _names(
            "identifier|ods|ods code|org id|organisation id|charity number|charity no|company number|"
            "code|organisation code|registered number|org code|id code",
            "id|ref|reference|number",
        ),
    },
    Table.PEOPLE: {
        "name": _names(
            "name|full name|contact|contact name|person|member|names|named contact|attendee|staff name",
            "owner|lead|lead officer|action owner|responsible|who|representative|rep|lead name|lead contact",
        ),
        "first": _names("first name|forename|given name|firstname|first|christian name|known as"),
        "last": _names("last name|surname|family name|lastname|second name|last"),
        "organisation": _names(
            ORGANISATION, "works for|team|representing|on behalf of|from|lead organisation|owner organisation"
        ),
        "job": _names(
            "job|job title|post|role|position|title|designation|job role|occupation|post title|role title",
            "grade|team",
        ),
        "email": _names(
            "email|email address|mail|emailaddress|e mail|contact email|work email|owner email|lead email",
            "contact details|address|contact info|contact",
        ),
        "phone": _names(
            "phone|telephone|tel|mobile|phone number|telephone number|mobile number|contact number|"
            "tel no|mob|cell|phone no|mobile no|work phone|telephone no|direct dial|text",
            "number|contact details|contact no",
        ),
        "perspective": _names(
            "perspective|stands as|voice|viewpoint|speaking as|here as|stakeholder group|stakeholder type",
            "type|group|category|capacity",
        ),
    },
    Table.ACTIONS: {
        "what": _names(
            "action|actions|what|task|promise|commitment|agreed action|action agreed|description|"
            "action description|what we will do|details of action|action point|to do|tasks|deliverable|"
            "action required|agreed actions",
            "detail|details|item|activity|notes|summary|subject|issue",
        ),
        "owner": _names(
            "owner|who|lead|action owner|responsible|lead officer|assigned to|responsible person|"
            "person responsible|by whom|action by|owned by|lead person|owner s|assignee|lead s|"
            "action lead|responsibility|accountable",
            "name|contact|person|initials",
        ),
        "owner_organisation": _names(
            "lead organisation|owner organisation|lead agency|responsible organisation|"
            "owning organisation|lead org|owner org|lead partner|organisation responsible|owner agency",
            ORGANISATION,
        ),
        "due": _names(WHEN, "date|completed by|review date|end date|finish"),
        "status": _names(
            "status|progress|state|rag|rag status|done|complete|completed|action status|current status|"
            "outcome",
            "update|open closed|closed|comments",
        ),
        "asked_by": _names(
            "asked by|for whom|for|requested by|raised by|promised to|made to|on behalf of|beneficiary|"
            "requester|asked for by|who asked|to whom|request from",
            "customer|client|source|from|origin",
        ),
        "raised": _names(
            "date raised|raised|date agreed|date set|meeting date|date of meeting|agreed on|raised on|"
            "date added|date logged|opened|start date|date opened|date of action|created|date created|"
            "agreed",
            "date|meeting|when raised|start",
        ),
    },
}

STATUS_WORDS, _ = _names(
    "open|closed|done|complete|completed|in progress|ongoing|not started|overdue|on track|delayed|red|"
    "amber|green|r|a|g|blue|late|yes|no|outstanding|pending|cancelled|on hold|carried forward|started|"
    "finished|stuck|b|not done|partly|part done|underway|under way|to do|blocked|deferred|in hand"
)

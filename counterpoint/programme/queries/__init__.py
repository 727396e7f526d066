"""Reading a programme, and a place's part in one."""

from counterpoint.programme.queries.joined import InvitePage, JoinedPage, invite_page, joined_page
from counterpoint.programme.queries.joining import JoinPage, join_page, people_to_name
from counterpoint.programme.queries.showing import Held, ProgrammePage, held_now, programme_page

__all__ = [
    "Held",
    "InvitePage",
    "JoinPage",
    "JoinedPage",
    "ProgrammePage",
    "held_now",
    "invite_page",
    "join_page",
    "joined_page",
    "people_to_name",
    "programme_page",
]

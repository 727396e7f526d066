"""Reading the Mirror."""

from counterpoint.mirror.queries.figures import mirror_figures, mirror_text
from counterpoint.mirror.queries.opened import MessagePage, message_page
from counterpoint.mirror.queries.pages import Asking, MirrorPage, mirror_page, next_for, page_key

__all__ = [
    "Asking",
    "MessagePage",
    "MirrorPage",
    "message_page",
    "mirror_figures",
    "mirror_page",
    "mirror_text",
    "next_for",
    "page_key",
]

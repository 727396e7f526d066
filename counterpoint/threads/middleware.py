"""What every page of a record may call for: the record's thread. It lies on a floor above them, so it is handed down.

Nothing is read before a template calls it.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from counterpoint.partnership.middleware import me, now
from counterpoint.threads import queries
from counterpoint.web.http import day_asked


def threads(request: HttpRequest) -> dict[str, Any]:
    """A context processor, named in the settings.

    `{{ thread_of("claim", page.number, page.mark, page.caption, page.sentence) }}`; of a story, "story" and no mark.
    """

    def thread_of(what: str, number: int, mark: str, caption: str, words: str) -> SafeString:
        if getattr(request, "member", None) is None:
            return SafeString("")
        here = queries.Here(request.path.split("/")[2], number, mark or what, caption, words)
        part = queries.thread_part(me(request), what, here, now(request), day_asked(request))
        if part is None:
            return SafeString("")
        return SafeString(render_to_string("threads/part.jinja", {"page": part}, using="jinja2"))

    return {"thread_of": thread_of}

"""The whole thread of a record. An unchanged page costs one query."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from counterpoint.partnership.middleware import me, now
from counterpoint.threads import queries
from counterpoint.web.http import day_asked, for_members, page, unchanged


@for_members
def show(request: HttpRequest, slug: str, room: str, number: int) -> HttpResponse:
    asked = me(request), room, number, now(request), day_asked(request)
    held = unchanged(request, queries.thread_key(*asked))
    if held:
        return held
    shown = queries.thread_page(*asked)
    if shown is None:
        raise Http404
    return page(request, "threads/show.jinja", shown)

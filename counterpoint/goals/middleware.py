"""What every page of a claim may call for: what the charts say of a success, or beside an account; which chart is to begin anew.

They lie above it. Nothing is read before a template calls it, and nothing where a claim has none of these.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from counterpoint.goals.queries.account import beside_account
from counterpoint.goals.queries.beginning import asked_of, beginning_asked
from counterpoint.goals.queries.within import within_claim
from counterpoint.partnership.middleware import me, now
from counterpoint.web.http import day_asked

ASKED_OF = {"rebase", "met"}


def charts(request: HttpRequest) -> dict[str, Any]:
    """A context processor, named in the settings: `{{ chart_of(page.number, page.kind, page.sentence) }}`."""

    def chart_of(number: int, kind: str, sentence: str) -> SafeString:
        if getattr(request, "member", None) is None:
            return SafeString("")
        if kind == "account":
            beside = beside_account(me(request), number, now(request), day_asked(request))
            return _drawn("goals/beside.jinja", beside)
        if kind == "rebase":
            asked = beginning_asked(me(request).place, number, day_asked(request))
            return _drawn("goals/beginning.jinja", asked)
        found = within_claim(me(request), number, kind, sentence, now(request), day_asked(request))
        return _drawn("goals/within.jinja", found)

    def charts_asked(slug: str, number: int, kind: str) -> SafeString:
        """For an answer page: nobody may be signed in there."""
        return _drawn("goals/asked.jinja", asked_of(slug, number, now(request)) if kind in ASKED_OF else None)

    return {"chart_of": chart_of, "charts_asked": charts_asked}


def _drawn(template: str, page: object | None) -> SafeString:
    return SafeString(render_to_string(template, {"page": page}, using="jinja2") if page else "")

"""The door of every page of telling and of the ticket: nothing of it stays on the device, and one tap leaves it.

These pages know no cookie, so there is nothing that another site could use: they need no token against forged forms.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Concatenate

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from counterpoint.claims.policies.limits import too_often
from counterpoint.claims.queries.opening import NO_SUCH_LINK, TOO_MANY, StoppedPage
from counterpoint.web.http import for_anyone, page

MOST_WRONG = 60  # in one minute, by everybody together: who tries is not kept
# Where somebody who is being watched would rather be seen.
AWAY = "https://www.bbc.co.uk/weather"

type View[**P] = Callable[Concatenate[HttpRequest, P], HttpResponse]


def quietly[**P](view: View[P]) -> View[P]:
    """For anyone, and kept nowhere on the way: not by the browser, not by what stands between."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        del response["ETag"]
        return response

    return csrf_exempt(require_http_methods(["GET", "HEAD", "POST"])(for_anyone(guarded)))


def nothing_here(request: HttpRequest) -> HttpResponse:
    """A secret that opens nothing: guessed, cut short, of another record, or of a story that was taken back."""
    many = too_often("wrong stories", most=MOST_WRONG, within=timedelta(minutes=1))
    stopped: StoppedPage = TOO_MANY if many else NO_SUCH_LINK
    return page(request, "stories/nothing.jinja", stopped, status=stopped.status)


@quietly
def leave(request: HttpRequest) -> HttpResponse:
    """Away from here at once. The browser drops what it holds of this site, and the next site is not told of it."""
    response = HttpResponseRedirect(AWAY)
    response["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    response["Referrer-Policy"] = "no-referrer"
    return response

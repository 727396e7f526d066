"""Founding a place, with the link that an empty installation prints."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from counterpoint.partnership import actions
from counterpoint.partnership.forms.doors import StartForm
from counterpoint.partnership.middleware import now
from counterpoint.partnership.queries import signing_in
from counterpoint.partnership.views.account import begin_session
from counterpoint.web.http import for_anyone, page


@for_anyone
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, token: str) -> HttpResponse:
    shown = signing_in.start_page(token)
    if shown.why_not:
        return page(request, "partnership/start.jinja", shown, status=410)
    form = StartForm(request.POST if request.method == "POST" else None, programme=shown.programme)
    if form.is_bound and form.is_valid():
        with form.shows_refusals():
            founder = actions.start(
                token=token, beginning=actions.Beginning(**form.cleaned_data), at=now(request)
            )
            begin_session(request, founder.account)
            then = "programme:show" if founder.place.programme else "partnership:bring_in"
            return redirect(then, slug=founder.place.slug)
    return page(request, "partnership/start.jinja", shown, form=form)

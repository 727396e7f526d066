"""For whoever changes how things look: every component in every state, and the frame of an answer."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from counterpoint.web import samples
from counterpoint.web.http import for_anyone, page


@for_anyone
def components(request: HttpRequest) -> HttpResponse:
    _only_where_one_may_look()
    form = samples.SampleForm(samples.WRONG if "wrong" in request.GET else None)
    return page(request, "web/components.jinja", samples.components_page(), form=form)


@for_anyone
def answer(request: HttpRequest) -> HttpResponse:
    _only_where_one_may_look()
    return page(request, "web/answer_sample.jinja", None)


def _only_where_one_may_look() -> None:
    if not (settings.DEBUG or settings.DEMO):
        raise Http404

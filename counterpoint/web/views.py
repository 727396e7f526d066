"""One page of our own: every component in every state, for whoever is changing how things look."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from counterpoint.web import samples
from counterpoint.web.http import for_anyone, page


@for_anyone
def components(request: HttpRequest) -> HttpResponse:
    if not (settings.DEBUG or settings.DEMO):
        raise Http404
    wrong = "wrong" in request.GET
    form = samples.SampleForm(samples.WRONG if wrong else None)
    return page(request, "web/components.jinja", samples.components_page(wrong), form=form, status=200)

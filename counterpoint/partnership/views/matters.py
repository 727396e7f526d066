"""What matters to us: the statements of the people concerned, and what was said of them."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from counterpoint.partnership import actions
from counterpoint.partnership.forms.matters import MatterForm
from counterpoint.partnership.middleware import me, now
from counterpoint.partnership.queries import matters as pages
from counterpoint.web.http import for_members, page


@for_members
@require_http_methods(["GET", "HEAD", "POST"])
def matters(request: HttpRequest, slug: str) -> HttpResponse:
    form = MatterForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        by = me(request)
        with form.shows_refusals():
            actions.write_matter(place=by.place, words=form.cleaned_data["words"], by=by, at=now(request))
            return redirect("partnership:matters", slug=slug)
    return page(
        request, "partnership/matters.jinja", pages.matters_page(me(request), now(request)), form=form
    )


@for_members
@require_POST
def end(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    matter = pages.matter_numbered(me(request).place, number)
    if matter is None:
        raise Http404
    actions.end_matter(matter=matter, by=me(request), at=now(request))
    return redirect("partnership:matters", slug=slug)

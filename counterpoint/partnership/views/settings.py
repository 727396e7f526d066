"""What stewards may set."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from counterpoint.partnership import actions
from counterpoint.partnership.forms.people import PlaceForm
from counterpoint.partnership.middleware import me, now
from counterpoint.partnership.queries.settings import settings_page
from counterpoint.web.http import for_stewards, page


@for_stewards
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest, slug: str) -> HttpResponse:
    member = me(request)
    place = member.place
    initial = {"name": place.name, "issue": place.issue, "nation": place.nation}
    form = PlaceForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_bound and form.is_valid():
        with form.shows_refusals():
            actions.correct_place(place=place, by=member, at=now(request), **form.cleaned_data)
            return redirect("partnership:people", slug=slug)
    return page(request, "partnership/settings.jinja", settings_page(place, now(request)), form=form)

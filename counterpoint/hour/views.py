"""One page to run a partnership's hour from."""

from __future__ import annotations

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from counterpoint.claims.actions import Named
from counterpoint.claims.queries.choosing import directory
from counterpoint.hour import actions, queries
from counterpoint.hour.forms import PromiseForm
from counterpoint.partnership.middleware import me, now
from counterpoint.promises.views import put_with
from counterpoint.web.http import for_members, page


@for_members
def show(request: HttpRequest, slug: str) -> HttpResponse:
    return page(request, "hour/show.jinja", queries.hour_page(me(request), now(request)))


@for_members
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, slug: str) -> HttpResponse:
    """A promise in seconds: a page of its own, which the hour's page draws in where there is script."""
    by, at = me(request), now(request)
    hour = queries.current(by.place, at)
    if hour is None:
        return redirect("hour:show", slug=slug)
    everyone = directory(by.place)
    named, shown = everyone.nameables(), queries.write_page(by.place, at)
    meant = request.GET.get("line", "")
    form = PromiseForm(
        request.POST if request.method == "POST" else None,
        promisers=(*named.people, *named.organisations),
        named=named.all,
        lines=shown.lines,
        initial={"line": meant, "sentence": dict(shown.lines).get(meant, "")},
    )
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        promiser = everyone.person(said["promiser"]) or everyone.organisation(said["promiser"])
        to = everyone.anyone(said["to"])
        if promiser is None or to is None:
            raise Http404
        with form.shows_refusals():
            actions.promise_here(
                hour=hour, sentence=said["sentence"], promiser=promiser, to=Named(to), due_on=said["due_on"], by=by, at=at,
                line=queries.line_said(by, said.get("line", ""), at),
            )  # fmt: skip
            return redirect(f"{reverse('hour:show', kwargs={'slug': slug})}#written")
    template = "hour/write_here.jinja" if request.headers.get("HX-Request") else "hour/write.jinja"
    return page(request, template, shown, form=form)


@for_members
def promise_it(request: HttpRequest, slug: str, number: int, line: int) -> HttpResponse:
    """ "I promise this", on a goal: the form of promises with the words of the line, to which it ties itself.

    It lies here, above both: goals know no promises, and promises no goals.
    """
    need = queries.line_said(me(request), f"{number}.{line}", now(request))
    if need is None:
        raise Http404
    shown = queries.line_page(me(request), need)
    filled = {"sentence": str(need.words), "horizon": need.goal.horizon}
    return put_with(request, shown, filled, partial(actions.promise_line, line=need), then=shown.back_url)


@for_members
@require_POST
def begin(request: HttpRequest, slug: str) -> HttpResponse:
    actions.begin_hour(place=me(request).place, by=me(request), at=now(request))
    return redirect("hour:show", slug=slug)


@for_members
@require_POST
def end(request: HttpRequest, slug: str) -> HttpResponse:
    hour = queries.current(me(request).place, now(request))
    if hour is not None:
        actions.end_hour(hour=hour, by=me(request), at=now(request))
    return redirect("hour:show", slug=slug)

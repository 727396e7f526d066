"""Metric sets over HTTP: picked, answered by measures, and a quarter drafted from the record."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from counterpoint.goals.actions import sets as actions
from counterpoint.goals.forms.sets import MetricForm
from counterpoint.goals.policies import sets as policies
from counterpoint.goals.queries import sets as pages
from counterpoint.goals.queries.sets_draft import text_of, workbook_of
from counterpoint.goals.queries.sets_quarter import quarter_page
from counterpoint.goals.queries.then import View
from counterpoint.partnership.middleware import me, now
from counterpoint.web.http import for_members, page, unchanged

if TYPE_CHECKING:
    from counterpoint.analysis.metric_sets import MetricSet
    from counterpoint.goals.queries.sets_quarter import QuarterPage

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@for_members
def sets(request: HttpRequest, slug: str) -> HttpResponse:
    return page(request, "goals/sets.jinja", pages.sets_page(me(request), now(request)))


@for_members
def show(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    return page(request, "goals/set.jinja", pages.set_page(me(request), _set(key), now(request)))


@require_POST
@for_members
def pick(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    actions.pick(place=me(request).place, metrics=_set(key), by=me(request), at=now(request))
    return redirect("goals:set", slug=slug, key=key)


@require_POST
@for_members
def unpick(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    actions.unpick(place=me(request).place, metrics=_set(key), by=me(request), at=now(request))
    return redirect("goals:sets", slug=slug)


@for_members
def tie(request: HttpRequest, slug: str, key: str, metric: str) -> HttpResponse:
    member, metrics = me(request), _set(key)
    found = metrics.metric(metric)
    if found is None:
        raise Http404
    choices = pages.measure_choices(member, found, now(request))
    form = MetricForm(request.POST or None, choices=choices)
    if request.method == "POST" and form.is_valid():
        chosen = pages.measure_chosen(member, form.cleaned_data["measure"], choices)
        with form.shows_refusals():
            actions.tie(
                place=member.place, metrics=metrics, metric=found, measure=chosen, by=member, at=now(request)
            )
            return redirect("goals:set", slug=slug, key=key)
    return page(request, "goals/set_tie.jinja", pages.tie_page(member, metrics, found), form=form)


@for_members
def quarter(request: HttpRequest, slug: str, key: str, quarter: str) -> HttpResponse:
    same = unchanged(request, View(me(request), now(request)).key(f"{_set(key)!r}|{quarter}"))
    if same is not None:
        return same
    shown = _quarter(request, key, quarter)
    return page(request, "goals/sets_quarter.jinja", replace(shown, draft=text_of(shown)))


@for_members
def draft_text(request: HttpRequest, slug: str, key: str, quarter: str) -> HttpResponse:
    words = text_of(_quarter(request, key, quarter)).replace("\n", "\r\n")
    return _file(words.encode("utf-8-sig"), "text/plain; charset=utf-8", f"{slug}-{key}-{quarter}.txt")


@for_members
def draft_workbook(request: HttpRequest, slug: str, key: str, quarter: str) -> HttpResponse:
    made = workbook_of(_quarter(request, key, quarter), now(request))
    return _file(made, XLSX, f"{slug}-{key}-{quarter}.xlsx")


def _set(key: str) -> MetricSet:
    found = policies.known_sets().get(key)
    if found is None:
        raise Http404
    return found


def _quarter(request: HttpRequest, key: str, quarter: str) -> QuarterPage:
    metrics = _set(key)
    found = metrics.quarter(quarter)
    shown = quarter_page(me(request), metrics, found, now(request)) if found else None
    if shown is None:
        raise Http404
    return shown


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response

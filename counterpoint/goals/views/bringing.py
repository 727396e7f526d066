"""Bringing the numbers of a measure: paste or choose a file, look at the chart and at how it was read, then keep."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from counterpoint.analysis.readings import Columns, Order
from counterpoint.goals import actions
from counterpoint.goals.forms.measures import BringForm, ChooseForm, ReadForm
from counterpoint.goals.queries import bringing as pages
from counterpoint.goals.queries import large
from counterpoint.goals.queries.bringing import Brought, Said, Sheets, chosen
from counterpoint.goals.queries.sets import metric_meant
from counterpoint.goals.views.measures import measure_of
from counterpoint.partnership.middleware import me, now
from counterpoint.web.http import Refused, for_members, page, takes_files_of

if TYPE_CHECKING:
    from counterpoint.goals.models import Measure

LOST = "This page no longer knows the table. Paste it, or choose the file, once more."
MOST_BYTES = 300_000_000  # a million lines of Fingertips, read in the background
COLUMNS = ("on", "value", "numerator", "denominator", "note")


@takes_files_of(MOST_BYTES)
@for_members
@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    measure = measure_of(request, number)
    empty = pages.bring_page(me(request), measure, metric_meant(me(request), request.GET))
    if empty.why_not:  # what is kept already stands beside what is brought: only for who holds it
        return page(request, "goals/bring.jinja", empty, form=BringForm())
    if "table" in request.POST:
        return _look(request, measure)
    if "file" in request.GET:
        return _of_large(request, measure)
    sent = request.method == "POST"
    form = BringForm(request.POST if sent else None, request.FILES if sent else None)
    if sent and form.is_valid():
        file, words = form.cleaned_data["file"], form.cleaned_data["words"]
        if file and large.is_large(file, file.size):
            held = actions.hold(measure=measure, pieces=file.chunks(), by=me(request), at=now(request))
            return redirect(large.large_page(measure, held).here)
        with form.shows_refusals():
            pages.refuse_too_large(file.size if file else 0)
            sheets = pages.unpacked(file.read() if file else words, file.name if file else "")
            table = pages.carried(sheets)
            return _show(request, measure, table, [(one.name, one.rows) for one in sheets], Said())
    return page(request, "goals/bring.jinja", empty, form=form)


def _of_large(request: HttpRequest, measure: Measure) -> HttpResponse:
    """How far a large file has been read; then which series of it; and that one, as every table."""
    held = large.large_of(request.GET["file"], measure, me(request))
    if held is None:
        raise Http404
    what, where = large.choices_in(held) if held.read else ([], [])
    sent = request.method == "POST" and held.read
    form = ChooseForm(request.POST if sent else None, what=what, where=where)
    if sent and form.is_valid():
        sheet = large.taken_out(held, *(int(form.cleaned_data[name]) for name in ("what", "where")))
        if len(sheet.rows) > 1:
            return _show(request, measure, pages.carried([sheet]), [(sheet.name, sheet.rows)], Said())
        form.refuse(Refused("There is no number of this indicator in this area.", field="where"))
    return page(request, "goals/large.jinja", large.large_page(measure, held), form=form)


def _look(request: HttpRequest, measure: Measure) -> HttpResponse:
    """Read again as it was said; and kept, if that is what was pressed."""
    table = request.POST["table"]
    sheets = pages.opened(table)
    if sheets is None:
        form = BringForm()
        form.is_bound, form.cleaned_data = True, {}
        form.refuse(Refused(LOST, field="words"))
        return page(request, "goals/bring.jinja", pages.bring_page(me(request), measure), form=form)
    said = _said(request.POST)
    if request.POST.get("do") != "keep":
        return _show(request, measure, table, sheets, said)
    brought = pages.read_table(sheets, said, measure, pages.today_of(measure, now(request)))
    try:
        actions.keep(measure=measure, figures=brought.figures, by=me(request), at=now(request))
    except Refused as refused:
        return _show(request, measure, table, sheets, said, refused)
    return redirect(f"/{measure.place.slug}/measures/{measure.number}/")


def _show(
    request: HttpRequest,
    measure: Measure,
    table: str,
    sheets: Sheets,
    said: Said,
    refused: Refused | None = None,
) -> HttpResponse:
    brought = pages.read_table(sheets, said, measure, pages.today_of(measure, now(request)))
    form = _form(table, sheets, brought)
    fields = [name for name in form.fields if name not in ("table", "order")]
    shown = pages.read_page(measure, me(request), brought, fields, now(request))
    if refused:
        form.refuse(refused)
    return page(request, "goals/read.jinja", shown, form=form)


def _form(table: str, sheets: Sheets, brought: Brought) -> ReadForm:
    """As it was read: a form that says what was supposed, and lets one say otherwise."""
    columns, said = brought.columns, brought.said
    at = {name: getattr(columns, name) for name in COLUMNS}
    form = ReadForm(
        {
            "table": table,
            "sheet": str(said.sheet),
            "what": said.what,
            "where": said.where,
            "order": brought.order.value,
            "share": "on" if brought.share else "",
            **{name: "" if column is None else str(column) for name, column in at.items()},
        }
    )
    width = pages.column_choices(sheets[said.sheet if said.sheet < len(sheets) else 0][1])
    choices: dict[str, list[tuple[str, str]]] = {
        "sheet": [(str(place), name or "the first") for place, (name, _) in enumerate(sheets)],
        "what": list(brought.what),
        "where": list(brought.where),
        "on": width,
        **{name: [("", "none of them"), *width] for name in COLUMNS[1:]},
    }
    for name, these in choices.items():
        if len(these) < 2:
            del form.fields[name]
        else:
            form.fields[name].choices = these  # type: ignore[attr-defined]
    if brought.share is None:
        del form.fields["share"]
    return form


def _said(given: QueryDict) -> Said:
    columns: dict[str, Any] = {name: chosen(given, name) for name in COLUMNS}
    on = columns.pop("on")
    order = given.get("order", "")
    return Said(
        sheet=chosen(given, "sheet") or 0,
        what=given.get("what", ""),
        where=given.get("where", ""),
        columns=None if on is None or given.get("do") == "other" else Columns(on, **columns),
        order=Order(order) if order in list(Order) else None,
        share=(given.get("share") == "on") if "shares" in given else None,
    )

"""Bringing in who is here: upload or paste, look at how it was read, and one press."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from counterpoint.partnership import actions
from counterpoint.partnership.forms.bringing_in import BringInForm, CheckForm
from counterpoint.partnership.middleware import me, now
from counterpoint.partnership.queries import bringing_in
from counterpoint.web.http import Refused, for_stewards, page

read_or_send = require_http_methods(["GET", "HEAD", "POST"])


@for_stewards
@read_or_send
def bring_in(request: HttpRequest, slug: str) -> HttpResponse:
    member = me(request)
    if request.POST.get("leave_out"):
        actions.finish_bring_in(place=member.place, by=member)
        return redirect("partnership:bring_in", slug=slug)
    sent = request.method == "POST"
    form = BringInForm(request.POST if sent else None, request.FILES if sent else None)
    if sent and form.is_valid():
        file, words = form.cleaned_data["file"], form.cleaned_data["words"]
        with form.shows_refusals():
            actions.begin_bring_in(
                place=member.place,
                content=file.read() if file else words,
                file_name=file.name if file else "",
                by=member,
                at=now(request),
            )
            return redirect("partnership:check_bring_in", slug=slug)
    return page(
        request, "partnership/bring_in.jinja", bringing_in.bring_in_page(member.place, member), form=form
    )


@for_stewards
@read_or_send
def check(request: HttpRequest, slug: str) -> HttpResponse:
    """How it was read, and what would be done. Columns are corrected here, and doubles told apart."""
    member = me(request)
    row = bringing_in.bring_in_of(member.place, member)
    if row is None:
        return redirect("partnership:bring_in", slug=slug)
    if row.actions is not None:
        return redirect(_promises(slug))
    shown = bringing_in.check_page(row, now(request))
    form = CheckForm(bringing_in.columns_of(shown.tables), shown.doubts, request.POST or None)
    if not form.is_bound or not form.is_valid():
        return page(request, "partnership/check.jinja", shown, form=form)
    columns, answers = form.reading()
    actions.read_again(row=row, columns=columns, answers=answers)
    if request.POST.get("do") != "bring":
        return redirect("partnership:check_bring_in", slug=slug)
    try:
        done = actions.bring_in(row=row, by=member, at=now(request))
    except Refused as refused:
        shown = bringing_in.check_page(row, now(request))
        form = CheckForm(bringing_in.columns_of(shown.tables), shown.doubts, request.POST)
        form.refuse(refused)
        return page(request, "partnership/check.jinja", shown, form=form)
    return redirect(_promises(slug) if done.actions else reverse("partnership:people", kwargs={"slug": slug}))


def _promises(slug: str) -> str:
    """Where the old actions become promises that were heard."""
    return reverse("promises:bring_in", kwargs={"slug": slug})

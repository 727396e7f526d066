"""What bears on the place and its partners."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from counterpoint.analysis.calendar import day_in
from counterpoint.partnership import actions
from counterpoint.partnership.forms.notes import NoteForm
from counterpoint.partnership.middleware import me, now
from counterpoint.partnership.queries import notes as pages
from counterpoint.partnership.queries.people import chosen_organisation
from counterpoint.web.fields import FormPage
from counterpoint.web.http import for_members, page


@for_members
def notes(request: HttpRequest, slug: str) -> HttpResponse:
    return page(request, "partnership/notes.jinja", pages.notes_page(me(request), now(request)))


@for_members
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, slug: str) -> HttpResponse:
    by, at = me(request), now(request)
    choices = pages.about_choices(by)
    if not choices:
        raise Http404
    today = day_in(at, by.place.zone)
    form = NoteForm(
        request.POST if request.method == "POST" else None, about=choices, initial={"about": choices[0][0]}
    )
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        about = None if given["about"] == "place" else chosen_organisation(by.place, given["about"])
        with form.shows_refusals():
            actions.write_note(
                place=by.place, organisation=about, words=given["words"], begins_on=given["begins_on"] or today,
                ends_on=given["ends_on"], by=by, at=at,
            )  # fmt: skip
            return redirect("partnership:notes", slug=slug)
    shown = FormPage(
        title="What bears on you at the moment?",
        button="Write it down",
        back_url=reverse("partnership:notes", kwargs={"slug": slug}),
        lead="An inspection, a hole in the budget, a hard winter. It stands beside what you promise, so that others "
        "know what you carry while you keep it. It excuses nothing, and nobody answers it.",
    )
    return page(request, "web/form.jinja", shown, form=form)


@for_members
@require_POST
def withdraw(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    note = pages.note_numbered(me(request).place, number)
    if note is None:
        raise Http404
    actions.withdraw_note(note=note, by=me(request), at=now(request))
    return redirect("partnership:notes", slug=slug)

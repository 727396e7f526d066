"""One organisation: who is in it, who is asked for it, what it is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from counterpoint.partnership import actions, queries
from counterpoint.partnership.forms.people import EditOrganisationForm, OrganisationForm
from counterpoint.partnership.middleware import me, now
from counterpoint.partnership.queries import people as pages
from counterpoint.web.fields import FormPage
from counterpoint.web.http import for_members, page

if TYPE_CHECKING:
    from counterpoint.partnership.models import Organisation

read_or_send = require_http_methods(["GET", "HEAD", "POST"])


@for_members
def organisation(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    shown = pages.organisation_page(_organisation(request, number), me(request))
    return page(request, "partnership/organisation.jinja", shown)


def _organisation(request: HttpRequest, number: int) -> Organisation:
    found = queries.organisation_numbered(me(request).place, number)
    if found is None:
        raise Http404
    return found


@for_members
@read_or_send
def add(request: HttpRequest, slug: str) -> HttpResponse:
    form = OrganisationForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        member = me(request)
        with form.shows_refusals():
            new = actions.add_organisation(
                place=member.place, by=member, at=now(request), **form.cleaned_data
            )
            return redirect("partnership:organisation", slug=slug, number=new.number)
    shown = FormPage(
        title="Add an organisation",
        button="Add this organisation",
        back_url=reverse("partnership:people", kwargs={"slug": slug}),
        lead="A partner, a charity, or a group of people who use services.",
    )
    return page(request, "web/form.jinja", shown, form=form)


@for_members
@read_or_send
def edit(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    member, theirs = me(request), _organisation(request, number)
    if not pages.organisation_page(theirs, member).may_edit:
        raise Http404
    initial, people = pages.organisation_details(theirs)
    form = EditOrganisationForm(people, request.POST if request.method == "POST" else None, initial=initial)
    if form.is_bound and form.is_valid():
        given = {**form.cleaned_data, "asked": {int(one) for one in form.cleaned_data.get("asked", ())}}
        with form.shows_refusals():
            actions.correct_organisation(organisation=theirs, by=member, at=now(request), **given)
            return redirect("partnership:organisation", slug=slug, number=number)
    back = reverse("partnership:organisation", kwargs={"slug": slug, "number": number})
    shown = FormPage(title=f"Put {theirs.name} right", button="Keep this", back_url=back)
    return page(request, "web/form.jinja", shown, form=form)

"""After a spreadsheet: its old actions become heard promises, and five of their promisers are asked."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from counterpoint.claims.actions import Named
from counterpoint.claims.queries.choosing import Directory, directory
from counterpoint.partnership.actions import finish_bring_in
from counterpoint.partnership.middleware import me, now
from counterpoint.promises import actions, queries
from counterpoint.promises.actions import Heard, Terms
from counterpoint.promises.forms import AskAboutForm, BroughtInForm, Chosen
from counterpoint.web.http import Refused, for_members, page


@for_members
def bring_in(request: HttpRequest, slug: str) -> HttpResponse:
    """The old actions, each a heard promise to be. One press writes them down; nobody is asked yet."""
    shown = queries.bring_in_page(me(request))
    if shown is None:
        return redirect("promises:ask_about", slug=slug)
    if request.method == "POST" and "leave_out" in request.POST:
        finish_bring_in(place=me(request).place, by=me(request))
        return redirect("claims:yours", slug=slug)
    lines = [(one.key, one.promiser, one.to, one.ticked) for one in shown.lines]
    form = BroughtInForm(request.POST or None, lines=lines, to=shown.organisations, promisers=shown.promisers)
    if request.method == "POST" and form.is_valid():
        chosen, everyone = form.chosen(), directory(me(request).place)
        heard = [_heard(shown, one, everyone) for one in chosen]
        try:
            actions.hear_brought_in(place=me(request).place, heard=heard, by=me(request), at=now(request))
        except Refused as refused:
            form.blame(refused, chosen)
        else:
            return redirect("promises:ask_about", slug=slug)
    return page(request, "promises/bring_in.jinja", shown, form=form)


@for_members
def ask_about(request: HttpRequest, slug: str) -> HttpResponse:
    """Five promises to begin with: their promisers get one link each."""
    shown = queries.ask_about_page(me(request), now(request))
    form = AskAboutForm(
        request.POST or None, promises=[(one.key, one.sentence, one.ticked) for one in shown.promises]
    )
    if request.method == "POST" and form.is_valid():
        chosen = set(form.cleaned_data["promises"])
        for promise in queries.not_asked_about(me(request)):
            if str(promise.claim.number) in chosen:
                actions.ask_promiser(promise=promise, by=me(request), at=now(request))
        return redirect(shown.mirror_url)
    return page(request, "promises/ask_about.jinja", shown, form=form)


def _heard(shown: queries.BringInPage, chosen: Chosen, everyone: Directory) -> Heard:
    line = shown.lines[int(chosen.key)]
    person = next(filter(None, map(everyone.person, chosen.promiser)), None)
    house = next(filter(None, map(everyone.organisation, chosen.promiser)), None)
    return Heard(
        sentence=line.words,
        promiser=person,
        promiser_organisation=house,
        named=[Named(one) for one in everyone.all_of([chosen.to])],
        terms=Terms(due_on=line.due_on),
        where=f"{shown.file_name}, {line.row}",
        heard_on=shown.read_on,
    )

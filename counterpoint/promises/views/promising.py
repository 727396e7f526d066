"""Making a promise, and writing down one that was heard."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from counterpoint.analysis.calendar import day_in
from counterpoint.claims.actions import Named
from counterpoint.claims.choices import MESSAGES, Horizon
from counterpoint.claims.queries.choosing import Directory, directory, who_can_be_named, worked_for
from counterpoint.partnership.middleware import me, now
from counterpoint.promises import actions, queries
from counterpoint.promises.actions import Terms
from counterpoint.promises.forms import HearForm, PutForm
from counterpoint.web.http import for_members, page

if TYPE_CHECKING:
    from counterpoint.promises.models import Promise
    from counterpoint.promises.queries import PutPage


@for_members
def put(request: HttpRequest, slug: str) -> HttpResponse:
    asked = request.POST.get("answers") or request.GET.get("answers", "")
    answers = queries.request_answered(me(request), asked, now(request))
    return put_with(
        request,
        queries.put_page(me(request), queries.because_asked(answers) if answers else None),
        {**_offered(request), **_answering(answers)},
        partial(actions.put, answers=answers),
    )


def put_with(
    request: HttpRequest, shown: PutPage, filled: dict[str, Any], keep: Callable[..., Promise], then: str = ""
) -> HttpResponse:
    """The form of a promise. `keep`: what keeps it, for rooms above tie it to something of theirs in the same act.

    `then`: the page that comes next, if it is not the promise's own.
    """
    names = worked_for(me(request))
    form = PutForm(
        request.POST or None,
        named=who_can_be_named(me(request).place, but=me(request)),
        worked_for=names,
        initial={"promiser": names[0][0] if names else "", **filled},
    )
    if request.method == "POST" and form.is_valid():
        said, everyone = form.cleaned_data, directory(me(request).place)
        promiser, sentence = everyone.organisation(said["promiser"]), said["sentence"]
        with form.shows_refusals():
            if promiser:
                keep(
                    place=me(request).place,
                    sentence=sentence,
                    by=me(request),
                    at=now(request),
                    promiser=promiser,
                    terms=_terms(said),
                    named=_named(everyone, form.made_to(), said["others"]),
                )
        claim = queries.promise_put(me(request), sentence, now(request))
        if claim:
            return redirect(then or f"/{me(request).place.slug}/promises/{claim.number}/?put")
    return page(request, "promises/put.jinja", shown, form=form)


def _offered(request: HttpRequest) -> dict[str, str]:
    """What a link that leads here has chosen already on the form's lists. The reader sees it, and may change it."""
    offered = {"horizon": Horizon.values, "message": [str(number) for number in MESSAGES]}
    return {name: request.GET[name] for name, known in offered.items() if request.GET.get(name) in known}


@for_members
def hear(request: HttpRequest, slug: str) -> HttpResponse:
    named = who_can_be_named(me(request).place)
    form = HearForm(
        request.POST or None, named=named, initial={"heard_on": day_in(now(request), me(request).place.zone)}
    )
    if request.method == "POST" and form.is_valid():
        said, everyone = form.cleaned_data, directory(me(request).place)
        promiser, sentence = everyone.person(said["promiser"]), said["sentence"]
        organisation = everyone.organisation(said["promiser_organisation"] or _own_of(promiser))
        with form.shows_refusals():
            actions.hear(
                place=me(request).place,
                sentence=sentence,
                promiser=promiser,
                promiser_organisation=organisation,
                named=_named(everyone, form.made_to(), ""),
                terms=Terms(due_on=said["due_on"]),
                where=said["where"],
                heard_on=said["heard_on"],
                link=said["link"],
                by=me(request),
                at=now(request),
            )
        claim = queries.promise_put(me(request), sentence, now(request))
        if claim:
            return redirect(f"/{slug}/promises/{claim.number}/?put")
    return page(request, "promises/hear.jinja", queries.hear_page(me(request)), form=form)


def _answering(answers: Any) -> dict[str, Any]:
    """A promise that answers a request is made to whoever asked."""
    if answers is None:
        return {}
    return {"answers": answers.number, "to": answers.put_by.ref if answers.put_by else ""}


def _named(everyone: Directory, to: list[str], others: str) -> list[Named]:
    more = everyone.all_of([others] if others not in to else [])
    return [Named(one) for one in everyone.all_of(to)] + [Named(one, must_hear=False) for one in more]


def _own_of(promiser: Any) -> str:
    names = worked_for(promiser) if promiser else ()
    return names[0][0] if names else ""


def _terms(said: dict[str, Any]) -> Terms:
    return Terms(
        due_on=said["due_on"],
        horizon=said["horizon"] or "now",
        lasts=said["lasts"],
        how_sure=said["how_sure"],
        what_it_takes=said["what_it_takes"],
        who_pays=said["who_pays"],
        message=int(said["message"]) if said["message"] else None,
    )

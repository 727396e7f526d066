"""One promise: owned, accepted, declined, countered, moved, said kept. Kept is for others to say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from counterpoint.claims.choices import TurnVerb
from counterpoint.claims.queries.claim_loading import claim_key
from counterpoint.partnership.middleware import me, now
from counterpoint.promises import actions, queries
from counterpoint.promises.forms import MoveForm, OwnForm, ResponseForm, WordsForm
from counterpoint.web.fields import Form, FormPage
from counterpoint.web.http import Refused, day_asked, for_anyone, for_members, page, unchanged

if TYPE_CHECKING:
    from datetime import datetime

    from counterpoint.partnership.models import Member
    from counterpoint.promises.models import Promise


@for_members
def show(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    at, as_at = now(request), day_asked(request)
    same = unchanged(request, f"{claim_key(me(request), number, at, as_at)}|promise|{'put' in request.GET}")
    return same or _show(request, number, OwnForm())


@for_members
def own(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """ "Yes, I said that", "not quite: …" or "no", signed in."""
    promise = _promise(request, number)
    form = OwnForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _said(form, promise, me(request), now(request)):
        return redirect("promises:show", slug=slug, number=number)
    return _show(request, number, form)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@for_anyone
def own_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """The same from a mailed link, without an account. Opening it never answers.

    As on the answer page, the link is the authority and no cookie adds to it: so there is nothing that another
    site could use, and it works in a mail program's browser that keeps no cookies (docs/adr/0009).
    """
    opened = queries.read_own_token(token)
    if opened is None:
        raise Http404
    form = OwnForm(request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and _said(form, opened.promise, opened.member, now(request))
    ):
        return redirect(f"{request.path}?said")
    shown = queries.own_page(opened, now(request), done="said" in request.GET)
    return page(request, "promises/own.jinja", shown, form=form)


@require_POST
@for_members
def accept(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    promise = _promise(request, number)
    actions.respond(promise=promise, verb=TurnVerb.ACCEPTED, words="", by=me(request), at=now(request))
    return redirect("promises:show", slug=slug, number=number)


@require_POST
@for_members
def ask(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    actions.ask_promiser(promise=_promise(request, number), by=me(request), at=now(request))
    return redirect("promises:show", slug=slug, number=number)


@for_members
def respond(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    promise = _promise(request, number)
    form = ResponseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        with form.shows_refusals():
            actions.respond(
                promise=promise,
                verb=TurnVerb(said["verb"]),
                words=said["words"],
                by=me(request),
                at=now(request),
            )
            return redirect("promises:show", slug=slug, number=number)
    return _ask(
        request,
        promise,
        form,
        title="What do you say to this promise?",
        button="Say so",
        lead="It stays on the record either way, with your words beside it.",
    )


@for_members
def move(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    promise = _promise(request, number)
    form = MoveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.shows_refusals():
            actions.move(promise=promise, **form.cleaned_data, by=me(request), at=now(request))
            return redirect("promises:show", slug=slug, number=number)
    return _ask(
        request,
        promise,
        form,
        title="Move the date",
        button="Move it",
        lead="Those it was made to hear the new day and your reason. The first day stays on the record.",
    )


@for_members
def kept(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    promise = _promise(request, number)
    form = WordsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.shows_refusals():
            actions.say_kept(
                promise=promise, words=form.cleaned_data["words"], by=me(request), at=now(request)
            )
            return redirect("promises:show", slug=slug, number=number)
    return _ask(
        request,
        promise,
        form,
        title="Say that it was kept",
        button="It was kept",
        lead="Those it was made to are asked now, whatever the day. Only they can say whether it is so.",
    )


def _said(form: OwnForm, promise: Promise, by: Member, at: datetime) -> bool:
    """Do what the promiser pressed. A refusal is shown on the form."""
    given = form.cleaned_data
    try:
        if given["said"] == "no":
            actions.disown(promise=promise, words=given["words"], by=by, at=at)
        else:
            words = given["words"] if given["said"] == "not_quite" else ""
            actions.own(promise=promise, by=by, at=at, not_quite=words, due_on=given["due_on"])
    except Refused as refused:
        form.refuse(refused)
        return False
    return True


def _promise(request: HttpRequest, number: int) -> Promise:
    promise = queries.promise_numbered(me(request), number, now(request))
    if promise is None:
        raise Http404
    return promise


def _show(request: HttpRequest, number: int, form: OwnForm) -> HttpResponse:
    shown = queries.promise_page(
        me(request), number, now(request), day_asked(request), just_put="put" in request.GET
    )
    if shown is None:
        raise Http404
    return page(request, "promises/show.jinja", shown, form=form)


def _ask(
    request: HttpRequest, promise: Promise, form: Form, *, title: str, button: str, lead: str
) -> HttpResponse:
    claim = promise.claim
    shown = FormPage(
        title=title,
        button=button,
        lead=lead,
        caption=f"Promise {claim.number}: {claim.sentence}",
        back_url=f"/{me(request).place.slug}/promises/{claim.number}/",
    )
    return page(request, "web/form.jinja", shown, form=form)

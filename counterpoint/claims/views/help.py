"""I'm in; you two should talk; did it come?"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from counterpoint.claims import actions
from counterpoint.claims.choices import Brings
from counterpoint.claims.forms.help import CameForm, InForm, IntroduceForm
from counterpoint.claims.queries.asks import claim_numbered
from counterpoint.claims.queries.choosing import directory
from counterpoint.claims.queries.help import help_numbered
from counterpoint.claims.queries.turn_pages import url_of
from counterpoint.partnership.middleware import me, now
from counterpoint.web.fields import Form, FormPage
from counterpoint.web.http import for_members, page

if TYPE_CHECKING:
    from counterpoint.claims.models import Claim, Help

read_or_send = require_http_methods(["GET", "HEAD", "POST"])


def _claim(request: HttpRequest, number: int) -> Claim:
    claim = claim_numbered(me(request), number, now(request))
    if claim is None:
        raise Http404
    return claim


def _help(request: HttpRequest, number: int, help: int) -> Help:
    found = help_numbered(_claim(request, number), help)
    if found is None:
        raise Http404
    return found


@for_members
@read_or_send
def be_in(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    claim, by = _claim(request, number), me(request)
    form = InForm(request.POST if request.method == "POST" else None)
    mine = next((one for one in by.memberships.all() if one.until is None and one.works), None)

    def do() -> None:
        actions.offer_help(
            claim=claim, brings=Brings(form.cleaned_data["brings"]), words=form.cleaned_data["words"],
            organisation=mine.organisation if mine else None, by=by, at=now(request),
        )  # fmt: skip

    lead = (
        "Your name stands on the record among those who are in. In four weeks they are asked whether it came."
    )
    return _asked(request, claim, form, do, title="I’m in", button="I’m in", lead=lead)


@for_members
@read_or_send
def introduce(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    claim, by = _claim(request, number), me(request)
    everyone = directory(claim.place)
    form = IntroduceForm(
        request.POST if request.method == "POST" else None, people=everyone.nameables(but=by).people
    )

    def do() -> None:
        one, other = (everyone.people[form.cleaned_data[name]] for name in ("one", "other"))
        actions.introduce(
            claim=claim, one=one, other=other, words=form.cleaned_data["words"], by=by, at=now(request)
        )

    lead = "Both get your line, with this record. In four weeks they are asked whether they have talked."
    return _asked(request, claim, form, do, title="You two should talk", button="Tell them", lead=lead)


@for_members
@read_or_send
def came(request: HttpRequest, slug: str, number: int, help: int) -> HttpResponse:
    found, by = _help(request, number, help), me(request)
    form = CameForm(request.POST if request.method == "POST" else None)

    def do() -> None:
        actions.say_came(help=found, came=form.cleaned_data["came"], by=by, at=now(request))

    what = f"{found.by.name} was in" if found.one is None else "You two should talk"
    lead = f"{what}{f': “{found.words}”' if found.words else '.'}"
    return _asked(request, found.claim, form, do, title="Did it come?", button="Say this", lead=lead)


@for_members
@require_POST
def take_back(request: HttpRequest, slug: str, number: int, help: int) -> HttpResponse:
    found = _help(request, number, help)
    actions.take_help_back(help=found, by=me(request), at=now(request))
    return redirect(url_of(found.claim))


def _asked(
    request: HttpRequest,
    claim: Claim,
    form: Form,
    do: Callable[[], None],
    *,
    title: str,
    button: str,
    lead: str,
) -> HttpResponse:
    if form.is_bound and form.is_valid():
        with form.shows_refusals():
            do()
            return redirect(url_of(claim))
    caption = f"{claim.of.noun.capitalize()} {claim.number}: {claim.sentence}"
    shown = FormPage(title=title, button=button, lead=lead, caption=caption, back_url=url_of(claim))
    return page(request, "web/form.jinja", shown, form=form)

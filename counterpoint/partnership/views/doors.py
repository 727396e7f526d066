"""The front door, and signing in and out."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from counterpoint.partnership import actions, policies
from counterpoint.partnership.forms.doors import CodeForm, SignInForm
from counterpoint.partnership.middleware import now
from counterpoint.partnership.queries import front, signing_in
from counterpoint.partnership.views.account import begin_session, origin
from counterpoint.web.http import Refused, for_anyone, page

ASKED = "sign_in"  # in the session: which sign-in this browser asked for
read_or_send = require_http_methods(["GET", "HEAD", "POST"])


@for_anyone
def door(request: HttpRequest) -> HttpResponse:
    if not request.user.is_authenticated:
        return page(request, "partnership/front.jinja", front.front_page(settings.DEMO), form=SignInForm())
    places = front.places_page(request.user.pk)
    if len(places.places) == 1:
        return redirect(places.places[0].home)
    return page(request, "partnership/places.jinja", places)


@for_anyone
@read_or_send
def sign_in(request: HttpRequest) -> HttpResponse:
    """Asking for a mail. Whether the address is known here, nobody learns."""
    asked = request.POST if request.method == "POST" else None
    form = SignInForm(asked, initial={"next": request.GET.get("next", "")})
    if asked is not None and form.is_valid():
        with form.shows_refusals():
            row = actions.ask_to_sign_in(
                email=form.cleaned_data["email"],
                next_path=form.cleaned_data["next"],
                network=network(request),
                at=now(request),
            )
            request.session[ASKED] = row.pk
            return redirect("partnership:sign_in_code")
    shown = signing_in.SignInPage(
        next=policies.local_path(request.GET.get("next", "")),
        passkeys=policies.why_not_passkey_at(origin(request)) is None,
    )
    return page(request, "partnership/sign_in.jinja", shown, form=form)


def network(request: HttpRequest) -> str:
    """Where the request came from; behind a proxy of ours, what the proxy says."""
    if settings.SECURE_PROXY_SSL_HEADER:
        forwarded = request.headers.get("X-Forwarded-For", "")
        if forwarded:
            return forwarded.rpartition(",")[2].strip()
    return str(request.META.get("REMOTE_ADDR", ""))


@for_anyone
@read_or_send
def sign_in_code(request: HttpRequest) -> HttpResponse:
    """The code in the mail, in the browser that asked for it."""
    if ASKED not in request.session:
        return redirect("partnership:sign_in")
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        with form.shows_refusals():
            signed_in = actions.sign_in_by_code(
                asked=request.session[ASKED], typed=form.cleaned_data["code"], at=now(request)
            )
            return _welcome(request, signed_in)
    return page(request, "partnership/code.jinja", signing_in.CodePage(), form=form)


@for_anyone
@read_or_send
def sign_in_link(request: HttpRequest, token: str) -> HttpResponse:
    """A scanner of mail may open the link as often as it likes: only the button signs in."""
    if request.method == "POST":
        try:
            return _welcome(request, actions.sign_in_by_link(token=token, at=now(request)))
        except Refused:
            pass  # the page says why, as it would have before the button was pressed
    shown = signing_in.link_page(token, now(request))
    return page(request, "partnership/link.jinja", shown, status=410 if shown.why_not else 200)


def _welcome(request: HttpRequest, signed_in: actions.SignedIn) -> HttpResponse:
    begin_session(request, signed_in.account)
    request.session.pop(ASKED, None)
    return redirect(signed_in.next_path or "partnership:front")


@for_anyone
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect("partnership:front")


@for_anyone
def be_list(request: HttpRequest) -> HttpResponse:
    if not settings.DEMO:
        raise Http404
    return page(request, "partnership/be.jinja", front.cast_page())


@for_anyone
@require_POST
def be(request: HttpRequest, place: str, number: int) -> HttpResponse:
    """In the demonstration, anyone may be any person of it. Nowhere else is this here at all."""
    member = front.persona(place, number) if settings.DEMO else None
    if member is None:
        raise Http404
    begin_session(request, actions.account_for(member=member))
    return redirect(front.home_of(member.place))

"""Somebody's own account, and signing in with a passkey."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from counterpoint.partnership import actions, policies
from counterpoint.partnership.choices import SESSION_BEGUN, SESSION_DEVICE
from counterpoint.partnership.forms.doors import AddPasskeyForm, PasskeyForm
from counterpoint.partnership.middleware import now
from counterpoint.partnership.queries import account as pages
from counterpoint.web.http import for_accounts, for_anyone, page

if TYPE_CHECKING:
    from counterpoint.partnership.models import Account

ASKED = "passkey"  # in the session: what this browser's device was asked
read_or_send = require_http_methods(["GET", "HEAD", "POST"])


def origin(request: HttpRequest) -> str:
    return f"{request.scheme}://{request.get_host()}"


def begin_session(request: HttpRequest, account: Account | None) -> None:
    """Sign somebody in, and note what they need to know this device again."""
    login(request, account)
    request.session[SESSION_BEGUN] = now(request).isoformat()
    request.session[SESSION_DEVICE] = policies.device_of(request.headers.get("User-Agent", ""))


def _mine(request: HttpRequest) -> Account:
    return cast("Account", request.user)


@for_accounts
def account(request: HttpRequest) -> HttpResponse:
    here = request.session.session_key
    shown = pages.account_page(_mine(request), here, origin(request), now(request))
    return page(request, "partnership/account.jinja", shown)


@for_accounts
@require_POST
def end_session(request: HttpRequest, key: str) -> HttpResponse:
    actions.end_session(account=_mine(request), key=key)
    return redirect("partnership:account")


@for_accounts
@require_POST
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    actions.end_other_sessions(account=_mine(request), here=request.session.session_key)
    return redirect("partnership:account")


@for_accounts
@require_POST
def remove_passkey(request: HttpRequest, number: int) -> HttpResponse:
    actions.remove_passkey(account=_mine(request), number=number)
    return redirect("partnership:account")


@for_accounts
@read_or_send
def add_passkey(request: HttpRequest) -> HttpResponse:
    """The page holds what the device is asked; the form brings back what it answered."""
    form = AddPasskeyForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        with form.shows_refusals():
            actions.add_passkey(
                account=_mine(request), origin=origin(request), state=request.session.pop(ASKED, None),
                answer=form.cleaned_data["answer"], name=form.cleaned_data["name"], at=now(request),
            )  # fmt: skip
            return redirect("partnership:account")
    asked = actions.ask_for_passkey(account=_mine(request), origin=origin(request))
    request.session[ASKED] = dict(asked.state)
    return page(request, "partnership/add_passkey.jinja", pages.PasskeyPage(asked.options), form=form)


@for_anyone
@read_or_send
def passkey(request: HttpRequest) -> HttpResponse:
    """Sign in with a passkey: nobody types who they are, the device knows."""
    form = PasskeyForm(
        request.POST if request.method == "POST" else None, initial={"next": request.GET.get("next", "")}
    )
    if form.is_bound and form.is_valid():
        with form.shows_refusals():
            account = actions.sign_in_with_passkey(
                origin=origin(request), state=request.session.pop(ASKED, None),
                answer=form.cleaned_data["answer"], at=now(request),
            )  # fmt: skip
            begin_session(request, account)
            return redirect(policies.local_path(form.cleaned_data["next"]) or "partnership:front")
    asked = actions.ask_to_sign_in_with_passkey(origin=origin(request))
    request.session[ASKED] = dict(asked.state)
    return page(request, "partnership/passkey.jinja", pages.PasskeyPage(asked.options), form=form)

"""Copies to take away: mine, our organisation's, the whole place. Each is made as it is taken, and not kept."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from counterpoint.bundle import copies
from counterpoint.bundle.actions import take_place
from counterpoint.claims import actions, policies
from counterpoint.partnership.middleware import me, now
from counterpoint.partnership.queries import organisation_numbered
from counterpoint.web.http import for_members, for_stewards, page, require


@for_members
def show(request: HttpRequest, slug: str) -> HttpResponse:
    return page(request, "bundle/exports.jinja", copies.exports_page(me(request), now(request)))


@require_POST
@for_members
def mine(request: HttpRequest, slug: str) -> HttpResponse:
    bundle = copies.mine_bundle(me(request), now(request))
    actions.export_mine(by=me(request), at=now(request))
    return _handed_over(bundle.file_name, copies.archive(bundle))


@require_POST
@for_members
def organisation(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    whose = organisation_numbered(me(request).place, number)
    if whose is None:
        raise Http404
    require(policies.why_not_export_organisation(me(request), whose))
    bundle = copies.organisation_bundle(whose, me(request), now(request))
    actions.export_organisation(organisation=whose, by=me(request), at=now(request))
    return _handed_over(bundle.file_name, copies.archive(bundle))


@require_POST
@for_stewards
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    actions.ask_for_place(by=me(request), at=now(request))
    return redirect("bundle:exports", slug=slug)


@require_POST
@for_stewards
def agree(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    actions.agree_to_place(number=number, by=me(request), at=now(request))
    return redirect("bundle:exports", slug=slug)


@require_POST
@for_stewards
def take(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Made first, then recorded under the place's lock: of two presses at once the second gets nothing."""
    export = copies.place_export(me(request), number)
    if export is None:
        raise Http404
    require(policies.why_not_take(me(request), export, policies.family_of(export.place_id), now(request)))
    made = copies.place_bundle(me(request), now(request))
    ready = _handed_over(made.file_name, made.archive)
    take_place(number=number, made=made, by=me(request), at=now(request))
    return ready


def _handed_over(file_name: str, archive: bytes) -> HttpResponse:
    headers = {
        "Content-Disposition": f'attachment; filename="{file_name}"',
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(archive, content_type="application/zip", headers=headers)

"""Putting a claim of any kind that needs no room of its own."""

from __future__ import annotations

import secrets

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from counterpoint.analysis.calendar import day_in
from counterpoint.claims import actions
from counterpoint.claims.actions import Further, Named
from counterpoint.claims.choices import Kind
from counterpoint.claims.forms.put import PutForm
from counterpoint.claims.policies import once
from counterpoint.claims.policies.states import OLD
from counterpoint.claims.queries.addresses import record_url
from counterpoint.claims.queries.choosing import Directory, directory, worked_for
from counterpoint.claims.queries.put_page import (
    claim_numbered,
    earlier_ones,
    kind_to_put,
    kinds_page,
    put_page,
    who_may_be_named,
)
from counterpoint.partnership.middleware import me, now
from counterpoint.web.http import Refused, for_members, page

FEWEST_IN_POOL = 3


@for_members
def kinds(request: HttpRequest, slug: str) -> HttpResponse:
    return page(request, "claims/kinds.jinja", kinds_page(me(request)))


@for_members
def put(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    row = kind_to_put(kind)
    if row is None:
        raise Http404
    member, nameable = me(request), who_may_be_named(me(request))
    form = PutForm(
        request.POST or None,
        kind=row,
        nameable={
            "organisations": nameable.organisations, "people": nameable.people, "standing": nameable.perspectives
        },
        worked_for=worked_for(member),
        before=earlier_ones(row, member),
        initial={"once": secrets.token_urlsafe(12), "follows": request.GET.get("follows", "")},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        number = _put_once(request, row, form)
        if number:
            return redirect(f"{record_url(slug, row.key, number)}?put")
    shown = put_page(row, member, form.fields, nameable, now(request))
    return page(request, "claims/put.jinja", shown, form=form)


def _put_once(request: HttpRequest, kind: Kind, form: PutForm) -> int:
    """The number that it was given, also when the same form comes a second time; 0 if it was refused."""
    word = f"{me(request).pk}:{form.cleaned_data['once'] or secrets.token_urlsafe(12)}"
    if not once.first_time(word):
        number = once.what_came_of(word)
        if not number:
            form.refuse(
                Refused("This is being kept already. Look for it on the record before you send it again.")
            )
        return number
    try:
        number = _put(request, kind, form)
    except Refused as refused:
        once.forget(word)
        form.refuse(Refused(refused.sentence, field=refused.field or form.first_who))
        return 0
    once.remember(word, number)
    return number


def _put(request: HttpRequest, kind: Kind, form: PutForm) -> int:
    said, known = form.cleaned_data, directory(me(request).place)
    acting_for = known.organisation(said.get("acting_for") or "")
    also = [
        one for one in map(known.organisation, said.get("also", ())) if one is not None and one != acting_for
    ]
    claim = actions.put(
        place=me(request).place,
        kind=kind.key,
        sentence=form.sentence,
        claimants=[*([acting_for] if acting_for else []), *also],
        named=_named(form, known, request),
        by=me(request),
        at=now(request),
        acting_for=acting_for,
        further=Further(
            due_on=said.get("due_on"),
            lasts=True if said.get("lasts") else None,
            step=int(said["step"]) if said.get("step") else None,
            link=said.get("link") or "",
            details=form.details,
            amount=said.get("amount") or "",
            follows=claim_numbered(me(request), said.get("follows") or ""),
            message=int(said["message"]) if said.get("message") else None,
        ),
    )
    return claim.number


def _named(form: PutForm, known: Directory, request: HttpRequest) -> list[Named]:
    who = known.all_of(form.named("who"))
    if form.cleaned_data.get("pool"):
        partners = [known.organisations[ref] for ref in form.cleaned_data["who_organisations"]]
        if len(partners) < FEWEST_IN_POOL:
            raise Refused("Tick at least three partners, or say that each is shown by name.", field="pool")
        rest = [one for one in who if one not in partners]
        named = [Named(partners), *(Named(one) for one in rest)]
    else:
        named = [Named(one) for one in who]
    later = day_in(now(request), me(request).place.zone) + OLD if form.kind.named_staff else None
    return [
        *named,
        *(Named(one, must_hear=False, ask_from=later) for one in known.all_of(form.named("other"))),
    ]

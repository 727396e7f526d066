"""Claims of the goal itself over HTTP: carried, shared, met. The form is the one that every claim has."""

from __future__ import annotations

import secrets
from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from counterpoint.claims.actions import Further, Named
from counterpoint.claims.choices import kind_of
from counterpoint.claims.forms.put import PutForm
from counterpoint.claims.queries.addresses import record_url
from counterpoint.claims.queries.choosing import directory, worked_for
from counterpoint.claims.queries.put_page import put_page, who_may_be_named
from counterpoint.goals import actions
from counterpoint.goals.policies.meeting import VERBS
from counterpoint.goals.queries.finding import goal_numbered
from counterpoint.partnership.middleware import me, now
from counterpoint.web.http import Refused, for_members, page

# Whoever is asked reads the sentence alone, so it says which goal.
BEGUN = {"carried": "I carry “{goal}” for everybody here.", "met": "“{goal}” is met."}


@for_members
def say(request: HttpRequest, slug: str, number: int, kind: str) -> HttpResponse:
    goal = goal_numbered(me(request), number, now(request))
    if goal is None or kind not in VERBS:
        raise Http404
    row, nameable = kind_of(kind), who_may_be_named(me(request))
    begun = BEGUN.get(kind, "").format(goal=goal.words)
    form = PutForm(
        request.POST or None,
        kind=row,
        nameable={
            "organisations": nameable.organisations, "people": nameable.people, "standing": nameable.perspectives
        },
        worked_for=worked_for(me(request)),
        initial={"once": secrets.token_urlsafe(12), "sentence": begun, "line_1": str(goal.words)},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        said, known = form.cleaned_data, directory(goal.place)
        acting_for = known.organisation(said.get("acting_for") or "")
        also = [one for one in map(known.organisation, said.get("also", ())) if one and one != acting_for]
        try:
            claim = actions.say_of(
                goal=goal,
                kind=kind,
                sentence=form.sentence,
                claimants=[*([acting_for] if acting_for else []), *also],
                named=[Named(one) for one in known.all_of(form.named("who"))],
                by=me(request),
                at=now(request),
                further=Further(
                    details=form.details, message=int(said["message"]) if said.get("message") else None
                ),
            )
        except Refused as refused:
            field = form.first_who if refused.field == "who" else refused.field
            form.refuse(Refused(refused.sentence, field=field))
        else:
            return redirect(f"{record_url(slug, kind, claim.number)}?put")
    shown = put_page(row, me(request), form.fields, nameable, now(request))
    back = reverse("goals:show", kwargs={"slug": slug, "number": number})
    return page(request, "claims/put.jinja", replace(shown, back_url=back), form=form)

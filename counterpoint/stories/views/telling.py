"""Telling a story over HTTP, one question a page. What was answered is kept under the ticket from the first answer on."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from counterpoint.claims.actions import hash_of, new_secret
from counterpoint.claims.policies.limits import too_often
from counterpoint.partnership.actions import say_all_true
from counterpoint.partnership.middleware import me, now
from counterpoint.stories import actions
from counterpoint.stories.choices import Attribution, Audience, Way
from counterpoint.stories.forms import telling as forms
from counterpoint.stories.queries import telling as queries
from counterpoint.stories.queries.addresses import teller_path
from counterpoint.stories.views.quietly import nothing_here, quietly
from counterpoint.web.http import Refused, for_members, page

if TYPE_CHECKING:
    from counterpoint.partnership.models import Place
    from counterpoint.stories.models import Telling

SLIP = signing.Signer(salt="stories.slip")
MOST_BEGUN = 120  # in one hour, in one place
TOO_MANY = "Many stories are being begun here at the moment. Please try again in an hour."


@quietly
def start(request: HttpRequest, slug: str) -> HttpResponse:
    return page(request, "stories/start.jinja", queries.start_page(_place(slug)))


@quietly
def first(request: HttpRequest, slug: str) -> HttpResponse:
    """What happened. Nothing is kept until it is answered; the ticket is made with the page, so sent twice is one."""
    place = _place(slug)
    if queries.start_page(place).why_not:
        return redirect("stories:tell", slug=slug)
    step, lists = forms.STEPS[0], _lists(request, place)
    form = step.form(request.POST if request.method == "POST" else None, lists=lists)
    secret = _of_slip(request.POST.get("slip", "")) or new_secret()
    if queries.story_of(hash_of(secret)) is not None:  # the back button, after it was sent
        return redirect(teller_path(secret))
    pointed = _pointed_out(request, form, step)
    if request.method == "POST" and form.is_valid() and not pointed:
        if too_often(f"stories begun in {place.pk}", most=MOST_BEGUN, within=timedelta(hours=1)):
            form.refuse(Refused(TOO_MANY))
        else:
            actions.keep(place=place, secret=secret, said=form.said(), today=_today(request))
            return redirect("stories:question", secret=secret, step=forms.next_after(step.name, lists))
    slip = SLIP.sign(secret)
    return _ask(request, place, {}, step, form, lists, pointed, back=f"/{slug}/stories/tell/", slip=slip)


@quietly
def question(request: HttpRequest, secret: str, step: str) -> HttpResponse:
    kept = queries.telling_of(hash_of(secret))
    if kept is None:
        return _told_or_nothing(request, secret)
    lists = _lists(request, kept.place)
    asked = forms.step_called(step, lists)
    if asked is None:
        return redirect("stories:check", secret=secret)
    form = asked.form(
        request.POST if request.method == "POST" else None,
        lists=lists,
        initial=forms.initial_of(step, kept.said),
    )
    pointed = _pointed_out(request, form, asked)
    if request.method == "POST" and form.is_valid() and not pointed:
        actions.keep(place=kept.place, secret=secret, said=form.said(), today=_today(request))
        then = forms.next_after(step, lists)
        if "check" in request.GET or not then:
            return redirect("stories:check", secret=secret)
        return redirect("stories:question", secret=secret, step=then)
    earlier = forms.before(step, lists)
    back = f"/s/{secret}/tell/{earlier}/" if earlier else f"/{kept.place.slug}/stories/tell/"
    if "check" in request.GET:
        back = f"/s/{secret}/tell/"
    return _ask(request, kept.place, kept.said, asked, form, lists, pointed, back=back, secret=secret)


@quietly
def check(request: HttpRequest, secret: str) -> HttpResponse:
    """Everything that was answered, before it is sent."""
    kept = queries.telling_of(hash_of(secret))
    if kept is None:
        return _told_or_nothing(request, secret)
    return checked(request, kept, secret)


def checked(request: HttpRequest, kept: Telling, secret: str, why: str = "") -> HttpResponse:
    asks = [one.name for one in forms.steps(_lists(request, kept.place))]
    shown = queries.check_page(kept.place, kept.said, secret, _address(secret), asks, why)
    return page(request, "stories/check.jinja", shown, status=422 if why else 200)


@quietly
def forget(request: HttpRequest, secret: str) -> HttpResponse:
    """Whoever was telling it would rather not: what was kept is deleted."""
    kept = queries.telling_of(hash_of(secret))
    if kept is None:
        return _told_or_nothing(request, secret)
    if request.method != "POST":
        return redirect("stories:check", secret=secret)
    actions.forget(place=kept.place, secret=secret)
    return page(request, "stories/gone.jinja", queries.GonePage(str(kept.place), told=False))


def send(request: HttpRequest, kept: Telling, secret: str) -> Refused | None:
    """Send what was kept. The refusal where it can't be."""
    said, place = kept.said, kept.place
    by = queries.member_numbered(place, said.get("by"))
    own = said.get("way", Way.WROTE) == Way.WROTE
    until = said.get("expires_on")
    permission = actions.Permission(
        audience=Audience(said.get("audience") or Audience.PLACE),
        group=queries.group_numbered(place, said.get("group", "")),
        purposes=tuple(said.get("purposes", ())),
        attribution=Attribution(said.get("attribution") or Attribution.NONE),
        name=said.get("name", ""),
        expires_on=date.fromisoformat(until) if until else None,
    )
    try:
        actions.tell(
            place=place,
            passages=queries.passages_of(said),
            permission=permission,
            perspective=said.get("perspective", ""),
            hears=actions.Hears(said.get("channel", "none"), said.get("address", "")),
            by=by if own else None,
            by_hand=None if own or by is None else actions.ByHand(by, Way(said["way"]), said["how_agreed"]),
            secret=secret,
            at=now(request),
        )
    except Refused as refused:
        return refused
    true = {int(number): says for number, says in said.get("true_now", {}).items()}
    say_all_true(place=place, says=true, at=now(request))
    return None


@for_members
def write_down(request: HttpRequest, slug: str) -> HttpResponse:
    """A member begins: their own story, or somebody's whom they help. The questions are the same ones."""
    form = forms.WriteDownForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        secret, place = new_secret(), me(request).place
        said: dict[str, Any] = dict(form.cleaned_data) | {"by": me(request).number}
        actions.keep(place=place, secret=secret, said=said, today=_today(request))
        return redirect("stories:question", secret=secret, step="happened")
    return page(request, "stories/write_down.jinja", queries.write_down_page(me(request)), form=form)


def _ask(
    request: HttpRequest,
    place: Place,
    said: dict[str, Any],
    step: forms.Step,
    form: forms.StepForm,
    lists: forms.Lists,
    pointed: tuple[str, ...],
    *,
    back: str,
    slip: str = "",
    secret: str = "",
) -> HttpResponse:
    names = [one.name for one in forms.steps(lists)]
    shown = queries.QuestionPage(
        place=str(place),
        step=step.name,
        number=names.index(step.name) + 1,
        of=len(names),
        words=step.words,
        first=step.name == "happened",
        back_url=back,
        slip=slip,
        kept_at=_address(secret) if secret else "",
        pointed_out=pointed,
        for_somebody=queries.for_somebody(place, said),
        may_skip=not any(field.required for field in form.fields.values()),
    )
    return page(request, "stories/question.jinja", shown, form=form, status=422 if pointed else 200)


def _pointed_out(request: HttpRequest, form: forms.StepForm, step: forms.Step) -> tuple[str, ...]:
    """Asked once: the second press keeps the words as they are."""
    if request.method != "POST" or not step.words or "looked" in request.POST or not form.is_valid():
        return ()
    return forms.pointed_out(form.cleaned_data[step.name])


def _told_or_nothing(request: HttpRequest, secret: str) -> HttpResponse:
    """It was sent already, from another page: on to its ticket."""
    if queries.story_of(hash_of(secret)) is not None:
        return redirect(teller_path(secret))
    return nothing_here(request)


def _lists(request: HttpRequest, place: Place) -> forms.Lists:
    return forms.Lists(groups=queries.groups_of(place, now(request)), matters=queries.matters_of(place))


def _place(slug: str) -> Place:
    place = queries.place_called(slug)
    if place is None:
        raise Http404
    return place


def _of_slip(slip: str) -> str:
    try:
        return SLIP.unsign(slip)
    except signing.BadSignature:
        return ""


def _address(secret: str) -> str:
    return f"{settings.ADDRESS}{teller_path(secret)}"


def _today(request: HttpRequest) -> date:
    return now(request).date()

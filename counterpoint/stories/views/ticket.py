"""A story's ticket over HTTP. The secret is the authority: whoever holds it told the story."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from counterpoint.analysis.standing import Verdict
from counterpoint.claims.actions import answer, answer_by_ticket, hash_of, make_code
from counterpoint.claims.actions.answering import SAME_AGAIN
from counterpoint.claims.policies.codes import code_of, in_two
from counterpoint.claims.policies.limits import too_often
from counterpoint.partnership.middleware import now
from counterpoint.stories import actions
from counterpoint.stories.choices import Attribution, Audience
from counterpoint.stories.forms import telling as forms
from counterpoint.stories.forms.ticket import AddForm, HearAgainForm, PermissionForm, SayForm
from counterpoint.stories.queries import telling, ticket
from counterpoint.stories.queries.addresses import read_told_link, teller_path
from counterpoint.stories.views.quietly import nothing_here, quietly
from counterpoint.stories.views.telling import checked, send
from counterpoint.web.http import Refused, page

if TYPE_CHECKING:
    from django.forms import BaseForm

    from counterpoint.stories.models import Outcome, Story

MOST_CODES = 12  # for one ticket, in one hour
DONE = {
    "added": "Thank you. A moderator reads what you added before anyone else does.",
    "changed": "Your choice is kept. It holds from now on.",
    "hear": "It is kept. You hear in that way from now on.",
    "answered": "Thank you. The moderators read what you said.",
    "said": "Thank you. Your answer is on the record.",
    "still": "Thank you. We ask again in a year.",
}


def opened(secret: str) -> Story | None:
    """By the secret itself, or by the link of a letter."""
    return read_told_link(secret) if ":" in secret else telling.story_of(hash_of(secret))


@quietly
def show(request: HttpRequest, secret: str) -> HttpResponse:
    """What became of it. While it is still being told: everything that was answered; sending it leads here."""
    kept = None if ":" in secret else telling.telling_of(hash_of(secret))
    if kept is not None:
        if "send" not in request.POST:
            return redirect("stories:check", secret=secret)
        refused = send(request, kept, secret)
        if refused is not None and opened(secret) is None:
            return checked(request, kept, secret, refused.sentence)
    story = opened(secret)
    if story is None:
        return nothing_here(request)
    shown = ticket.ticket_page(
        story,
        secret,
        _address(secret),
        now(request),
        code=_code(request, story, secret),
        sent=kept is not None,
        done=DONE.get(request.GET.get("done", ""), ""),
    )
    return page(request, "stories/slip.jinja" if "slip" in request.POST else "stories/ticket.jinja", shown)


def _code(request: HttpRequest, story: Story, secret: str) -> str:
    """A short code, if one was asked for. A letter's link gets none: it is not the ticket."""
    if not {"send", "code", "slip"} & set(request.POST) or ":" in secret:
        return ""
    if too_often(f"codes of story {story.pk}", most=MOST_CODES, within=timedelta(hours=1)):
        return ""
    code = make_code(
        place=story.place, address=teller_path(secret), today=now(request).date(),
        code=code_of(secret), ticket=hash_of(secret),
    )  # fmt: skip
    return in_two(code)


@quietly
def add(request: HttpRequest, secret: str) -> HttpResponse:
    story = opened(secret)
    if story is None:
        return nothing_here(request)
    form = AddForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with form.shows_refusals():
            actions.add_to(story=story, words=form.cleaned_data["words"], at=now(request))
            return _done(secret, "added")
    return _form(request, secret, story, form, "Add to your story", "Add it",
                 "A moderator reads it before anyone else does.")  # fmt: skip


@quietly
def permission(request: HttpRequest, secret: str) -> HttpResponse:
    story = opened(secret)
    if story is None:
        return nothing_here(request)
    lists = forms.Lists(groups=telling.groups_of(story.place, now(request)))
    form = PermissionForm(
        request.POST if request.method == "POST" else None, lists=lists, initial=ticket.permission_said(story)
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        with form.shows_refusals():
            actions.change_permission(
                story=story,
                permission=actions.Permission(
                    audience=Audience(said["audience"]),
                    group=telling.group_numbered(story.place, said["group"]),
                    purposes=tuple(said["purposes"]),
                    attribution=Attribution(said["attribution"]),
                    name=said["name"],
                    expires_on=said["expires_on"],
                ),
                at=now(request),
            )
            return _done(secret, "changed")
    return _form(request, secret, story, form, "Who may read it, and what for", "Keep this",
                 "Fewer people: it holds at once. More people, or another name: a moderator reads it once more first, "
                 "and until then nobody else can.")  # fmt: skip


@quietly
def hear(request: HttpRequest, secret: str) -> HttpResponse:
    story = opened(secret)
    if story is None:
        return nothing_here(request)
    said = {"channel": story.channel, "address": story.address}
    form = HearAgainForm(
        request.POST if request.method == "POST" else None, initial=forms.initial_of("hear", said)
    )
    if request.method == "POST" and form.is_valid():
        with form.shows_refusals():
            actions.change_hears(story=story, hears=actions.Hears(**form.said()), at=now(request))
            return _done(secret, "hear")
    return _form(request, secret, story, form, "How you hear", "Keep this",
                 "We use your address only to write to you about your story. It goes when you take your story back.")  # fmt: skip


@quietly
def still(request: HttpRequest, secret: str) -> HttpResponse:
    """Asked after twelve months: still happy for it to be read."""
    story = opened(secret)
    if story is None:
        return nothing_here(request)
    if request.method == "POST":
        actions.permit_again(story=story, at=now(request))
    return _done(secret, "still" if request.method == "POST" else "")


@quietly
def outcome(request: HttpRequest, secret: str, number: int) -> HttpResponse:
    """Did this change because of what you told us?"""
    story = opened(secret)
    asked = ticket.outcome_numbered(story, number) if story else None
    if story is None or asked is None:
        return nothing_here(request)
    shown = ticket.outcome_page(story, secret, number, now(request))
    assert shown is not None  # noqa: S101  # it is the same outcome
    form = SayForm(
        request.POST if request.method == "POST" else None,
        choices=[value for value, _, _ in shown.outcome.answers],
    )
    if request.method == "POST" and form.is_valid():
        try:
            _say(request, story, asked, Verdict(form.cleaned_data["say"]), form.cleaned_data["words"])
        except Refused as refused:
            if refused.sentence != SAME_AGAIN:  # a second press is thanked like the first
                form.refuse(refused)
        if not form.errors:
            return _done(secret, "said")
    return page(request, "stories/outcome.jinja", shown, form=form)


def _say(request: HttpRequest, story: Story, asked: Outcome, verdict: Verdict, words: str) -> None:
    """By the voice that nobody else holds; as the member they are where the story carries their own name."""
    if asked.voice is not None:
        answer_by_ticket(ticket=asked.voice, verdict=verdict, words=words, at=now(request))
    elif story.teller is not None:
        answer(claim=asked.claim, by=story.teller, verdict=verdict, words=words, at=now(request))


@quietly
def withdraw(request: HttpRequest, secret: str) -> HttpResponse:
    """The second tap takes it back. That it is done is said here, once: the ticket opens nothing from then on."""
    story = opened(secret)
    if story is None:
        return nothing_here(request)
    if request.method == "POST":
        actions.withdraw(story=story, at=now(request))
        return page(request, "stories/gone.jinja", telling.GonePage(str(story.place), told=True))
    shown = ticket.TicketFormPage(
        str(story.place), "Take your story back", "", "Take it back now", f"/s/{secret}/", warning=True
    )
    return page(request, "stories/withdraw.jinja", shown)


def _form(
    request: HttpRequest, secret: str, story: Story, form: BaseForm, title: str, button: str, lead: str
) -> HttpResponse:
    shown = ticket.TicketFormPage(str(story.place), title, lead, button, f"/s/{secret}/", warning=False)
    return page(request, "stories/ticket_form.jinja", shown, form=form)


def _done(secret: str, done: str) -> HttpResponse:
    return redirect(f"{teller_path(secret)}?done={done}")


def _address(secret: str) -> str:
    return f"{settings.ADDRESS}{teller_path(secret)}"

"""One claim, and what its reader may say about it."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from counterpoint.claims import actions
from counterpoint.claims.choices import TurnVerb
from counterpoint.claims.forms.turns import (
    AddForm,
    AmountForm,
    EraseForm,
    MessageForm,
    PutAgainForm,
    ReplyForm,
    TicketForm,
    WithdrawForm,
)
from counterpoint.claims.queries.addresses import answer_token, answer_url, record_url
from counterpoint.claims.queries.as_at import query_of
from counterpoint.claims.queries.choosing import directory, who_can_be_named
from counterpoint.claims.queries.claim_loading import Loaded
from counterpoint.claims.queries.claim_page import claim_key, claim_page, load_claim
from counterpoint.claims.queries.turn_pages import erasable, form_page, slip_page, url_of
from counterpoint.partnership.middleware import me, now
from counterpoint.web.fields import Form, FormPage
from counterpoint.web.http import day_asked, for_members, page, unchanged


@for_members
def show(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    # The first visit reads the ledger's head with the claim; only a browser that holds the page asks for it alone.
    as_at = day_asked(request)
    held = "If-None-Match" in request.headers and unchanged(
        request, claim_key(me(request), number, now(request), as_at)
    )
    if held:
        return held
    shown = claim_page(me(request), number, now(request), as_at, just_put="put" in request.GET)
    if shown is None:
        raise Http404
    address = record_url(slug, shown.kind, number)
    if address != request.path:
        return redirect(address + query_of(as_at))
    unchanged(request, shown.key)
    return page(request, "claims/show.jinja", shown)


@for_members
@require_POST
def know_too(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One press, in one's own name; the next page asks what they know."""
    loaded = _loaded(request, number)
    actions.know_too(claim=loaded.claim, by=me(request), at=now(request))
    return redirect(answer_url(answer_token(loaded.claim.place, me(request), loaded.claim)))


@for_members
def add(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    loaded = _loaded(request, number)
    nameable = who_can_be_named(loaded.claim.place, but=me(request)).all
    form = AddForm(request.POST or None, nameable=nameable)

    def do() -> None:
        who = directory(loaded.claim.place).anyone(form.cleaned_data["who"])
        if who is not None:
            must_hear = form.cleaned_data["must_hear"]
            actions.add_counterpart(
                claim=loaded.claim, who=who, must_hear=must_hear, by=me(request), at=now(request)
            )

    lead = "They are asked like the others. Nobody can be taken off again, by anyone."
    return _asked(
        request, loaded, form, do, form_page(loaded, "Add someone who would know", "Add them", lead)
    )


@for_members
@require_POST
def adopt(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    loaded = _loaded(request, number)
    position = request.POST.get("position", "")
    counterpart = next((one for one in loaded.counterparts if str(one.position) == position), None)
    if counterpart is None:
        raise Http404
    actions.adopt(counterpart=counterpart, by=me(request), at=now(request))
    return redirect(url_of(loaded.claim))


@for_members
def reply(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    loaded = _loaded(request, number)
    wish = request.GET.get("verb", TurnVerb.REPLIED.value)  # the Mirror opens it at an offer to talk
    form = ReplyForm(request.POST or None, initial={"verb": wish})

    def do() -> None:
        said = form.cleaned_data
        actions.reply(
            claim=loaded.claim,
            verb=TurnVerb(said["verb"]),
            words=said["words"],
            by=me(request),
            at=now(request),
        )

    lead = "Those it concerns read this now; everyone else when the reply time is over."
    return _asked(request, loaded, form, do, form_page(loaded, "Reply", "Say this", lead))


@for_members
def withdraw(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    loaded = _loaded(request, number)
    form = WithdrawForm(request.POST or None)

    def do() -> None:
        actions.withdraw(
            claim=loaded.claim, words=form.cleaned_data["words"], by=me(request), at=now(request)
        )

    lead = "What was contested before it was withdrawn stays contested."
    return _asked(request, loaded, form, do, form_page(loaded, "Withdraw this", "Withdraw it", lead))


@for_members
def message(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    loaded = _loaded(request, number)
    form = MessageForm(request.POST or None, initial={"message": str(loaded.claim.message or "")})

    def do() -> None:
        chosen = int(form.cleaned_data["message"]) if form.cleaned_data["message"] else None
        actions.change_message(claim=loaded.claim, message=chosen, by=me(request), at=now(request))

    lead = "It can be changed until the first answer."
    return _asked(request, loaded, form, do, form_page(loaded, "The message it speaks to", "Change it", lead))


@for_members
def amount(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One side says whether everyone may read the amount; it is shown while both wish it."""
    loaded = _loaded(request, number)
    if not loaded.claim.amount_id or loaded.claim.of.owed:
        raise Http404
    form = AmountForm(request.POST or None, initial={"shown": request.GET.get("shown", "")})

    def do() -> None:
        shown = form.cleaned_data["shown"] == "yes"
        actions.show_amount(claim=loaded.claim, shown=shown, by=me(request), at=now(request))

    lead = "It is shown to everyone only while both sides wish it. Either side can change its mind."
    return _asked(request, loaded, form, do, form_page(loaded, "Who reads the amount", "Say so", lead))


@for_members
def erase(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    loaded = _loaded(request, number)
    texts = erasable(loaded)
    if not texts:
        raise Http404
    form = EraseForm(
        request.POST or None,
        texts=[(key, str(text)) for key, text in texts.items()],
        initial={"text": request.GET.get("text", "")},
    )

    def do() -> None:
        text = texts[form.cleaned_data["text"]]
        actions.erase_words(text=text, claim=loaded.claim, by=me(request), at=now(request))

    lead = (
        "They go from the record for good: nobody here can bring them back. That something was said stays. What this "
        "does not reach: mails that have gone, copies that were taken, pages that were printed, and backups until "
        "newer ones replace them."
    )
    return _asked(request, loaded, form, do, form_page(loaded, "Erase words", "Erase them for good", lead))


@for_members
def put_again(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    loaded = _loaded(request, number)
    form = PutAgainForm(request.POST or None, initial={"sentence": str(loaded.claim.sentence)})

    def do() -> None:
        actions.put_again(
            claim=loaded.claim, sentence=form.cleaned_data["sentence"], by=me(request), at=now(request)
        )

    return _asked(request, loaded, form, do, form_page(loaded, "Put it again", "Put it to them again"))


@for_members
def hand_out(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """A ticket for somebody without an account. Its link is shown once: on this page, to be printed or copied."""
    loaded = _loaded(request, number)
    form = TicketForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.shows_refusals():
            _, secret = actions.issue_ticket(
                claim=loaded.claim, by=me(request), at=now(request), **form.cleaned_data
            )
            return page(request, "claims/handed_out.jinja", slip_page(loaded, secret, settings.ADDRESS))
    lead = "A link on paper, for one person, to answer this one question with. They need no account."
    return page(
        request, "web/form.jinja", form_page(loaded, "Give out a ticket", "Make the ticket", lead), form=form
    )


def _asked(
    request: HttpRequest, loaded: Loaded, form: Form, do: Callable[[], None], shown: FormPage
) -> HttpResponse:
    """One form about one claim: done and back to it, or shown again with the sentence that refused it."""
    if request.method == "POST" and form.is_valid():
        with form.shows_refusals():
            do()
            return redirect(url_of(loaded.claim))
    return page(request, "web/form.jinja", shown, form=form)


def _loaded(request: HttpRequest, number: int) -> Loaded:
    loaded = load_claim(me(request), number, now(request))
    if loaded is None:
        raise Http404
    return loaded

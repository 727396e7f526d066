"""Pages for what went wrong. Each says what happened, and what to do."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from counterpoint.web.http import page


@dataclass(frozen=True, slots=True)
class RefusedPage:
    """Everything web/refused.jinja may say."""

    title: str
    sentence: str
    more: str
    back_url: str
    back_words: str


def refused(
    request: HttpRequest,
    sentence: str,
    *,
    status: int = 422,
    title: str = "That could not be done",
    more: str = "",
) -> HttpResponse:
    back_url, back_words = _way_back(request)
    shown = RefusedPage(title=title, sentence=sentence, more=more, back_url=back_url, back_words=back_words)
    return page(request, "web/refused.jinja", shown, status=status)


def _way_back(request: HttpRequest) -> tuple[str, str]:
    """The page that they came from, if it was ours; never an address from elsewhere."""
    from_there = request.headers.get("Referer", "")
    ours = f"{request.scheme}://{request.get_host()}/" if from_there else ""
    if ours and from_there.startswith(ours):
        return from_there, "Go back to where you were"
    return "/", "Go to the front page"


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """`handler404`: also what one may not see."""
    more = "It may have moved, or it may not be for you to see. If you typed the address, check it."
    shown = RefusedPage(
        "That page is not here",
        "We looked, and there is nothing at this address.",
        more,
        "/",
        "Go to the front page",
    )
    return page(request, "web/not_found.jinja", shown, status=404)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """`handler403`"""
    return refused(request, "This is not open to you.", status=403, title="Not open to you")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """`CSRF_FAILURE_VIEW`"""
    return refused(
        request,
        "We could not be sure that this came from you, so we did nothing.",
        status=403,
        title="Please try once more",
        more="This happens when a page has been open for long, or when your browser does not keep cookies. "
        "Go back, load the page again, and press the button once more.",
    )


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """`handler400`"""
    return refused(
        request,
        "Something in what was sent could not be read as text, so we did nothing.",
        status=400,
        title="We could not read that",
        more="If you pasted it, try typing it, or copy it again from where it came.",
    )


def too_large(request: HttpRequest) -> HttpResponse:
    return refused(
        request,
        "That was more than we can take in one go, so we kept none of it.",
        status=413,
        title="That is too much at once",
        more="Go back: what you typed should still be there. Make it shorter, or send it in parts.",
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """`handler500`: as little machinery as can be, since something has just broken."""
    try:
        shown = RefusedPage(
            "Something went wrong here",
            "This is our fault, not yours. Nothing was half done: it was kept whole, or not at all.",
            "Please wait a moment and try once more.",
            "/",
            "Go to the front page",
        )
        return page(request, "web/error.jinja", shown, status=500)
    except Exception:  # the page of last resort may not itself fail
        return HttpResponse("Something went wrong here. It is our fault. Please try once more.", status=500)

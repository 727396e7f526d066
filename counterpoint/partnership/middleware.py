"""Which place a page lies in, and who in it is asking: `request.place`, `request.member`, `request.nav`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from counterpoint.partnership.queries.membership import member_of

if TYPE_CHECKING:
    from counterpoint.partnership.models import Member

type Handler = Callable[[HttpRequest], HttpResponse]
type NavItem = tuple[str, str, bool]

# What the menu offers, and the second words of the addresses under which each is the current one.
MENU = (
    ("Yours", "claims:yours", frozenset({"yours"})),
    ("Mirror", "mirror:mirror", frozenset({"mirror"})),
    (
        "The record",
        "claims:record",
        frozenset({"record", "promises", "requests", "barriers", "claims", "offers", "experiments"}),
    ),
    ("Goals", "goals:list", frozenset({"goals", "measures"})),
    ("Stories", "stories:stories", frozenset({"stories"})),
    ("Say something", "claims:put", frozenset[str]()),
    (
        "People",
        "partnership:people",
        frozenset({"people", "organisations", "settings", "bring-in", "exports", "notes", "what-matters"}),
    ),
)


class Membership:
    """Looks somebody up only for a view that asks for a member: a public page costs nothing here.

    A view says whom it is for (`view.audience`) before it runs, so this need not guess from the address.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        seen: Any = request
        seen.place, seen.member, seen.nav = None, None, ()
        try:
            return self.get_response(request)
        finally:
            timezone.deactivate()

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: list[Any], kwargs: dict[str, Any]
    ) -> None:
        slug = kwargs.get("slug")
        if not slug or getattr(view, "audience", "anyone") == "anyone" or not request.user.is_authenticated:
            return
        member = member_of(request.user.pk, slug)
        if member is None:
            return
        seen: Any = request
        seen.place, seen.member = member.place, member
        seen.nav = menu(slug, request.path, member)
        timezone.activate(ZoneInfo(member.place.zone))


membership = Membership


def menu(slug: str, path: str, member: Member | None = None) -> list[NavItem]:
    """(words, address, whether it is where they are). In a programme, its own page comes first."""
    here = path.removeprefix(f"/{slug}/").partition("/")[0]
    items = [(words, reverse(name, kwargs={"slug": slug}), here in rooms) for words, name, rooms in MENU]
    if member is not None and member.in_programme:  # type: ignore[attr-defined]  # as `member_of` reads them
        programme = ("Programme", reverse("programme:show", kwargs={"slug": slug}), here == "programme")
        items.insert(0 if member.place.programme else 2, programme)
    if settings.DEMO:
        items.append(("Be someone else", reverse("partnership:be_list"), False))
    return items


def me(request: HttpRequest) -> Member:
    """The member who asks. Only in a view for members or stewards, where there is one."""
    member: Member = request.member  # type: ignore[attr-defined]
    return member


def now(request: HttpRequest) -> datetime:
    at: datetime = request.now  # type: ignore[attr-defined]
    return at

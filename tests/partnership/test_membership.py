"""Who is asking, in which place: found once, for those pages only that need it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone

from counterpoint.partnership.actions import account_for, leave
from counterpoint.partnership.middleware import Membership, menu
from counterpoint.web.http import for_anyone, for_members
from tests.partnership.conftest import Browser
from tests.world import World, build


def asked(world: World, audience: Any, slug: str = "aldermouth", **more: Any) -> Any:
    """A request as a view of this audience gets it."""
    request: Any = RequestFactory().get(f"/{slug}/people/")
    request.user = more.get("user") or account_for(member=world.kofi)
    seen: list[Any] = []

    def view(request: HttpRequest, slug: str) -> HttpResponse:
        return HttpResponse()

    door = Membership(lambda given: seen.append(timezone.get_current_timezone_name()) or HttpResponse())
    door(request)
    door.process_view(request, audience(view), [], {"slug": slug})
    return request


def test_the_member_comes_in_two_queries_with_all_that_policies_ask_of_them(
    world: World, django_assert_num_queries: Any
) -> None:
    account = account_for(member=world.kofi)
    with django_assert_num_queries(2):
        request = asked(world, for_members, user=account)
    with django_assert_num_queries(0):
        assert request.member.name == "Kofi Baah"
        assert request.place.slug == "aldermouth"
        assert [one.organisation.name for one in request.member.memberships.all()] == ["Aldermouth Council"]
        assert [one.perspective for one in request.member.standpoints.all()] == ["frontline"]


def test_a_public_page_costs_nothing_here(world: World, django_assert_num_queries: Any) -> None:
    account = account_for(member=world.kofi)
    with django_assert_num_queries(0):
        request = asked(world, for_anyone, user=account)
    assert (request.place, request.member, request.nav) == (None, None, ())


def test_a_member_of_another_place_is_nobody_here(world: World, now: datetime) -> None:
    build(now, "saltreach")
    request = asked(world, for_members, slug="saltreach")
    assert (request.place, request.member) == (None, None)


def test_somebody_who_left_is_nobody_here(world: World, now: datetime) -> None:
    account = account_for(member=world.kofi)
    leave(member=world.kofi, by=None, at=now)
    assert asked(world, for_members, user=account).member is None


def test_times_are_those_of_the_place_and_only_while_its_page_is_made(world: World) -> None:
    world.place.zone = "Pacific/Auckland"
    world.place.save()
    asked(world, for_members)
    assert timezone.get_current_timezone_name() == "Pacific/Auckland"
    Membership(lambda given: HttpResponse())(RequestFactory().get("/"))
    assert timezone.get_current_timezone_name() == "Europe/London"


def test_the_menu_marks_where_one_is(db: None) -> None:
    assert [words for words, _, here in menu("aldermouth", "/aldermouth/promises/12/") if here] == [
        "The record"
    ]
    assert [words for words, _, here in menu("aldermouth", "/aldermouth/people/3/") if here] == ["People"]


def test_to_whom_is_not_in_it_a_place_is_not_there(world: World, now: datetime, as_member: Browser) -> None:
    """The same answer for a place that is, and a place that is not."""
    other = build(now, "saltreach")
    client = as_member(other.ada)
    for path in ("people/", "people/1/", "settings/", "bring-in/", "organisations/1/", "people/add/"):
        there, nowhere = client.get(f"/aldermouth/{path}"), client.get(f"/atlantis/{path}")
        assert (there.status_code, nowhere.status_code) == (404, 404), path
        assert there.content == nowhere.content


def test_whoever_is_not_signed_in_is_sent_to_sign_in_and_learns_nothing_else(world: World) -> None:
    for slug in ("aldermouth", "atlantis"):
        assert Client().get(f"/{slug}/people/")["Location"] == f"/sign-in/?next=/{slug}/people/"

"""The product's addresses, and one empty page: the floor against which pages are measured."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import path

from counterpoint.config.urls import urlpatterns as product
from counterpoint.web.http import for_members


@for_members
def empty(request: HttpRequest, slug: str) -> HttpResponse:
    """A page with nothing on it, for somebody signed in, through every middleware."""
    return HttpResponse("nothing")


urlpatterns = [path("<slug:slug>/empty/", empty), *product]

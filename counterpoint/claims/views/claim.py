"""One claim, and what its reader may do about it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from counterpoint.web.http import for_members


def _missing(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    raise Http404


show = for_members(_missing)
know_too = for_members(_missing)
add = for_members(_missing)
adopt = for_members(_missing)
reply = for_members(_missing)
withdraw = for_members(_missing)
message = for_members(_missing)
erase = for_members(_missing)
hand_out = for_members(_missing)
put_again = for_members(_missing)

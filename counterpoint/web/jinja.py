"""The Jinja environment of every page."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language, gettext, ngettext
from jinja2 import ChainableUndefined, ChoiceLoader, Environment, PackageLoader

from counterpoint.web import dates, marks
from counterpoint.web.nhs import params, summary


def environment(**options: Any) -> Environment:
    """Ours first, then the macros of the NHS design system (which need undefined values to be forgiving)."""
    options["loader"] = ChoiceLoader([options["loader"], PackageLoader("nhsuk_frontend_jinja")])
    options["undefined"] = ChainableUndefined
    options["autoescape"] = True
    env = Environment(  # noqa: S701  # autoescape is in the options, two lines up
        **options, extensions=["jinja2.ext.i18n"], trim_blocks=True, lstrip_blocks=True
    )
    env.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    env.globals.update(
        url=url,
        static=static,
        nav=nav,
        place_name=place_name,
        who=who,
        form_params=params,
        form_summary=summary,
    )
    env.globals.update(mark_word=marks.word, demonstration=demonstration, lang=lang)
    env.filters.update(
        day=dates.day,
        day_and_time=dates.day_and_time,
        month=dates.month,
        short_month=dates.short_month,
        number_word=dates.number_word,
        figure=dates.figure,
        plural=dates.plural,
        counted=dates.counted,
        ago_or_in=dates.ago_or_in,
        listed=dates.listed,
    )
    return env


def url(name: str, **kwargs: object) -> str:
    return reverse(name, kwargs=kwargs)


def nav(request: HttpRequest) -> list[tuple[str, str, bool]]:
    """(label, address, whether it is this page), as a middleware of a floor above has set them."""
    return list(getattr(request, "nav", ()))


def place_name(request: HttpRequest) -> str:
    """Only to its members: to everyone else a page says nothing of where it stands."""
    return str(request.place) if getattr(request, "member", None) and getattr(request, "place", None) else ""  # type: ignore[attr-defined]


def who(request: HttpRequest) -> str:
    return str(getattr(request, "member", None) or "")


def demonstration() -> bool:
    return bool(getattr(settings, "DEMO", False))


def lang() -> str:
    """The language that the page is written in; words quoted in it may carry their own."""
    return get_language() or "en"

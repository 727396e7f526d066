"""Signing in, by a mailed link or by the code beside it."""

from __future__ import annotations

import re

from tests.journeys.conftest import Sit
from tests.journeys.site import Site


def asks_for_a_mail(site: Site, sit: Sit) -> tuple[object, str]:
    ben = sit()
    ben.open("/")
    ben.looks()
    ben.type("Your e-mail address", "ben@aldermouth.example")
    ben.leave_to("Send me a link")
    ben.reads("Look in your mail")
    (mail,) = (one for one in site.work() if one.to == "ben@aldermouth.example")
    return ben, mail


def test_a_mailed_link_signs_in_with_one_press(site: Site, sit: Sit) -> None:
    ben, mail = asks_for_a_mail(site, sit)
    (link,) = (one for one in mail.links if "/sign-in/" in one)
    ben.open(link)
    ben.reads("You are ben@aldermouth.example")
    ben.leave_to("Sign in")
    assert ben.page.url == f"{site.url}/aldermouth/yours/"


def test_the_code_in_the_mail_signs_in_where_it_was_asked_for(site: Site, sit: Sit) -> None:
    ben, mail = asks_for_a_mail(site, sit)
    code = re.search(r"\b(\d{6})\b", mail.subject)
    assert code
    ben.type("The code in the mail", code.group(1))
    ben.leave_to("Sign in")
    assert ben.page.url == f"{site.url}/aldermouth/yours/"

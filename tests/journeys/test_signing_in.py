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


def test_a_passkey_is_made_and_signs_in_without_a_mail(site: Site, sit: Sit) -> None:
    """With a device that Chromium plays. A passkey needs an address with a name: localhost."""
    ben = sit()
    device = ben.page.context.new_cdp_session(ben.page)
    device.send("WebAuthn.enable")
    holds = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
    }
    device.send(
        "WebAuthn.addVirtualAuthenticator",
        {"options": {**holds, "isUserVerified": True, "automaticPresenceSimulation": True}},
    )
    home = site.url.replace("127.0.0.1", "localhost")
    cookie = {"name": "sessionid", "value": site.cookie(site.world.ben), "url": home}
    ben.page.context.add_cookies([cookie])  # type: ignore[list-item]
    ben.open(f"{home}/account/")
    ben.looks()
    ben.leave_to("Add a passkey")
    ben.type("What do you call the device?", "my phone")
    ben.leave_to("Make the passkey")
    ben.reads("my phone", "not used yet")
    ben.leave_to("Sign out")
    ben.open(f"{home}/sign-in/")
    ben.leave_to("Sign in with a passkey")
    ben.leave_to("Use my passkey")
    assert ben.page.url == f"{home}/aldermouth/yours/"

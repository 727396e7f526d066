"""Somebody's own account: where they are signed in, their passkeys, their places. Real ceremonies: tests/journeys."""

from __future__ import annotations

import json
import re
from datetime import datetime

import pytest
from django.test import Client
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import Aaguid, AttestedCredentialData

from counterpoint.partnership import actions, policies
from counterpoint.partnership.models import Account, Member, Passkey, Session
from counterpoint.web.http import Refused
from tests.partnership.conftest import Browser
from tests.world import World

HERE = "https://counterpoint.example"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605 Mobile Safari/604"
SHARED_PC = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/142.0"


def signs_in(member: Member, agent: str) -> Client:
    """By a mailed link, in a browser of their own."""
    row = actions.ask_to_sign_in(email=member.email, next_path="", network="1", at=member.joined_at)
    row.expires_at = row.expires_at.replace(year=2100)
    row.save()
    client = Client(headers={"user-agent": agent})
    assert client.post(f"/sign-in/{row.token}/").status_code == 302
    return client


def text(client: Client, address: str = "/account/") -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", client.get(address).content.decode()).split())


def test_one_sees_where_one_is_signed_in_and_which_is_this_one(world: World) -> None:
    phone, shared = signs_in(world.kofi, PHONE), signs_in(world.kofi, SHARED_PC)
    said = text(phone)
    assert "iPhone" in said
    assert "Windows" in said
    assert said.index("iPhone") < said.index("This is the one in front of you") < said.index("Windows")
    assert text(shared).index("Windows") < text(shared).index("iPhone")


def test_a_session_is_ended_elsewhere_and_only_ones_own(world: World) -> None:
    phone, shared = signs_in(world.kofi, PHONE), signs_in(world.kofi, SHARED_PC)
    ruths = signs_in(world.ruth, PHONE)
    (there,) = re.findall(r"/account/sessions/(\w{16})/end/", phone.get("/account/").content.decode())
    ruths.post(f"/account/sessions/{there}/end/")
    assert shared.get("/account/").status_code == 200, "somebody else cannot end it"
    phone.post(f"/account/sessions/{there}/end/")
    assert shared.get("/account/").status_code == 302
    assert phone.get("/account/").status_code == 200


def test_all_the_others_are_ended_at_once(world: World) -> None:
    phone, shared, tablet = (signs_in(world.kofi, one) for one in (PHONE, SHARED_PC, "iPad"))
    ruths = signs_in(world.ruth, PHONE)
    phone.post("/account/sessions/end-others/")
    still = [one.get("/account/").status_code for one in (phone, shared, tablet, ruths)]
    assert still == [200, 302, 302, 200]


def test_the_page_gives_no_session_away(world: World) -> None:
    phone, _ = signs_in(world.kofi, PHONE), signs_in(world.kofi, SHARED_PC)
    page = phone.get("/account/").content.decode()
    assert not [one.session_key for one in Session.objects.all() if one.session_key in page]


def test_the_page_names_ones_places_and_roles(world: World, as_member: Browser) -> None:
    said = text(as_member(world.ada))
    assert f"{world.place.name} as {world.ada.name}" in said
    assert "steward" in said


def test_whoever_is_not_signed_in_is_asked_to(world: World) -> None:
    assert Client().get("/account/")["Location"] == "/sign-in/?next=/account/"


@pytest.mark.parametrize(
    ("origin", "works"),
    [(HERE, True), ("http://localhost:8000", True), ("http://127.0.0.1:8000", False), ("https://10.0.0.7", False),
     ("http://counterpoint.example", False)],
)  # fmt: skip
def test_passkeys_are_offered_where_browsers_give_them(origin: str, works: bool) -> None:
    assert (policies.why_not_passkey_at(origin) is None) is works


def test_the_way_in_by_passkey_is_shown_only_where_it_works(world: World) -> None:
    assert "passkey" in text(Client(headers={"host": "localhost"}), "/sign-in/")
    assert "passkey" not in text(Client(headers={"host": "127.0.0.1"}), "/sign-in/")


def account_with_passkey(world: World, now: datetime) -> tuple[Account, Passkey]:
    """A key whose private half nobody here holds."""
    account = actions.account_for(member=world.kofi)
    public = AttestedCredentialData.create(Aaguid(b"\0" * 16), b"a key", ES256.from_ctap1(b"\4" + b"\1" * 64))
    passkey = Passkey.objects.create(
        account=account,
        credential=websafe_encode(b"a key"),
        public=bytes(public),
        name="my phone",
        made_at=now,
    )
    return account, passkey


FORGED = {
    "id": websafe_encode(b"a key"), "rawId": websafe_encode(b"a key"), "type": "public-key",
    "response": {
        "clientDataJSON": websafe_encode(b'{"type":"webauthn.get","challenge":"AAAA","origin":"' + HERE.encode() + b'"}'),
        "authenticatorData": websafe_encode(b"\0" * 37), "signature": websafe_encode(b"x"),
    },
}  # fmt: skip


@pytest.mark.parametrize(
    "answer", [json.dumps(FORGED), "", "{}", "[]", "null", "not json", '{"id": 7}', '{"id": "x"}']
)
def test_an_answer_that_no_device_gave_signs_nobody_in(world: World, now: datetime, answer: str) -> None:
    account_with_passkey(world, now)
    asked = actions.ask_to_sign_in_with_passkey(origin=HERE)
    with pytest.raises(Refused):
        actions.sign_in_with_passkey(origin=HERE, state=asked.state, answer=answer, at=now)


@pytest.mark.parametrize("answer", ["", "{}", "null", "not json", json.dumps(FORGED)])
def test_what_no_device_made_is_not_kept(world: World, now: datetime, answer: str) -> None:
    account = actions.account_for(member=world.kofi)
    asked = actions.ask_for_passkey(account=account, origin=HERE)
    with pytest.raises(Refused):
        actions.add_passkey(account=account, origin=HERE, state=asked.state, answer=answer, name="", at=now)
    assert not Passkey.objects.exists()


def test_the_eleventh_passkey_is_refused_with_what_to_do(world: World, now: datetime) -> None:
    account, _ = account_with_passkey(world, now)
    for count in range(9):
        Passkey.objects.create(account=account, credential=str(count), public=b"", name="", made_at=now)
    with pytest.raises(Refused, match=r"You have 10 passkeys\. Remove one before you add another\."):
        actions.ask_for_passkey(account=account, origin=HERE)


def test_one_removes_only_ones_own_passkey(world: World, now: datetime, as_member: Browser) -> None:
    _, passkey = account_with_passkey(world, now)
    as_member(world.ruth).post(f"/account/passkeys/{passkey.pk}/remove/")
    assert Passkey.objects.exists()
    assert "my phone" in text(as_member(world.kofi))
    as_member(world.kofi).post(f"/account/passkeys/{passkey.pk}/remove/")
    assert not Passkey.objects.exists()


@pytest.mark.parametrize(
    ("agent", "device"),
    [
        (PHONE, "iPhone"),
        (SHARED_PC, "Windows"),
        ("Mozilla/5.0 (Linux; Android 15)", "Android"),
        ("curl/8", ""),
    ],
)
def test_of_a_browsers_name_only_the_sort_of_device_is_kept(agent: str, device: str) -> None:
    assert policies.device_of(agent) == device

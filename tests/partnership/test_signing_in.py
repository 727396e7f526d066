"""A mailed link, a code in the same mail, and nothing that tells a stranger who is known here."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client
from django.utils import timezone

from counterpoint.partnership import actions
from counterpoint.partnership.models import Account, Member, SignIn
from counterpoint.partnership.policies import WRONG_CODES
from counterpoint.partnership.queries import sign_in_mail, sign_ins_to_send
from counterpoint.web.http import Refused
from tests.world import World, build


@pytest.fixture(autouse=True)
def nobody_has_asked_yet(db: None) -> None:
    caches["shared"].clear()


def ask(email: str = "kofi@aldermouth.example", at: datetime | None = None, **more: Any) -> SignIn:
    given = {"next_path": "", "network": "192.0.2.1", "at": at or timezone.now(), **more}
    return actions.ask_to_sign_in(email=email, **given)


def signed_in_as(client: Client) -> str | None:
    key = client.session.get("_auth_user_id")
    return Member.objects.get(account_id=key).name if key else None


# The mail


def test_link_and_code_of_the_mail_are_made_from_a_nonce_and_the_key_so_neither_is_stored(
    world: World,
) -> None:
    row = ask()
    mail = sign_in_mail(row)
    assert mail.email == "kofi@aldermouth.example"
    assert re.fullmatch(r"\d{6}", mail.code)
    kept = " ".join(str(value) for value in SignIn.objects.filter(pk=row.pk).values_list()[0])
    assert mail.code not in kept
    assert mail.link_path.strip("/").rpartition("/")[2] not in kept


def test_work_is_given_what_is_not_yet_mailed_once(world: World, now: datetime) -> None:
    row = ask(at=now)
    assert sign_ins_to_send(now) == [row]
    actions.sign_in_sent(row=row, at=now)
    assert sign_ins_to_send(now) == []


def test_a_sign_in_that_ran_out_is_not_mailed_late(world: World, now: datetime) -> None:
    ask(at=now)
    assert sign_ins_to_send(now + timedelta(minutes=15)) == []


# Nothing to learn


def test_a_stranger_and_a_member_get_the_same_pages(world: World) -> None:
    pages = []
    for email in ("kofi@aldermouth.example", "stranger@elsewhere.example"):
        client = Client()
        asked = client.post("/sign-in/", {"email": email})
        page = client.get(asked["Location"])
        wrong = client.post("/sign-in/code/", {"code": "not a code"})
        clean = [re.sub(r'value="[\w-]{64}"', "", one.content.decode()) for one in (page, wrong)]
        pages.append((asked.status_code, asked["Location"], page.status_code, wrong.status_code, *clean))
    assert pages[0] == pages[1]
    assert "If that address is known here, a mail is on its way." in pages[0][4]


def test_a_strangers_address_is_not_kept(world: World) -> None:
    ask("stranger@elsewhere.example")
    assert not SignIn.objects.filter(email__contains="stranger").exists()


def test_the_sixth_mail_in_an_hour_is_not_sent_and_nobody_is_told(world: World, now: datetime) -> None:
    rows = [ask(at=now) for _ in range(6)]
    assert [bool(row.email) for row in rows] == [True] * 5 + [False]


def test_one_network_cannot_ask_for_ever_whomever_it_asks_for(world: World) -> None:
    for n in range(60):
        ask(f"somebody{n}@elsewhere.example")
    client = Client(REMOTE_ADDR="192.0.2.1")
    page = client.post("/sign-in/", {"email": "kofi@aldermouth.example"})
    assert page.status_code == 422
    assert "Wait a quarter of an hour" in page.content.decode()
    assert "kofi@aldermouth.example" in page.content.decode(), "what was typed is kept"


# The link


def test_opening_the_link_signs_nobody_in_however_often_a_scanner_does_it(world: World) -> None:
    path = sign_in_mail(ask()).link_path
    client = Client()
    for _ in range(3):
        assert client.get(path).status_code == 200
        assert client.head(path).status_code == 200
    assert signed_in_as(client) is None


def test_the_button_signs_in_once(world: World) -> None:
    path = sign_in_mail(ask()).link_path
    client, other = Client(), Client()
    assert client.post(path)["Location"] == "/"
    assert signed_in_as(client) == "Kofi Baah"
    again = other.post(path)
    assert again.status_code == 410
    assert "has been used already" in again.content.decode()
    assert signed_in_as(other) is None


def test_the_session_is_another_one_after_signing_in(world: World) -> None:
    client = Client()
    client.post("/sign-in/", {"email": "kofi@aldermouth.example"})
    before = client.session.session_key
    client.post(sign_in_mail(SignIn.objects.latest("pk")).link_path)
    assert client.session.session_key != before


def test_a_link_lasts_fifteen_minutes(world: World) -> None:
    row = ask(at=timezone.now() - timedelta(minutes=16))
    page = Client().post(sign_in_mail(row).link_path)
    assert page.status_code == 410
    assert "has run out" in page.content.decode()


@pytest.mark.parametrize("token", ["forged", "a.b", "0" * 32 + ".forged", "%F0%9F%92%A9", "a" * 3000])
def test_a_forged_link_is_answered_kindly_and_costs_no_query(
    token: str, db: None, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(0):
        page = Client().get(f"/sign-in/{token}/")
    assert page.status_code == 410
    assert "not one of ours" in page.content.decode()


def test_one_sign_in_spends_every_other_mail_to_that_address(world: World, now: datetime) -> None:
    first, second = ask(at=now), ask(at=now)
    actions.sign_in_by_link(token=second.token, at=now)
    with pytest.raises(Refused, match="used already"):
        actions.sign_in_by_link(token=first.token, at=now)


# The code


def test_the_code_signs_in_where_it_was_asked_for_with_or_without_a_space(world: World) -> None:
    client = Client()
    client.post("/sign-in/", {"email": "KOFI@aldermouth.example"})
    code = SignIn.objects.latest("pk").code
    assert client.post("/sign-in/code/", {"code": f"{code[:3]} {code[3:]}"})["Location"] == "/"
    assert signed_in_as(client) == "Kofi Baah"


def test_a_code_is_worth_nothing_in_another_browser(world: World) -> None:
    row, other = ask(), Client()
    other.post("/sign-in/", {"email": "tunde@aldermouth.example"})
    other.post("/sign-in/code/", {"code": row.code})
    assert signed_in_as(other) is None
    assert Client().post("/sign-in/code/", {"code": row.code})["Location"] == "/sign-in/"


def test_after_five_wrong_codes_the_right_one_and_the_link_are_dead(world: World, now: datetime) -> None:
    row = ask(at=now)
    wrong = f"{(int(row.code) + 1) % 1_000_000:06}"
    for _ in range(WRONG_CODES):
        with pytest.raises(Refused):
            actions.sign_in_by_code(asked=row.pk, typed=wrong, at=now)
    with pytest.raises(Refused, match="fifth wrong code"):
        actions.sign_in_by_code(asked=row.pk, typed=row.code, at=now)
    with pytest.raises(Refused, match="fifth wrong code"):
        actions.sign_in_by_link(token=row.token, at=now)


def test_no_code_at_all_fits_a_row_without_an_address(db: None, now: datetime) -> None:
    row = ask("stranger@elsewhere.example", at=now)
    with pytest.raises(Refused, match="not the code"):
        actions.sign_in_by_code(asked=row.pk, typed=row.code, at=now)
    with pytest.raises(Refused, match="not one of ours"):
        actions.sign_in_by_link(token=row.token, at=now)


# Where to, and as whom


@pytest.mark.parametrize(
    ("asked", "goes_to"),
    [
        ("/aldermouth/people/", "/aldermouth/people/"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("/\\evil.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("/" + "x" * 400, "/"),
    ],
)
def test_one_comes_to_where_one_was_going_if_it_is_ours(world: World, asked: str, goes_to: str) -> None:
    row = ask(next_path=asked)
    assert Client().post(sign_in_mail(row).link_path)["Location"] == goes_to


def test_an_account_is_tied_to_each_member_with_that_address_in_every_place(
    world: World, now: datetime
) -> None:
    other = build(now, "saltreach")
    Member.objects.filter(pk=other.ada.pk).update(email="kofi@aldermouth.example")
    account = actions.sign_in_by_link(token=ask(at=now).token, at=now).account
    names = set(Member.objects.filter(account=account).values_list("place__slug", "name"))
    assert names == {("aldermouth", "Kofi Baah"), ("saltreach", "Ada Quill")}


def test_whoever_has_an_address_now_takes_the_account_from_whoever_had_it(
    world: World, now: datetime
) -> None:
    actions.sign_in_by_link(token=ask(at=now).token, at=now)
    Member.objects.filter(pk=world.kofi.pk).update(email="kofi.new@aldermouth.example")
    Member.objects.filter(pk=world.ruth.pk).update(email="kofi@aldermouth.example")
    account = actions.sign_in_by_link(token=ask(at=now).token, at=now).account
    assert list(Member.objects.filter(account=account)) == [world.ruth]


def test_a_founder_without_an_address_keeps_their_account_when_they_prove_one(
    world: World, now: datetime
) -> None:
    before = actions.account_for(member=world.kofi)
    account = actions.sign_in_by_link(token=ask(at=now).token, at=now).account
    assert (account, account.email) == (before, "kofi@aldermouth.example")
    assert Account.objects.count() == 1


def test_somebody_who_left_is_not_known_here(world: World, now: datetime) -> None:
    actions.leave(member=world.kofi, by=None, at=now)
    assert ask(at=now).email == ""


def test_signing_out_ends_it_and_only_a_press_does(world: World) -> None:
    client = Client()
    client.post(sign_in_mail(ask()).link_path)
    assert client.get("/sign-out/").status_code == 405
    assert signed_in_as(client)
    client.post("/sign-out/")
    assert signed_in_as(client) is None


def test_broken_text_in_the_address_is_refused_as_unreadable(db: None) -> None:
    page = Client().post("/sign-in/", b"email=%ff%fe", content_type="application/x-www-form-urlencoded")
    assert page.status_code == 400


def test_old_rows_go_when_somebody_asks_again(world: World, now: datetime) -> None:
    old = ask(at=now - timedelta(days=2))
    ask(at=now)
    assert not SignIn.objects.filter(pk=old.pk).exists()

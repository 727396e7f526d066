"""The ways out: a mail server, GOV.UK Notify, and the outbox folder."""

from __future__ import annotations

import smtplib
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from django.core import mail as django_mail
from django.core.mail.backends.base import BaseEmailBackend
from notifications_python_client.errors import HTTPError, TokenError
from requests import Response

from counterpoint.work.channels import Failed, Message, Sent, channel_for
from counterpoint.work.channels.file import FileOutbox
from counterpoint.work.channels.mail import MailServer
from counterpoint.work.channels.notify import Notify

AT = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
MAIL = Message(
    to="ruth@example.org", name="Ruth Vane", subject="Was this promise kept? Ward rounds", kind="mail", key="a1" * 16,
    text="Was this promise kept?\n\n“Ward rounds”\n", html="<p>Was this promise kept?</p>", at=AT,
    reply_to="ada@example.org",
)  # fmt: skip
TEXT = replace(
    MAIL, to="07700 900123", kind="text", html=None, text="Was it kept? http://127.0.0.1:8000/a/x/"
)


def opened(path: Path) -> EmailMessage:
    found = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert isinstance(found, EmailMessage)
    return found


def test_a_mail_in_the_outbox_opens_in_any_mail_program(tmp_path: Path) -> None:
    FileOutbox(tmp_path / "outbox").send(MAIL)
    (path,) = (tmp_path / "outbox").iterdir()
    read = opened(path)
    assert path.suffix == ".eml"
    assert (read["Subject"], read["To"], read["Reply-To"]) == (
        MAIL.subject,
        "Ruth Vane <ruth@example.org>",
        "ada@example.org",
    )
    assert read["Date"].datetime == AT
    plain, html = read.get_body(("plain",)), read.get_body(("html",))
    assert plain is not None
    assert "“Ward rounds”" in plain.get_content()
    assert html is not None
    assert "<p>Was this promise kept?</p>" in html.get_content()
    assert path.stat().st_mode & 0o077 == 0


def test_a_text_message_in_the_outbox_is_a_file_of_text(tmp_path: Path) -> None:
    FileOutbox(tmp_path).send(TEXT)
    (path,) = tmp_path.iterdir()
    assert path.suffix == ".txt"
    assert path.read_text() == f"To: 07700 900123\n\n{TEXT.text}\n"


def test_the_same_letter_twice_is_one_file(tmp_path: Path) -> None:
    for again in (False, True):
        assert FileOutbox(tmp_path).send(replace(MAIL, again=again)) == Sent(next(tmp_path.iterdir()).name)
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("name", ["../../etc/passwd", "a/b\\c", ".hidden", "x" * 400, "\x00\n", "محمد", ""])
def test_no_name_leads_out_of_the_outbox(tmp_path: Path, name: str) -> None:
    assert isinstance(FileOutbox(tmp_path / "outbox").send(replace(MAIL, name=name)), Sent)
    assert [path.parent for path in tmp_path.rglob("*.eml")] == [tmp_path / "outbox"]


def test_a_line_break_in_a_name_or_a_sentence_begins_no_header(tmp_path: Path) -> None:
    FileOutbox(tmp_path).send(replace(MAIL, name="Ruth\r\nBcc: all@example.org", subject="Kept?\nX-Evil: 1"))
    read = opened(next(tmp_path.iterdir()))
    assert read["Bcc"] is None
    assert read["X-Evil"] is None


def test_an_outbox_that_cannot_be_written_keeps_the_letter_waiting(tmp_path: Path) -> None:
    (tmp_path / "outbox").write_text("a file where the folder should be")
    outcome = FileOutbox(tmp_path / "outbox").send(MAIL)
    assert isinstance(outcome, Failed)
    assert not outcome.lasting


def test_a_mail_by_server_has_both_bodies_one_identity_and_asks_for_no_automatic_reply(settings: Any) -> None:
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
    django_mail.outbox = []
    assert MailServer().send(MAIL) == Sent(MAIL.key)
    (sent,) = django_mail.outbox
    assert sent.extra_headers["Message-ID"].startswith(f"<{MAIL.key}@")
    assert sent.extra_headers["Auto-Submitted"] == "auto-generated"
    assert sent.alternatives[0].mimetype == "text/html"  # type: ignore[attr-defined]


class Broken(BaseEmailBackend):
    """A mail server in one of its moods."""

    mood: Exception = OSError()

    def send_messages(self, email_messages: Any) -> int:
        raise self.mood


@pytest.mark.parametrize(
    ("mood", "lasting"),
    [
        (smtplib.SMTPRecipientsRefused({"ruth@example.org": (550, b"no such person")}), True),
        (smtplib.SMTPRecipientsRefused({"ruth@example.org": (450, b"later")}), False),
        (smtplib.SMTPAuthenticationError(535, b"no"), False),
        (smtplib.SMTPDataError(452, b"full"), False),
        (smtplib.SMTPServerDisconnected("gone"), False),
        (TimeoutError("slow"), False),
        (ConnectionRefusedError("down"), False),
    ],
)
def test_a_mail_that_did_not_go_says_why_and_no_address(
    settings: Any, mood: Exception, lasting: bool
) -> None:
    settings.MAILERS = {"default": {"BACKEND": f"{__name__}.Broken"}}
    Broken.mood = mood
    outcome = MailServer().send(MAIL)
    assert isinstance(outcome, Failed)
    assert outcome.lasting is lasting
    assert "ruth" not in outcome.why


@dataclass
class Client:
    """GOV.UK Notify as it answers."""

    sent: list[tuple[Any, ...]] = field(default_factory=list)
    known: list[dict[str, str]] = field(default_factory=list)
    mood: Exception | None = None

    def send_sms_notification(self, *given: Any, **more: Any) -> Any:
        return self._send(*given, more)

    def send_email_notification(self, *given: Any, **more: Any) -> Any:
        return self._send(*given, more)

    def _send(self, *given: Any) -> Any:
        if self.mood:
            raise self.mood
        self.sent.append(given)

    def get_all_notifications(self, reference: str) -> Any:
        return {"notifications": self.known}


def answering(code: int) -> HTTPError:
    response = Response()
    response.status_code = code
    return HTTPError(response)


def test_a_text_message_goes_by_one_template_with_the_words_in_it() -> None:
    client = Client()
    assert Notify("", "the-template", client).send(TEXT) == Sent(TEXT.key)
    expected = {"personalisation": {"message": TEXT.text}, "reference": TEXT.key}
    assert client.sent == [("07700 900123", "the-template", expected)]


def test_a_mail_by_notify_has_its_subject() -> None:
    client = Client()
    Notify("", "the-template", client).send(MAIL)
    assert client.sent[0][2]["personalisation"]["subject"] == MAIL.subject


@pytest.mark.parametrize(
    ("mood", "lasting"),
    [
        (answering(400), True),
        (answering(403), False),
        (answering(429), False),
        (answering(500), False),
        (HTTPError(None), False),
        (TokenError(), False),
        (ConnectionError(), False),
    ],
)
def test_a_message_that_notify_did_not_take_says_why(mood: Exception, lasting: bool) -> None:
    outcome = Notify("", "the-template", Client(mood=mood)).send(TEXT)
    assert isinstance(outcome, Failed)
    assert outcome.lasting is lasting


@pytest.mark.parametrize(("status", "times"), [("delivered", 0), ("sending", 0), ("permanent-failure", 1)])
def test_notify_is_asked_before_a_second_try_whether_the_first_got_through(status: str, times: int) -> None:
    client = Client(known=[{"status": status}])
    assert isinstance(Notify("", "the-template", client).send(replace(TEXT, again=True)), Sent)
    assert len(client.sent) == times


@pytest.mark.parametrize(
    ("given", "kind", "way"),
    [
        ({}, "mail", FileOutbox),
        ({}, "text", FileOutbox),
        ({"SENDS_MAIL": True}, "mail", MailServer),
        ({"SENDS_MAIL": True}, "text", FileOutbox),
        ({"NOTIFY_KEY": "x", "NOTIFY_TEXT_TEMPLATE": "t"}, "text", Notify),
        ({"NOTIFY_KEY": "x", "NOTIFY_TEXT_TEMPLATE": "t"}, "mail", FileOutbox),
        ({"NOTIFY_KEY": "x", "NOTIFY_MAIL_TEMPLATE": "m"}, "mail", Notify),
    ],
)
def test_the_way_follows_from_what_is_set(
    settings: Any, monkeypatch: pytest.MonkeyPatch, given: dict[str, Any], kind: str, way: type
) -> None:
    monkeypatch.setattr("counterpoint.work.channels.notify._client", lambda key: Client())
    for name, value in given.items():
        setattr(settings, name, value)
    assert isinstance(channel_for(kind, demonstration=False), way)
    assert isinstance(channel_for(kind, demonstration=True), FileOutbox)  # nothing leaves a demonstration

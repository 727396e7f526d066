"""Sign-in mails: at once, day or night, for somebody sits and waits for it."""

from __future__ import annotations

import hashlib
from datetime import datetime

from counterpoint.partnership.actions import sign_in_sent
from counterpoint.partnership.choices import Channel as Reach
from counterpoint.partnership.models import SignIn
from counterpoint.partnership.queries import sign_in_mail, sign_ins_to_send
from counterpoint.work.channels import Failed, Message
from counterpoint.work.letters import LetterPage, as_html
from counterpoint.work.links import absolute
from counterpoint.work.notices import Button, Part
from counterpoint.work.outbox import Tally, Ways, the_ways
from counterpoint.work.plain import printed

FROM = "Counterpoint"
FOOT = (
    "If you did not ask for this, you need do nothing: without this mail nobody can sign in as you.",
    "Nothing here tells us whether you have read it.",
)


def send_sign_ins(at: datetime, ways: Ways = the_ways) -> Tally:
    """They run out after fifteen minutes, so one that can't be sent is tried every round until then."""
    tally = Tally()
    for row in sign_ins_to_send(at):
        outcome = ways(Reach.MAIL, False).send(message_of(row, at))
        if isinstance(outcome, Failed):
            tally.failed += 1
        else:
            sign_in_sent(row=row, at=at)
            tally.sent += 1
    return tally


def message_of(row: SignIn, at: datetime) -> Message:
    mail = sign_in_mail(row)
    page = page_of(absolute(mail.link_path), mail.code)
    return Message(
        to=mail.email,
        subject=page.subject,
        kind=Reach.MAIL,
        at=row.asked_at,
        # Of the nonce only a digest: the key is a file's name, and stands in every mail server's log.
        key=hashlib.sha256(f"sign-in {row.nonce}".encode()).hexdigest()[:32],
        text=printed(page.subject, page.from_place, page.parts, page.foot),
        html=as_html(page),
    )


def page_of(link: str, code: str) -> LetterPage:
    part = Part(
        subject=f"{code} is your code to sign in",
        heading="Sign in to Counterpoint",
        lines=(
            "Press the button, on the telephone or computer on which you want to sign in.",
            f"Or type this code where you asked for it: {code}",
            "Both work once, and for fifteen minutes.",
        ),
        buttons=(Button("Sign in", link),),
    )
    return LetterPage(lang="en", subject=part.subject, from_place=FROM, parts=(part,), foot=FOOT)

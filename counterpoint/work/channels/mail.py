"""Mail: how a message is built, and the server that takes it."""

from __future__ import annotations

import re
import smtplib
from email.utils import format_datetime, formataddr, parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from counterpoint.work.channels import Failed, Message, Sent

UNSEEN = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]+")


def built(message: Message) -> EmailMultiAlternatives:
    """A mail with its two bodies. Nothing in it is fetched, and nothing in it tells whether it was read."""
    headers = {
        # The same on every try: most mail systems drop the second of two.
        "Message-ID": f"<{message.key}@{domain()}>",
        "Date": format_datetime(message.at),
        "Auto-Submitted": "auto-generated",  # no "I am on holiday" in return
        "Content-Language": message.lang,
    }
    mail = EmailMultiAlternatives(
        subject=one_line(message.subject),
        body=message.text,
        from_email=settings.MAIL_FROM,
        to=[formataddr((one_line(message.name), message.to))],
        reply_to=[message.reply_to] if message.reply_to else None,
        headers=headers,
    )
    if message.html:
        mail.attach_alternative(message.html, "text/html")
    return mail


def one_line(words: str) -> str:
    """A header is one line: a name or a sentence with a line break in it must not begin another."""
    return UNSEEN.sub(" ", words).strip()


def domain() -> str:
    return parseaddr(settings.MAIL_FROM)[1].rpartition("@")[2] or "localhost"


class MailServer:
    """The operator's own mail server, by SMTP."""

    def send(self, message: Message) -> Sent | Failed:
        try:
            built(message).send()
        except smtplib.SMTPRecipientsRefused as refused:
            code = next(iter(refused.recipients.values()), (0, b""))[0]
            return Failed(f"The mail server refused the address ({code}).", lasting=code >= 500)
        except smtplib.SMTPAuthenticationError as refused:
            return Failed(f"The mail server did not accept our name and password ({refused.smtp_code}).")
        except smtplib.SMTPResponseException as refused:
            return Failed(f"The mail server answered {refused.smtp_code}.")
        except (smtplib.SMTPException, OSError) as failure:
            return Failed(f"The mail server could not be reached ({type(failure).__name__}).")
        except ValueError:
            return Failed("The address can’t be written to.", lasting=True)
        return Sent(message.key)

"""The outbox folder: every mail a file that any mail program opens, every text message a file of text."""

from __future__ import annotations

import os
from email import policy
from pathlib import Path

from django.utils.text import slugify

from counterpoint.partnership.choices import Channel as Reach
from counterpoint.work.channels import Failed, Message, Sent
from counterpoint.work.channels.mail import built


class FileOutbox:
    """Where nothing is set, and in a demonstration, letters lie here for a person to read or to send."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def send(self, message: Message) -> Sent | Failed:
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            path = self.folder / name_of(message)
            if not path.exists():  # else an earlier try got through
                _write_whole(path, content_of(message))
        except OSError as failure:
            return Failed(f"The outbox folder can’t be written ({failure.strerror}).")
        except ValueError:
            return Failed("The address can’t be written to.", lasting=True)
        return Sent(path.name)


def name_of(message: Message) -> str:
    """When, to whom, and the key that makes it the only one: nothing in it comes from outside unwashed."""
    whom = slugify(message.name or message.to.partition("@")[0])[:40] or "somebody"
    ending = "txt" if message.kind == Reach.TEXT else "eml"
    return f"{message.at:%Y-%m-%d-%H%M}-{whom}-{message.key}.{ending}"


def content_of(message: Message) -> bytes:
    if message.kind == Reach.TEXT:
        return f"To: {message.to}\n\n{message.text}\n".encode()
    return built(message).message(policy=policy.SMTP).as_bytes()


def _write_whole(path: Path, content: bytes) -> None:
    """Whole or not at all: a file that is there is complete."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    fresh.rename(path)

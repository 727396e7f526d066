"""What a log may say. A secret in an address would let whoever reads the log speak for somebody else."""

from __future__ import annotations

import logging
import re

# The part of an address that follows these is a secret: an answer page, a ticket, a founding, a sign-in.
SECRET_PARTS = re.compile(r"(?P<before>/(?:a|t|start|sign-in)/)[^/\s?\"']+")


def without_secrets(words: str) -> str:
    return SECRET_PARTS.sub(r"\g<before>…", words)


class Discreet(logging.Filter):
    """Takes secrets out of every line before it is written."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = without_secrets(record.getMessage()), None
        return True

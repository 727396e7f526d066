"""What a log may say. A secret in an address would let whoever reads the log speak for somebody else."""

from __future__ import annotations

import logging
import re

# What follows these in an address is a secret: an answer, a promise to own, a ticket, a founding, a sign-in.
SECRET_PARTS = re.compile(r"(?P<before>/(?:a|p|s|t|start|sign-in)/)[^/\s?\"']+")


def without_secrets(words: str) -> str:
    return SECRET_PARTS.sub(r"\g<before>…", words)


class Discreet(logging.Filter):
    """Takes secrets out of every line before it is written."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = without_secrets(record.getMessage()), None
        return True

"""`counterpoint`: the door for whoever runs it. Everything that is done is done in the rooms."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from counterpoint.cli.telling import Stopped
from counterpoint.cli.words import parser


def main(arguments: Sequence[str] | None = None) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "counterpoint.config.settings")
    os.umask(0o077)  # the data folder is for the account that runs this, and nobody else
    words = parser().parse_args(arguments)
    try:
        code: int = words.does(words)
    except Stopped as why:
        print(f"counterpoint: {why}", file=sys.stderr)
        return why.code
    except KeyboardInterrupt:
        return 130
    return code

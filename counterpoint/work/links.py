"""Links as a mail or a text needs them: whole."""

from __future__ import annotations

from django.conf import settings


def absolute(path: str) -> str:
    return f"{settings.ADDRESS}{path}"

"""A browser without a browser: pages fetched at a moment that the test chooses."""

from __future__ import annotations

import html
import re
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from counterpoint.partnership.models import Account, Member

TAG = re.compile(r"<[^>]+>")


class Visitor:
    """Somebody with a browser. `at` is when they look; `said` reads the last page as one line of text."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, at: datetime) -> None:
        self.at = at
        self.client = Client(enforce_csrf_checks=True)
        self.status = 0
        self.page = ""
        monkeypatch.setattr(timezone, "now", lambda: self.at)

    def sign_in(self, member: Member) -> None:
        account, _ = Account.objects.get_or_create(email=member.email)
        Member.objects.filter(pk=member.pk).update(account=account)
        self.client.force_login(account)

    def get(self, url: str, **headers: Any) -> str:
        return self._kept(self.client.get(url, **headers))

    def post(self, url: str, data: dict[str, Any] | None = None, **more: Any) -> str:
        """As a form would be sent: with the token of the pages fetched so far, if one of them had a form."""
        held = self.client.cookies.get("csrftoken")
        sent = {**(data or {}), **({"csrfmiddlewaretoken": held.value} if held else {})}
        return self._kept(self.client.post(url, sent, **more))

    def _kept(self, response: Any) -> str:
        self.response, self.status = response, response.status_code
        self.page = response.content.decode()
        return self.said

    @property
    def said(self) -> str:
        return " ".join(html.unescape(TAG.sub(" ", self.page)).split())

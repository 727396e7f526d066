"""Sessions: Django's own, with whose each is beside it, so that somebody sees where they are signed in, and ends it.

SESSION_ENGINE names this module: Django looks for `SessionStore` in it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from counterpoint.partnership.choices import SESSION_BEGUN, SESSION_DEVICE
from counterpoint.partnership.models.accounts import Account


class Session(AbstractBaseSession):
    """That somebody is signed in on one device."""

    account = models.ForeignKey(Account, models.PROTECT, null=True, related_name="sessions")
    begun_at = models.DateTimeField(null=True)
    device = models.CharField(max_length=40, blank=True)  # "iPhone": no more of what a browser tells

    @classmethod
    def get_session_store_class(cls) -> type[SessionBase]:
        return SessionStore


class SessionStore(DatabaseStore):
    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        row: Session = super().create_model_instance(data)  # type: ignore[assignment]  # of our own class
        row.account_id = int(data[SESSION_KEY]) if data.get(SESSION_KEY) else None
        begun = data.get(SESSION_BEGUN)
        row.begun_at = datetime.fromisoformat(begun) if begun else None
        row.device = data.get(SESSION_DEVICE, "")
        return row

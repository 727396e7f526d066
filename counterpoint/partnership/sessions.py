"""Where sessions are kept: Django's own store in the database, with whose each is beside it.

Django names this module in SESSION_ENGINE and looks for `SessionStore` in it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from counterpoint.partnership.models import Session

BEGUN, DEVICE = "begun_at", "device"


class SessionStore(DatabaseStore):
    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        row: Session = super().create_model_instance(data)  # type: ignore[assignment]  # of our own class
        row.account_id = int(data[SESSION_KEY]) if data.get(SESSION_KEY) else None
        row.begun_at = datetime.fromisoformat(data[BEGUN]) if data.get(BEGUN) else None
        row.device = data.get(DEVICE, "")
        return row

"""GOV.UK Notify: text messages, and mail where a place has no mail server of its own."""

from __future__ import annotations

from typing import Any, Protocol, cast

from counterpoint.partnership.choices import Channel as Reach
from counterpoint.work.channels import Failed, Message, Sent

GONE_WRONG = frozenset({"permanent-failure", "temporary-failure", "technical-failure", "validation-failed"})


class Client(Protocol):
    """What we use of NotificationsAPIClient."""

    def send_sms_notification(self, phone_number: str, template_id: str, **more: Any) -> Any: ...
    def send_email_notification(self, email_address: str, template_id: str, **more: Any) -> Any: ...
    def get_all_notifications(self, reference: str) -> Any: ...


class Notify:
    """One template for each way: its body is ((message)), and a mail's subject ((subject))."""

    def __init__(self, key: str, template: str, client: Client | None = None) -> None:
        self.template = template
        self.client = client or _client(key)

    def send(self, message: Message) -> Sent | Failed:
        from notifications_python_client.errors import APIError, TokenError

        try:
            if message.again and self._got_through(message.key):
                return Sent(message.key)
            return self._send(message)
        except APIError as failure:
            return _failed(failure.status_code)
        except TokenError:
            return Failed("GOV.UK Notify did not accept our key.")
        except OSError as failure:
            return Failed(f"GOV.UK Notify could not be reached ({type(failure).__name__}).")

    def _send(self, message: Message) -> Sent:
        words = {"message": message.text}
        if message.kind == Reach.TEXT:
            self.client.send_sms_notification(
                message.to, self.template, personalisation=words, reference=message.key
            )
        else:
            self.client.send_email_notification(
                message.to,
                self.template,
                personalisation=words | {"subject": message.subject},
                reference=message.key,
            )
        return Sent(message.key)

    def _got_through(self, key: str) -> bool:
        found = self.client.get_all_notifications(reference=key)["notifications"]
        return any(one["status"] not in GONE_WRONG for one in found)


def _failed(code: int) -> Failed:
    if code == 400:
        return Failed("GOV.UK Notify refused the number or address (400).", lasting=True)
    if code == 403:
        return Failed("GOV.UK Notify did not accept our key (403).")
    if code == 429:
        return Failed("GOV.UK Notify asks us to wait: too many for now (429).")
    return Failed(f"GOV.UK Notify could not take it ({code}).")


def _client(key: str) -> Client:
    from notifications_python_client.notifications import NotificationsAPIClient

    return cast(Client, NotificationsAPIClient(key, timeout=20))  # type: ignore[no-untyped-call]

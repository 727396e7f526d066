"""Opens pages, leaves forms as they stand and presses buttons: enough to do what a tutorial says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client


class Forms(HTMLParser):
    """What each form of a page would send if nothing were changed, and the words of its buttons."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.values: list[dict[str, list[str]]] = []
        self.buttons: list[list[tuple[str, str, str]]] = []  # words, name, value
        self.actions: list[str] = []
        self._select, self._chosen, self._words, self._button = "", [""], "", None
        self.inside = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.values.append({})
            self.buttons.append([])
            self.actions.append(given.get("action", ""))
            self.inside = True
        if self.inside:
            self._field(tag, given)

    def _field(self, tag: str, given: Mapping[str, str]) -> None:
        name, value = given.get("name", ""), given.get("value", "")
        if tag == "input":
            if given.get("type") not in ("checkbox", "radio", "file") or "checked" in given:
                self.values[-1].setdefault(name, []).append(value)
        elif tag == "textarea":
            self.values[-1][name] = [""]
        elif tag == "select":
            self._select, self._chosen = name, []
        elif tag == "option" and ("selected" in given or not self._chosen):
            self._chosen = [value]
        elif tag == "button":
            self._button, self._words = (name, value), ""

    def handle_data(self, data: str) -> None:
        self._words += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "select" and self._select:
            self.values[-1][self._select] = self._chosen
            self._select = ""
        elif tag == "button" and self._button is not None and self.inside:
            self.buttons[-1].append((" ".join(self._words.split()), *self._button))
            self._button = None
        elif tag == "form":
            self.inside = False


class Browser:
    """One person at one browser."""

    def __init__(self) -> None:
        self.client = Client()
        self.address, self.page, self.loads = "", "", 0

    def open(self, address: str) -> None:
        self._arrive(self.client.get(address, follow=True), address)

    @property
    def heading(self) -> str:
        found = re.search(r"<h1[^>]*>(.*?)</h1>", self.page, re.S)
        return " ".join(re.sub(r"<[^>]+>", " ", found.group(1)).split()) if found else ""

    def press(
        self, words: str, given: Mapping[str, Any] | None = None, file: tuple[str, bytes] | None = None
    ) -> None:
        """Press the button that says so, with the form as it stands and what is given filled in."""
        forms = Forms(self.page)
        for values, buttons, action in zip(forms.values, forms.buttons, forms.actions, strict=True):
            for said, name, value in buttons:
                if said == words:
                    sent: dict[str, Any] = {**values, **(given or {})}
                    if name:
                        sent[name] = value
                    if file:
                        sent["file"] = SimpleUploadedFile(*file)
                    address = action or self.address
                    self._arrive(self.client.post(address, sent, follow=True), address)
                    return
        raise AssertionError(f"No button says “{words}” on “{self.heading}”: {forms.buttons}")

    def _arrive(self, response: Any, address: str) -> None:
        self.loads += 1
        assert response.status_code == 200, (response.status_code, address)
        self.address = (
            response.redirect_chain[-1][0] if getattr(response, "redirect_chain", None) else address
        )
        self.page = response.content.decode()

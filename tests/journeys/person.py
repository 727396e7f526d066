"""Somebody at a browser who has only a keyboard: what they can do, and what they find there."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import ConsoleMessage, Page, expect

from tests.journeys.looking import look

FORGETS = 1_500  # milliseconds, after which a browser has forgotten what was typed to choose by
MOST_STOPS = 220  # so often Tab is pressed before we say that something cannot be reached

# What has the focus: its name as it is read aloud, what it is, and whether one can see that it has the focus. (The
# button inside a date box is the browser's own, and so is its ring.)
FOCUSED = """() => {
  const it = document.activeElement;
  if (!it || it === document.body) return null;
  const by = it.getAttribute('aria-labelledby');
  const named = by ? by.split(' ').map((id) => document.getElementById(id)?.textContent).join(' ') : '';
  const words = it.getAttribute('aria-label') || named ||
    (it.labels?.length ? it.labels[0].textContent : it.textContent) || '';
  const style = getComputedStyle(it), label = it.labels?.[0] && getComputedStyle(it.labels[0], '::before');
  const inside = it.firstElementChild && getComputedStyle(it.firstElementChild);
  const ring = (s) => s && ((s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== 'none');
  const box = it.getBoundingClientRect();
  return {
    name: words.replace(/\\s+/g, ' ').trim(), tag: it.tagName.toLowerCase(), type: it.type || '',
    seen: Boolean(ring(style) || ring(label) || ring(inside) || it.closest('svg') || (it.type === 'date' && !it.matches(':focus'))),
    inside: box.bottom > 0 && box.top < innerHeight,
    group: it.type === 'radio' ? (it.closest('fieldset')?.querySelector('legend')?.textContent || '').trim() : '',
  };
}"""


def bare(name: str) -> str:
    return name.removesuffix(" (optional)")


class Person:
    """`trouble` gathers what the console said; `look()` refuses any."""

    def __init__(self, page: Page, *, script: bool = True) -> None:
        self.page, self.script = page, script
        self.loads = 0
        self.trouble: list[str] = []
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.trouble.append(str(error)))
        page.on("domcontentloaded", self._loaded)

    def _heard(self, message: ConsoleMessage) -> None:
        expected = (
            "422" in message.text or "410" in message.text
        )  # a refusal is a page with a status of its own
        if message.type in ("error", "warning") and not expected:
            self.trouble.append(message.text)

    def _loaded(self, page: Page) -> None:
        self.loads += 1

    # Where they are

    def open(self, address: str) -> None:
        answer = self.page.goto(address)
        assert answer is not None
        assert answer.status == 200, (address, answer.status)

    @property
    def heading(self) -> str:
        return " ".join(self.page.locator("h1").inner_text().split())

    @property
    def words(self) -> str:
        return " ".join(self.page.locator("body").inner_text().split())

    def reads(self, *words: str) -> None:
        """The page says so, and is as it should be for whoever cannot see it."""
        for some in words:
            expect(self.page.locator("body")).to_contain_text(some)
        self.looks()

    def is_all_there(self) -> None:
        """The typeface, and what a page fetches by itself once it stands."""
        self.page.evaluate("() => document.fonts.ready.then(() => null)")
        if self.page.locator('[hx-trigger="load"]').count():
            self.page.wait_for_load_state("networkidle")

    def looks(self) -> None:
        look(self.page, self.trouble, script=self.script)

    # What they do, by keyboard

    def tab_to(self, name: str) -> dict[str, Any]:
        """Tab until something of that name has the focus. Each stop must be seen to have it."""
        passed: list[str] = []
        for _ in range(MOST_STOPS):
            self.page.keyboard.press("Tab")
            here = self.page.evaluate(FOCUSED)
            if here is None:
                continue
            assert here["seen"], f"Nothing shows that “{here['name']}” has the focus"
            if name in (bare(here["name"]), bare(here["group"])):
                assert here["inside"], f"“{name}” has the focus out of sight"
                return dict(here)
            passed.append(here["name"])
            if passed.count(passed[0]) > 2:
                break
        raise AssertionError(f"“{name}” is not reached with Tab on “{self.heading}”, only {passed}")

    def press(self, name: str, key: str = "Enter") -> None:
        """Reach a button or a link, and press it."""
        self.tab_to(name)
        self.page.keyboard.press(key)
        self.page.wait_for_load_state()

    def leave_to(self, name: str, key: str = "Enter") -> None:
        """Press what leads to another page, and wait until it is there."""
        self.tab_to(name)
        with self.page.expect_navigation():
            self.page.keyboard.press(key)

    def open_up(self, summary: str) -> None:
        """What is closed until somebody wants it."""
        self.press(summary)

    def type(self, label: str, words: str) -> None:
        self.tab_to(label)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(words)

    def choose(self, label: str, option: str) -> None:
        """From a select box, by typing the beginning; from radio buttons, by the arrow keys."""
        here = self.tab_to(label)
        if here["tag"] == "select":
            self._choose_by_typing(option)
            return
        self.page.keyboard.press("Space")
        for _ in range(20):
            if self.page.evaluate(FOCUSED)["name"].startswith(option):
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"“{option}” is not among the choices of “{label}”")

    def _choose_by_typing(self, option: str) -> None:
        """A browser that waited a second for the next letter begins anew with it; on a busy machine, type again."""
        chosen = ""
        for _ in range(5):
            self.page.keyboard.type(option)
            chosen = self.page.evaluate("() => document.activeElement.selectedOptions[0].textContent")
            if chosen.startswith(option):
                return
            self.page.wait_for_timeout(FORGETS)
        raise AssertionError(f"“{option}” is not chosen by typing it, but “{chosen}”")

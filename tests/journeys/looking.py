"""What every page must be, whoever looks at it and however."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Browser, Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text()

# Wider than the window, though nothing in it scrolls by itself: what a person on a phone would have to push aside.
TOO_WIDE = """() => {
  const wide = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= wide) return [];
  const out = [...document.querySelectorAll('body *')].filter((it) =>
    it.getBoundingClientRect().right > wide + 1 && !it.closest('.scroll') && getComputedStyle(it).position !== 'absolute');
  return out.slice(0, 3).map((it) => it.outerHTML.slice(0, 160)).concat(document.documentElement.scrollWidth);
}"""

# A label whose box has another's id leads nowhere, and axe does not see it.
TWICE = """() => [...document.querySelectorAll('[id]')].map((it) => it.id)
  .filter((id, n, all) => all.indexOf(id) !== n)"""

# Words that are seen, and are kept from whoever has the page read to them. A staff's own labels are an exception: its
# figure says the same in a sentence, and each of its marks has a name. So are a chart's: its sentence and table say them.
KEPT_FROM_SOME = """() => [...document.querySelectorAll('[aria-hidden="true"]')].filter((it) =>
  it.textContent.trim() && it.getBoundingClientRect().width && !it.closest('.staff, .staff__axis, .score__axis, .xmr__frame')
).map((it) => it.outerHTML.slice(0, 160))"""


def look(page: Page, trouble: list[str], *, script: bool = True) -> None:
    """At the page as it stands: nothing on the console, nothing for axe to find, nothing that has to be pushed aside."""
    faults = faults_of(page, script=script)
    assert not faults, f"{page.url}\n" + "\n".join(faults)
    assert not trouble, (page.url, trouble)


def faults_of(page: Page, *, script: bool = True) -> list[str]:
    found = _axe(page) if script else []  # it needs timers, which stand still where script is switched off
    faults = [
        f"axe: {one['id']}: {one['help']}: {node['html'][:200]} {node.get('failureSummary', '')[:200]}"
        for one in found
        for node in one["nodes"][:3]
    ]
    faults += [f"too wide: {one}" for one in page.evaluate(TOO_WIDE)]
    faults += [f"an id that is there twice: {one}" for one in page.evaluate(TWICE)]
    return faults + [f"hidden from some: {one}" for one in page.evaluate(KEPT_FROM_SOME)]


def _axe(page: Page) -> list[dict[str, Any]]:
    if not page.evaluate("() => Boolean(window.axe)"):
        page.evaluate(AXE)
    options = {"runOnly": RULES, "resultTypes": ["violations"]}
    found: list[dict[str, Any]] = page.evaluate("(options) => axe.run(options)", options)["violations"]
    return found


def keep_picture(page: Page, name: str) -> None:
    """Where a folder is named, a picture of the whole page, for somebody to look at."""
    folder = os.environ.get("PICTURES")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(folder) / f"{re.sub(r'[^a-z0-9]+', '-', name)}.png", full_page=True)


def weight(browser: Browser, address: str) -> int:
    """Bytes of the page and of all that it asks for, compressed as they came, by the browser's own count."""
    sizes: list[float] = []
    with browser.new_context() as context:
        page = context.new_page()
        hand = context.new_cdp_session(page)
        hand.on("Network.loadingFinished", lambda done: sizes.append(done["encodedDataLength"]))
        hand.send("Network.enable")
        page.goto(address, wait_until="networkidle")
    assert sizes
    return int(sum(sizes))

"""What stood on the screens when a journey failed, and what the servers said: printed below the failure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Error, Page

KEPT = Path("test-results")  # pytest-playwright empties it when tests begin
MOST = 3000  # characters of a page
LAST = 30  # lines of a server
PATIENCE = 5_000  # milliseconds: a page that hangs must not keep the rest from being told


def told(item: Any) -> Iterator[tuple[str, str]]:
    """Headings and words, for a report: of every page that is still open, and of every server."""
    browser = item.funcargs.get("browser")
    pages = [page for context in browser.contexts for page in context.pages] if browser else []
    for count, page in enumerate(pages, 1):
        yield f"Page {count} of {len(pages)}", _page(page, KEPT / f"{_plain(item.name)}-{count}.png")
    if site := item.funcargs.get("house"):
        yield f"The last answers of {site.url}", "\n".join(site.server.watched.answers)
    if running := item.funcargs.get("running"):
        yield f"The last lines of {running.url}", "".join(running.said[-LAST:])


def _page(page: Page, picture: Path) -> str:
    lines = []
    try:
        page.screenshot(path=picture, full_page=True, timeout=PATIENCE)
        lines.append(f"Its picture: {picture.resolve()}")
        words = page.locator("body").inner_text(timeout=PATIENCE)
        lines += ["", re.sub(r"\s*\n\s*", "\n", words)[:MOST]]
    except Error as fault:
        lines.append(f"It can’t be looked at: {fault}")
    return "\n".join([page.url, *lines])


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:100]

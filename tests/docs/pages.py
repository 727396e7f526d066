"""The pages of documentation, and what is written in them."""

from __future__ import annotations

import re
from pathlib import Path

from tests.shape.conftest import ROOT

DOCS = ROOT / "docs"
TOP = [ROOT / name for name in ("README.md", "CHANGELOG.md", "CONTRIBUTING.md") if (ROOT / name).exists()]
FENCED = re.compile(r"^```(\w*)\n(.*?)^```", re.S | re.M)
LINK = re.compile(r"!?\[[^\]]*\]\(\s*<?([^)>\s]+)")
IMAGE = re.compile(r"<img[^>]+src=\"([^\"]+)\"")


def pages() -> list[Path]:
    return [*TOP, *sorted(DOCS.rglob("*.md"))]


def name(page: Path) -> str:
    return str(page.relative_to(ROOT))


def prose(page: Path) -> str:
    """Without what stands in fences, where a bracket is a bracket."""
    return FENCED.sub("", page.read_text())


def links(page: Path) -> list[str]:
    words = prose(page)
    return [*LINK.findall(words), *IMAGE.findall(words)]


def inside(page: Path) -> list[tuple[str, Path, str]]:
    """Links to files of ours: as written, the file, and the part of the page."""
    found = []
    for link in links(page):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, part = link.partition("#")
        found.append((link, (page.parent / path).resolve() if path else page, part))
    return found


def headings(page: Path) -> set[str]:
    """The names by which a heading can be linked, as the usual places of publishing make them."""
    lines = re.findall(r"^#+ (.+)$", prose(page), re.M)
    plain = [re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", line).replace("`", "") for line in lines]
    return {re.sub(r"[^\w\- ]", "", line.strip().lower()).replace(" ", "-") for line in plain}


def shell_lines(page: Path) -> list[str]:
    return [
        line.strip()
        for kind, body in FENCED.findall(page.read_text())
        if kind in ("sh", "ini")
        for line in body.splitlines()
        if line.strip() and not line.strip().startswith("#")
    ]

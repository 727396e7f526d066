"""An address as a square that a phone can read, drawn inside the page: no file, no other site."""

from __future__ import annotations

import segno
from markupsafe import Markup


def qr(address: str, scale: int = 4) -> Markup:
    """Black on white in every theme: some readers see nothing else. What it leads to is said beside it."""
    code = segno.make(address, error="m", micro=False)
    drawn = code.svg_inline(
        scale=scale, border=4, dark="#000", light="#fff", svgclass="qr", lineclass=None, omitsize=True
    )
    return Markup(drawn.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1))  # noqa: S704  # segno's own

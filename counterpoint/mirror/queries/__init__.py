"""Reading the Mirror."""

from counterpoint.mirror.queries.figures import mirror_figures, mirror_text

__all__ = ["mirror_figures", "mirror_text"]

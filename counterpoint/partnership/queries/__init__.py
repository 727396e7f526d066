"""Reading a place, its organisations and its people."""

from counterpoint.partnership.queries.names import described, signed, standing_as, with_article

__all__ = ["described", "signed", "standing_as", "with_article"]

"""What each mail and text says: one module for each kind of notice, each a function from references to words.

A part is written when it is sent, from the record as it is then. What has become pointless by then is left out: a
question that was answered meanwhile, a promise that was owned.
"""

from counterpoint.work.notices.part import Button, Listed, Part, Reader
from counterpoint.work.notices.writing import parts_of

__all__ = ["Button", "Listed", "Part", "Reader", "parts_of"]

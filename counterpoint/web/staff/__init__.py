"""A staff: claims as notes along a line of time. Here everything gets its place; the template only draws.

Across, a place is a percentage of the staff's width, so that marks and words keep their size on every screen.
Down, it is in pixels. Marks never stand closer than a finger needs (24 px) at the narrowest width at which
they are links (`width`); where they would not fit, the staff breaks into several systems, as music does, and
from 60 notes on it counts by month instead.
"""

from counterpoint.web.staff.layout import describe, lay_out
from counterpoint.web.staff.shapes import Label, Note, Placed, Staff, System

__all__ = ["Label", "Note", "Placed", "Staff", "System", "describe", "lay_out"]

"""Counterpoint: the shared working record of a partnership in which nobody marks their own homework."""

__version__ = "0.1.0"

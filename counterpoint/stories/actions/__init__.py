"""Everything that can be done to a story. The only writers of its tables."""

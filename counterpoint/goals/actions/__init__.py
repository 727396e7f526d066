"""Everything that can be done to goals and measures. The only writers of their tables."""

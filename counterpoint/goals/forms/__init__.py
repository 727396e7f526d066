"""Forms of goals and measures."""

"""Forms of stories."""

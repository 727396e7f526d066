"""What the kernel shows: answering, one claim, putting one, the record, what waits for you."""

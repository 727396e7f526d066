"""The pages of the partnership: its doors, its start, its people."""

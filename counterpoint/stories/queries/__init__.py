"""What the pages of stories say."""

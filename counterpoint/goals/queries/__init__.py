"""What the pages of goals say."""

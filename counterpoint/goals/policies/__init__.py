"""Who may choose, carry, measure and rebase."""

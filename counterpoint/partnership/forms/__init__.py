"""What shape an answer has, on the pages of the partnership. Rules live in actions."""

"""Who may do what to a story, and why not. One sentence each: it guards the act and is shown to the person."""

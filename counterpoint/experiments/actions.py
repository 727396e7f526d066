"""Everything that can be done to an experiment. The only writers of its table."""

"""Finding tasks: where they are, whether they can be used, and what they may declare."""

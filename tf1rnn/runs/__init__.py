"""A task carried out: its session, its loops, and the folder that holds what came of it."""

"""Exercises: listings with holes, which a student fills in and which are checked by running."""

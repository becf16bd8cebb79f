"""The runs that are there: found by name, listed, set side by side, deleted."""

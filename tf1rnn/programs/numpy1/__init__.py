"""NumPy 1 for a program's own code: its names, its types of results, its conversions."""

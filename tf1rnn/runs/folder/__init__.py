"""The folder of a run: each of the files in it, and the lock."""

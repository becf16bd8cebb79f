"""Graphs with as many operations as TensorFlow 1.15 built, and so with its seeds."""

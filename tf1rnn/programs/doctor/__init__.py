"""Reads a program without running it, and reports what it uses of TensorFlow 1."""

"""Reads a program without running it, and tells what it uses of TensorFlow 1."""

"""Runs a program written for TensorFlow 1, unchanged, as plain Python would."""

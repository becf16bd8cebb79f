"""Loads TensorFlow, quietly and in graph mode."""

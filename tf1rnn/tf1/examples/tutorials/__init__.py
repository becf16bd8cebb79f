"""Data for the tutorials of TensorFlow 1."""

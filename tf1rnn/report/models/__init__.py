"""Exports the trained network of a run: a model that plain TensorFlow 2 loads."""

"""Builds graphs of as many operations as TensorFlow 1.15 did, which so get the same seeds."""

"""The part of the package tensorflow.examples that lessons imported."""

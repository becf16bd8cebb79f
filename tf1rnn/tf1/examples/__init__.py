"""The part of the package tensorflow.examples that tutorials imported."""

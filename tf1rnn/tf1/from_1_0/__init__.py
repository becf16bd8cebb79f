"""What TensorFlow 1.0 to 1.4 had and 1.15 had not, or had otherwise: exec --tf 1.0."""

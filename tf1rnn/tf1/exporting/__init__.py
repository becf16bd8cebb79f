"""A trained network in a form that plain TensorFlow 2 reads: its graph cut out, and written."""

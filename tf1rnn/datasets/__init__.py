"""The data that tasks learn from: found, checked, read; nothing here loads TensorFlow."""

"""Small programs without TensorFlow, which must do the same under plain Python and under exec."""

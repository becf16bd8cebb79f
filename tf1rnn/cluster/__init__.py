"""Several machines: TensorFlow's own servers compute a run, and these processes look after them."""

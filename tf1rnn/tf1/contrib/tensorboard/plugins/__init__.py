"""tf.contrib.tensorboard.plugins: the projector."""

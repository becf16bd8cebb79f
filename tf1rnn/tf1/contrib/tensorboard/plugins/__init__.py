"""tf.contrib.tensorboard.plugins: the projector."""

from tf1rnn.tf1.contrib.tensorboard.plugins import projector

__all__ = ["projector"]

"""tf.contrib.tensorboard: its plugin for embeddings."""

from tf1rnn.tf1.contrib.tensorboard import plugins

__all__ = ["plugins"]

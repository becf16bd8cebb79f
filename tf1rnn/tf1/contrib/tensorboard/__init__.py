"""tf.contrib.tensorboard: its plugin for embeddings."""

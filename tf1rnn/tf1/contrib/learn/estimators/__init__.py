"""The estimators of tf.contrib.learn: what trains a model, feeds it and evaluates it."""

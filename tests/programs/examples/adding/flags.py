"""The flags of the adding problem."""

import tensorflow as tf

tf.app.flags.DEFINE_integer("n_steps", 12, "time steps per instance")
tf.app.flags.DEFINE_integer("n_iterations", 90, "updates")
tf.app.flags.DEFINE_string("cell", "lstm", "lstm, gru or ugrnn")
tf.app.flags.DEFINE_float("learning_rate", 0.02, "Adam's step size")
FLAGS = tf.app.flags.FLAGS

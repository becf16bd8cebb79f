"""What each name of `tf` resolves to.

- namespace.py: resolve(), and Namespace, the class of TensorFlow 1's modules
- origins_1_15.py: where a name of `tf` comes from, as tf.contrib.rnn.GRUCell
- origins_1_0.py, origins_0_12.py: where it comes from under --tf 1.0 and --tf 0.12
- origins_source_tree.py, origins_contrib.py, origins_learn.py: where a name of the source tree
  comes from, as tensorflow.python.ops.rnn
- tables.py: the format of these tables, and how they are read
- absent.py: the error for a name that is not there, and what to use instead
- renamed_at_1_0.py: what TensorFlow 1.0 renamed, as tf.pack of 0.12
- flags.py: tf.flags
- tree.py: what stood in TensorFlow 1.15's modules, as tree_1_15.json has it
- tree_today.json: which of that is not available, and which functions take other parameters
- known.py: what a name will resolve to, found without loading TensorFlow; parameters.py: its calls
- installed.py: what the modules of installed packages hold, read from their source
"""

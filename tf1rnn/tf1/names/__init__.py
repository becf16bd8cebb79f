"""What each name of `tf` resolves to.

namespace.py             resolve(), and the one class of TensorFlow 1's modules
origins_1_15.py          where a name of tf comes from: tf.contrib.rnn.GRUCell
origins_0_12.py          where it comes from in a program for TensorFlow 0.12
origins_source_tree.py   where a name of the source tree comes from: tensorflow.python.ops.rnn
tables.py                reads these three tables, and describes their format
absent.py                what a name is told that is not there, and what does its work today
renamed_at_1_0.py        the names that TensorFlow 1.0 renamed: tf.pack
flags.py                 tf.flags
names_1_15.json          the public names of TensorFlow 1.15, and what has become of each
"""

"""The code of tf.contrib; what tf.contrib itself is, names/origins_1_15.py says."""

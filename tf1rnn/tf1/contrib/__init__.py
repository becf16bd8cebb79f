"""The code of tf.contrib; names/origins_1_15.py says which names tf.contrib has."""
